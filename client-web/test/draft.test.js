import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Draft } from '../src/main/resources/parley/web/js/sdk/draft.js';

const KEY = 'draft:u_1:lobby';
const area = () => {
  const held = new Map();
  return { get: (key) => held.get(key) ?? null, set: (key, text) => held.set(key, text), remove: (key) => held.delete(key) };
};
const tabOf = (browser, tab = area()) => ({ tab, draft: new Draft({ tab, browser, key: KEY }) });

test('each tab keeps its own text over a reload', () => {
  const browser = area();
  const one = tabOf(browser);
  const two = tabOf(browser);
  one.draft.set('draft one');
  two.draft.set('draft two');
  assert.equal(tabOf(browser, one.tab).draft.get(), 'draft one');
  assert.equal(tabOf(browser, two.tab).draft.get(), 'draft two');
});

test('sending in one tab leaves the text of another alone', () => {
  const browser = area();
  const one = tabOf(browser);
  const two = tabOf(browser);
  one.draft.set('keep me');
  two.draft.set('x');
  two.draft.set('');
  assert.equal(tabOf(browser, one.tab).draft.get(), 'keep me');
});

test('a new tab starts with what was typed last, and with nothing once that was sent', () => {
  const browser = area();
  const one = tabOf(browser);
  one.draft.set('half a tho');
  assert.equal(tabOf(browser).draft.get(), 'half a tho');
  one.draft.set('');
  assert.equal(tabOf(browser).draft.get(), '');
});
