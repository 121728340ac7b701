import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTurn } from '../src/main/resources/parley/web/js/sdk/turn.js';
import { LoopbackServer } from './fixtures/loopback-server.js';
import { pass, sdkOn, settled } from './fixtures/page.js';

const HOUR_MS = 60 * 60 * 1000;

const start = async ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: Date.UTC(2026, 10, 24) });
  const server = new LoopbackServer();
  const sdk = sdkOn(server);
  sdk.session.start({ username: 'david' });
  await settled();
  const send = async (message) => {
    await sdk.outbox.add('lobby', { type: 'message', message });
    await settled();
  };
  return { server, send, ...sdk, states: () => sdk.outbox.items('lobby').map(({ state }) => state) };
};

test('an acknowledged message leaves the outbox', async (t) => {
  const { send, outbox, texts } = await start(t);
  await send('hello');
  assert.deepEqual(texts(), ['hello']);
  assert.deepEqual(outbox.items('lobby'), []);
});

test('one is in flight at a time, in order', async (t) => {
  const { server, send } = await start(t);
  server.refuse = () => 'drop';
  await send('one');
  await send('two');
  assert.deepEqual(server.writes().map(({ message }) => message), ['one']);
});

test('what was stored though its ack was lost is sent again under the same ref, and stored once', async (t) => {
  const { server, send, outbox, texts } = await start(t);
  server.cutBeforeAck = true;
  await send('once');
  await send('after');
  await pass(t.mock, 3_000);
  assert.deepEqual(texts(), ['once', 'after']);
  assert.equal(new Set(server.writes().filter(({ message }) => message === 'once').map(({ ref }) => ref)).size, 1);
  assert.deepEqual(outbox.items('lobby'), []);
});

for (const code of ['forbidden', 'too_long', 'empty', 'conflict', 'bad_request']) {
  test(`${code} is never retried, and the next message goes on`, async (t) => {
    const { server, send, outbox, states } = await start(t);
    server.refuse = ({ message }) => (message === 'bad' ? code : null);
    await send('bad');
    await send('good');
    server.cut();
    await pass(t.mock, 5_000);
    assert.deepEqual(states(), ['failed']);
    assert.equal(outbox.items('lobby')[0].retryable, false);
    assert.equal(server.writes().filter(({ message }) => message === 'bad').length, 1);
  });
}

test('a refusal that time may heal is for the person to repeat', async (t) => {
  const { server, send, outbox, states, texts } = await start(t);
  server.refuse = () => 'storage_full';
  await send('big');
  await pass(t.mock, 5_000);
  assert.deepEqual(states(), ['failed']);
  server.refuse = () => null;
  outbox.retry(outbox.items('lobby')[0].ref);
  await settled();
  assert.deepEqual(texts(), ['big']);
});

test('unavailable is retried by itself, in order', async (t) => {
  const { server, send, texts } = await start(t);
  let refusals = 3;
  server.refuse = () => (refusals-- > 0 ? 'unavailable' : null);
  await send('one');
  await send('two');
  await pass(t.mock, 20_000, 500);
  assert.deepEqual(texts(), ['one', 'two']);
});

test('retryAfter is honoured', async (t) => {
  const { server, send } = await start(t);
  server.refuse = () => 'rate_limited';
  await send('fast');
  await pass(t.mock, 1_000);
  assert.equal(server.writes().length, 1);
  await pass(t.mock, 500);
  assert.equal(server.writes().length, 2);
});

test('an old item that is in the log is taken as sent', async (t) => {
  const { server, send, session, outbox } = await start(t);
  server.cutBeforeAck = true;
  await send('old');
  session.leave();
  await pass(t.mock, 26 * HOUR_MS, HOUR_MS);
  const writes = server.writes().length;
  session.start({ token: 't1' });
  await settled();
  assert.equal(server.writes().length, writes);
  assert.deepEqual(outbox.items('lobby'), []);
  assert.equal(server.log.length, 1);
});

test('an old item that is not in the log is sent', async (t) => {
  const { server, send, session, outbox, texts } = await start(t);
  server.refuse = () => 'drop';
  await send('old');
  session.leave();
  await pass(t.mock, 26 * HOUR_MS, HOUR_MS);
  server.refuse = () => null;
  server.say('others went on');
  session.start({ token: 't1' });
  await settled();
  assert.deepEqual(texts(), ['others went on', 'old']);
  assert.deepEqual(outbox.items('lobby'), []);
});

test('an old item is undecided when the epoch changed, and goes out anew when the person says so', async (t) => {
  const { server, send, session, outbox, states, texts } = await start(t);
  server.refuse = () => 'drop';
  await send('old');
  session.leave();
  await pass(t.mock, 26 * HOUR_MS, HOUR_MS);
  server.refuse = () => null;
  server.epoch = 'e2';
  session.start({ token: 't1' });
  await settled();
  assert.deepEqual(states(), ['undecided']);
  const [{ ref }] = outbox.items('lobby');
  await outbox.sendAgain(ref);
  await settled();
  assert.deepEqual(texts(), ['old']);
  assert.notEqual(server.log[0].ref, ref);
});

test('items of one person are not another’s', async (t) => {
  const { server, send, outbox } = await start(t);
  server.refuse = () => 'drop';
  await send('mine');
  await outbox.open('u_other');
  assert.deepEqual(outbox.items('lobby'), []);
  await outbox.open('u_david');
  assert.equal(outbox.items('lobby').length, 1);
});

test('tabs take turns where the browser can arrange that, and go on where it cannot', async () => {
  const order = [];
  const locks = { request: async (name, options, task) => (order.push(name), task()) };
  await inTurn('turn', () => order.push('with'), locks);
  await inTurn('turn', () => order.push('without'), null);
  assert.deepEqual(order, ['turn', 'with', 'without']);
  await assert.rejects(inTurn('turn', () => Promise.reject(new Error('own')), locks), /own/);
});
