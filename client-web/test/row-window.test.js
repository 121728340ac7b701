import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RowWindow } from '../src/main/resources/parley/web/js/view/row-window.js';

const entries = (first, last) => Array.from({ length: last - first + 1 }, (_, index) => ({ order: first + index }));
const shown = (window, list) => list.slice(window.start, window.end).map(({ order }) => order);

test('starts with the newest entries and never has more than its capacity', () => {
  const window = new RowWindow({ capacity: 10, step: 3 });
  const list = entries(1, 50);
  window.fit(list, 0, 'bottom');
  assert.deepEqual(shown(window, list), [41, 42, 43, 44, 45, 46, 47, 48, 49, 50]);
});

test('goes up by steps, dropping rows at the far end, and down again to the end', () => {
  const window = new RowWindow({ capacity: 10, step: 3 });
  const list = entries(1, 50);
  window.fit(list, 0, 'bottom');
  for (let step = 0; step < 20 && window.up(list, 0); step += 1) assert.ok(window.end - window.start <= 10);
  assert.equal(shown(window, list)[0], 1);
  assert.equal(window.followsEnd, false);
  for (let step = 0; step < 20 && window.down(list, 0); step += 1) assert.ok(window.end - window.start <= 10);
  assert.equal(shown(window, list).at(-1), 50);
  assert.equal(window.followsEnd, true);
});

test('older entries put in front do not move it', () => {
  const window = new RowWindow({ capacity: 10, step: 3 });
  window.fit(entries(40, 45), 0, 'bottom');
  const longer = entries(20, 45);
  window.fit(longer, 0, 'bottom');
  assert.deepEqual(shown(window, longer), [40, 41, 42, 43, 44, 45]);
});

test('new entries do not push out what is read above', () => {
  const window = new RowWindow({ capacity: 10, step: 3 });
  window.fit(entries(1, 10), 0, 'bottom');
  const longer = entries(1, 30);
  window.fit(longer, 0, 'top');
  assert.deepEqual(shown(window, longer), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('the skipped entries are never in it', () => {
  const window = new RowWindow({ capacity: 10, step: 3 });
  const list = entries(1, 5);
  window.fit(list, 1, 'bottom');
  assert.equal(window.up(list, 1), false);
  assert.deepEqual(shown(window, list), [2, 3, 4, 5]);
});

test('an empty list is an empty window that follows the end', () => {
  const window = new RowWindow();
  window.fit([], 0, 'bottom');
  assert.equal(window.end - window.start, 0);
  assert.equal(window.followsEnd, true);
});
