import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entriesOf, rowOf } from '../src/main/resources/parley/web/js/view/rows.js';
import { ReadingMark } from '../src/main/resources/parley/web/js/view/reading-mark.js';

const me = { id: 'u_david', username: 'david' };
const message = (seq, minute, more = {}) => ({
  seq, user: 'u_maya', username: 'maya', message: `m${seq}`, ref: `r${seq}`, timestamp: new Date(2026, 10, 24, 12, minute).toJSON(), ...more,
});
const rows = (messages, items = [], context = {}) => {
  const entries = entriesOf({ messages }, items, me);
  return entries.map((entry, index) => rowOf(entry, entries[index - 1], { user: me, freshFrom: null, editing: null, deleting: null, ...context }));
};

const GROUPS = [
  ['4 minutes later, same person', message(2, 4), true],
  ['5 minutes later', message(2, 5), false],
  ['another person', message(2, 1, { user: 'u_jonas' }), false],
  ['the same person under a new name', message(2, 1, { username: 'may' }), false],
];
for (const [what, second, grouped] of GROUPS) {
  test(`${what}: ${grouped ? 'grouped' : 'not grouped'}`, () => assert.equal(rows([message(1, 0), second])[1].grouped, grouped));
}

test('the "New" line and a new day break a group', () => {
  assert.equal(rows([message(1, 0), message(2, 1)], [], { freshFrom: 2 })[1].grouped, false);
  const midnight = [message(1, 0, { timestamp: new Date(2026, 10, 23, 23, 59).toJSON() }), message(2, 0, { timestamp: new Date(2026, 10, 24, 0, 1).toJSON() })];
  assert.deepEqual(rows(midnight).map(({ grouped, day }) => [grouped, day !== null]), [[false, true], [false, true]]);
});

test('what waits in the outbox stands behind the log, as queued', () => {
  const [, queued] = rows([message(1, 0)], [{ ref: 'q', type: 'message', message: 'soon', state: 'queued', order: Date.now() }]);
  assert.deepEqual([queued.text, queued.state, queued.own, queued.editable], ['soon', 'queued', true, false]);
});

test('a message that is in the log already is shown once, whatever the outbox still holds', () => {
  const item = { ref: 'r1', type: 'message', message: 'm1', state: 'queued', order: Date.now() };
  assert.equal(rows([message(1, 0, { user: me.id })], [item]).length, 1);
  assert.equal(rows([message(1, 0)], [item]).length, 2);
});

test('an edit and a deletion show before they are stored, and a refused one shows the old text', () => {
  const mine = message(1, 0, { user: me.id, username: me.username });
  const change = (fields) => rows([mine], [{ ref: 'c', target: 1, state: 'queued', ...fields }])[0];
  assert.equal(change({ type: 'edit', message: 'new' }).text, 'new');
  assert.equal(change({ type: 'delete' }).text, null);
  assert.equal(change({ type: 'edit', message: 'new', state: 'failed' }).text, 'm1');
});

test('only own, stored, undeleted messages can be changed', () => {
  const own = { user: me.id, username: me.username };
  assert.equal(rows([message(1, 0, own)])[0].editable, true);
  assert.equal(rows([message(1, 0)])[0].editable, false);
  assert.equal(rows([message(1, 0, { ...own, deleted: true, message: undefined })])[0].editable, false);
});

const kept = (value = null) => ({ get: () => value, set: (text) => (value = text) });
const timeline = (...seqs) => ({ epoch: 'e', to: Math.max(0, ...seqs), messages: seqs.map((seq) => message(seq, 0)) });

test('the "New" line is where the person left off', () => {
  const mark = new ReadingMark(kept(JSON.stringify({ epoch: 'e', seq: 2 })));
  mark.open(timeline(1, 2, 3, 4), me.id);
  assert.equal(mark.freshFrom, 3);
  assert.equal(mark.unread(timeline(1, 2, 3, 4).messages, me.id), 2);
});

test('who comes for the first time, or into another epoch, has nothing marked as new', () => {
  for (const before of [null, JSON.stringify({ epoch: 'other', seq: 1 }), 'not json']) {
    const mark = new ReadingMark(kept(before));
    mark.open(timeline(1, 2, 3), me.id);
    assert.equal(mark.freshFrom, null);
  }
});

test('the line stays while reading, and moves when something comes unseen again', () => {
  const mark = new ReadingMark(kept());
  mark.open(timeline(1), me.id);
  mark.came(2, false);
  mark.came(3, false);
  assert.equal(mark.freshFrom, 2);
  mark.read(3);
  assert.equal(mark.freshFrom, 2);
  mark.came(4, true);
  assert.equal(mark.freshFrom, 2);
  mark.came(5, false);
  assert.equal(mark.freshFrom, 5);
  mark.wrote();
  assert.equal(mark.freshFrom, null);
});
