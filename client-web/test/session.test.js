import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Backoff } from '../src/main/resources/parley/web/js/sdk/backoff.js';
import { closeMeansStop } from '../src/main/resources/parley/web/js/sdk/protocol.js';
import { LoopbackServer } from './fixtures/loopback-server.js';
import { pass, sdkOn, settled } from './fixtures/page.js';

const start = async ({ mock }, credentials = { username: 'david' }) => {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: Date.UTC(2026, 10, 24) });
  const server = new LoopbackServer();
  const sdk = sdkOn(server);
  sdk.session.start(credentials);
  await settled();
  return { server, ...sdk };
};

test('backoff is at least 0.5 s, at most 30 s or what is given, and jittered in between', () => {
  const low = new Backoff(undefined, () => 0);
  const high = new Backoff(undefined, () => 1);
  assert.deepEqual([1, 2, 3].map(() => low.nextMs()), [500, 500, 500]);
  assert.deepEqual([1, 2, 3, 4, 5, 6, 7].map(() => high.nextMs()), [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  const impatient = new Backoff(4_000, () => 1);
  assert.deepEqual([1, 2, 3, 4].map(() => impatient.nextMs()), [1_000, 2_000, 4_000, 4_000]);
});

for (const [code, stop] of [[1000, false], [1001, false], [1002, true], [1003, true], [1005, false], [1006, false], [1007, true], [1008, false],
  [1009, true], [1011, false], [1013, false], [4000, false], [4001, false], [4499, false], [4500, true], [4503, true], [4999, true]]) {
  test(`close ${code} means ${stop ? 'stop' : 'come back'}`, () => assert.equal(closeMeansStop(code), stop));
}

test('the name goes along once, the token and the session from then on', async (t) => {
  const { server } = await start(t);
  server.cut();
  await pass(t.mock, 2_000);
  const [first, second] = server.received.filter(({ type }) => type === 'hello');
  assert.equal(first.username, 'david');
  assert.equal(second.username, undefined);
  assert.equal(second.token, 't1');
  assert.match(second.session, /^s/);
});

test('what was missed arrives in one resume, once and in order', async (t) => {
  const { server, room, texts } = await start(t);
  server.say('one');
  await settled();
  server.cut();
  await settled();
  server.say('two');
  server.say('three');
  await pass(t.mock, 2_000);
  assert.deepEqual(texts(), ['one', 'two', 'three']);
  assert.equal(server.received.filter(({ type }) => type === 'join').length, 1);
  assert.equal(room.joined, true);
});

test('a lost last event is found by the heartbeat', async (t) => {
  const { server, texts } = await start(t);
  server.say('lost', { tell: false });
  server.tell({ type: 'heartbeat', seqs: [{ room: 'lobby', seq: 1 }] });
  await settled();
  assert.deepEqual(texts(), ['lost']);
});

test('a gap that can be replayed is replayed, a wider one starts over', async (t) => {
  const { server, room, texts } = await start(t);
  server.say('first');
  await settled();
  server.cut();
  await settled();
  for (let n = 0; n < 450; n += 1) server.say(`n${n}`);
  await pass(t.mock, 2_000);
  assert.equal(texts().length, 451);
  server.cut();
  await settled();
  for (let n = 0; n < 1_500; n += 1) server.say(`w${n}`);
  await pass(t.mock, 2_000);
  assert.equal(texts().length, 200);
  assert.equal(room.timeline.moreBefore, true);
});

test('what was missed is told once and counted', async (t) => {
  const { server, session, room } = await start(t);
  const recovered = [];
  room.on('recovered', (messages) => recovered.push(messages));
  server.say('before');
  await settled();
  server.cut();
  await settled();
  for (let n = 0; n < 3; n += 1) server.say(`missed ${n}`);
  await pass(t.mock, 2_000);
  assert.deepEqual(recovered, [3]);
  server.cut();
  await settled();
  for (let n = 0; n < 450; n += 1) server.say(`many ${n}`);
  await pass(t.mock, 2_000);
  assert.deepEqual(recovered, [3, 450]);
  server.cut();
  await pass(t.mock, 2_000);
  assert.deepEqual(recovered, [3, 450], 'nothing was missed the last time');
  const { connects, resumes, gapsFound, gapsFilled, duplicates } = session.counters;
  assert.deepEqual({ connects, resumes, gapsFound, gapsFilled, duplicates }, { connects: 4, resumes: 3, gapsFound: 1, gapsFilled: 1, duplicates: 0 });
  assert.equal(typeof session.id, 'string');
  assert.ok(session.liveSinceMs !== null);
});

test('an event that comes again is left out and counted, an own write is counted once', async (t) => {
  const { server, session, room, outbox, texts } = await start(t);
  await outbox.add('lobby', { type: 'message', message: 'mine' });
  await pass(t.mock, 1_000);
  assert.equal(session.counters.stored, 1);
  const [event] = server.log;
  for (const socket of server.sockets) socket.onmessage({ data: JSON.stringify(event) });
  await settled();
  assert.equal(session.counters.duplicates, 1);
  assert.equal(session.counters.stored, 1);
  assert.deepEqual(texts(), ['mine']);
  assert.equal(room.timeline.to, 1);
});

test('another epoch starts over', async (t) => {
  const { server, texts } = await start(t);
  server.say('old world');
  await settled();
  server.cut();
  server.epoch = 'e2';
  server.log.length = 0;
  server.say('new world');
  await pass(t.mock, 2_000);
  assert.deepEqual(texts(), ['new world']);
});

test('silence for 30 s is asked about, and 10 s later the page looks for another connection', async (t) => {
  const { server, session } = await start(t);
  const count = (kind) => server.received.filter(({ type }) => type === kind).length;
  const pings = count('ping');
  for (const socket of server.sockets) socket.onmessage = () => {};
  await pass(t.mock, 29_000, 1_000);
  assert.equal(count('ping'), pings);
  await pass(t.mock, 2_000, 1_000);
  assert.equal(count('ping'), pings + 1);
  assert.equal(count('hello'), 1);
  await pass(t.mock, 11_000, 500);
  assert.equal(count('hello'), 2);
  assert.equal(session.state, 'live');
});

test('a stop code is obeyed until the person wants to come back', async (t) => {
  const { server, session } = await start(t);
  const codes = [];
  session.on('stopped', (code) => codes.push(code));
  server.cut(4503);
  await pass(t.mock, 60_000, 5_000);
  session.wake();
  await settled();
  assert.equal(session.state, 'stopped');
  assert.deepEqual(codes, [4503]);
  session.retryNow();
  await settled();
  assert.equal(session.state, 'live');
});

test('after three failures before the first welcome there is doubt', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: 0 });
  const server = new LoopbackServer();
  server.up = false;
  const { session } = sdkOn(server);
  let doubts = 0;
  session.on('doubt', () => (doubts += 1));
  session.start({ username: 'david' });
  await pass(t.mock, 500);
  assert.equal(doubts, 0);
  await pass(t.mock, 10_000);
  assert.ok(doubts >= 1);
});

test('a refused hello is not repeated', async (t) => {
  const { server, session } = await start(t, { token: 'expired' });
  await pass(t.mock, 60_000, 5_000);
  assert.equal(session.state, 'idle');
  assert.equal(server.received.length, 1);
});

test('goaway makes it come back within the time given', async (t) => {
  const { server, session } = await start(t);
  server.tell({ type: 'goaway', in: 5_000, reason: 'restart' });
  await pass(t.mock, 5_500);
  assert.equal(session.state, 'live');
  assert.equal(server.received.filter(({ type }) => type === 'hello').length, 2);
});
