import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Timeline } from '../src/main/resources/parley/web/js/sdk/timeline.js';

const time = (seq) => new Date(Date.UTC(2026, 10, 24, 12, 0, seq)).toJSON();
const message = (seq, text = `m${seq}`, more = {}) => ({
  type: 'message', room: 'lobby', seq, username: 'maya', user: 'u_m', message: text, timestamp: time(seq), ref: `r${seq}`, ...more,
});
const edited = (seq, target, text) => ({ type: 'edited', seq, target, message: text, user: 'u_m', timestamp: time(seq) });
const deleted = (seq, target) => ({ type: 'deleted', seq, target, user: 'u_m', timestamp: time(seq) });
const opened = (...events) => {
  const timeline = new Timeline();
  const to = events.at(-1)?.seq ?? 0;
  timeline.open({ epoch: 'e', events, from: 1, to, moreBefore: false, timestamp: events.at(-1)?.timestamp });
  return timeline;
};
const texts = (timeline) => timeline.messages.map((each) => each.message ?? null);

test('an event beyond the next one is held back until the hole is filled', () => {
  const timeline = opened(message(1));
  assert.equal(timeline.receive(message(4)), false);
  assert.deepEqual(timeline.hole, { from: 2, to: 3 });
  assert.deepEqual(texts(timeline), ['m1']);
  timeline.fill({ events: [message(2), message(3)], to: 3 });
  assert.equal(timeline.hole, null);
  assert.deepEqual(texts(timeline), ['m1', 'm2', 'm3', 'm4']);
  assert.equal(timeline.to, 4);
});

test('an event that comes twice is shown once', () => {
  const timeline = opened(message(1));
  assert.equal(timeline.receive(message(2)), true);
  assert.equal(timeline.receive(message(2)), false);
  assert.equal(timeline.hole, null);
  assert.deepEqual(texts(timeline), ['m1', 'm2']);
});

test('an unknown kind of event counts its number', () => {
  const timeline = opened(message(1));
  assert.equal(timeline.receive({ type: 'sparkled', seq: 2 }), true);
  assert.equal(timeline.receive(message(3)), true);
  assert.equal(timeline.hole, null);
});

test('a number that was announced without its event is a hole, also when it is the last one', () => {
  const timeline = opened(message(1));
  timeline.announce(2);
  assert.deepEqual(timeline.hole, { from: 2, to: 1 });
  timeline.fill({ events: [message(2)], to: 2 });
  assert.equal(timeline.hole, null);
});

test('filling that brings nothing on is told', () => {
  const timeline = opened(message(1));
  timeline.receive(message(3));
  assert.equal(timeline.fill({ events: [], to: 1 }), false);
});

test('numbers that retention erased do not stop the timeline', () => {
  const timeline = opened(message(1));
  timeline.receive(message(5));
  assert.equal(timeline.fill({ events: [message(3)], to: 4 }), true);
  assert.deepEqual(texts(timeline), ['m1', 'm3', 'm5']);
});

test('an edit changes the text and keeps the later time', () => {
  const timeline = opened(message(1));
  timeline.receive(edited(2, 1, 'better'));
  assert.equal(timeline.messages[0].message, 'better');
  assert.equal(timeline.messages[0].edited, time(2));
});

test('an edit of what is not held, or without a text, only counts', () => {
  const timeline = opened(message(1));
  timeline.receive(edited(2, 99, 'nothing'));
  timeline.receive(edited(3, 1, undefined));
  assert.deepEqual(texts(timeline), ['m1']);
  assert.equal(timeline.to, 3);
});

test('deleted is final, whatever is replayed after it', () => {
  const timeline = opened(message(1));
  timeline.receive(deleted(2, 1));
  timeline.receive(edited(3, 1, 'ghost'));
  timeline.receive(message(1));
  assert.equal(timeline.messages[0].deleted, true);
  assert.deepEqual(texts(timeline), [null]);
});

test('events applied again, in any order, end in the same state', () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const random = generator(seed);
  const log = [message(1), message(2, undefined, { deleted: true }), message(3, 'third', { edited: time(6) }), deleted(4, 2), edited(5, 3, 'third'), edited(6, 3, 'third')];
  delete log[1].message;
  const straight = opened(...log);
  for (let round = 0; round < 200; round += 1) {
    const timeline = opened();
    for (const event of [...log, ...log].sort(() => random() - 0.5)) timeline.receive(event);
    assert.deepEqual(timeline.messages, straight.messages, `seed ${seed}, round ${round}`);
  }
});

test('an older page goes in front and moves the start', () => {
  const timeline = new Timeline();
  timeline.open({ epoch: 'e', events: [message(10)], from: 10, to: 10, moreBefore: true, timestamp: time(10) });
  assert.equal(timeline.prepend({ events: [message(8), message(9)], from: 7, moreBefore: true }), 2);
  assert.deepEqual(texts(timeline), ['m8', 'm9', 'm10']);
  assert.equal(timeline.from, 7);
});

test('trimming forgets the oldest, which can be loaded again', () => {
  const timeline = opened(message(1), message(2), message(3));
  timeline.trim(2);
  assert.deepEqual(texts(timeline), ['m2', 'm3']);
  assert.equal(timeline.from, 2);
  assert.equal(timeline.moreBefore, true);
});

test('a position carries the timestamp of its event, and none when that is not known', () => {
  const timeline = opened(message(1));
  assert.deepEqual(timeline.position('lobby'), { room: 'lobby', epoch: 'e', seq: 1, timestamp: time(1) });
  timeline.receive(message(4));
  timeline.fill({ events: [], to: 3 });
  assert.equal(timeline.position('lobby').timestamp, time(4));
  const erased = opened(message(1));
  erased.fill({ events: [], to: 2 });
  assert.equal('timestamp' in erased.position('lobby'), false);
});

function generator(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
