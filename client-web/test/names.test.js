import assert from 'node:assert/strict';
import { test } from 'node:test';
import { capitalised, initial, nameKey, nameProblem } from '../src/main/resources/parley/web/js/sdk/names.js';

const PROBLEMS = [
  ['', 'blank'],
  [' \t ', 'blank'],
  ['david', null],
  ['李小龍', null],
  ['שרה', null],
  ['O’Neill, Jr.', null],
  ['x'.repeat(32), null],
  ['x'.repeat(33), 'long'],
  ['𝒳'.repeat(32), null],
  ['🎂'.repeat(33), 'long'],
  ['a\tb', 'control'],
  ['a\u0007b', 'control'],
  ['a\u202Eb', 'control'],
  ['👨\u200D👩', 'control'],
  ['a\u00ADb', 'control'],
  ['\u0301\u0316', 'marks'],
];
for (const [name, problem] of PROBLEMS) {
  test(`the name ${JSON.stringify(name)} has the problem ${problem}`, () => assert.equal(nameProblem(name), problem));
}

test('spellings that differ in case, spaces or compatibility forms are one name', () => {
  assert.equal(nameKey('  David '), nameKey('david'));
  assert.equal(nameKey('ann  lee'), nameKey('Ann Lee'));
  assert.equal(nameKey('ﬁn'), nameKey('fin'));
});

const CAPITALS = [['david', 'David'], ['élise', 'Élise'], ['李小龍', '李小龍'], ['ßig', 'ßig'], ['გია', 'გია'], ['42', '42'], ['', '']];
for (const [name, shown] of CAPITALS) test(`${name} is shown as ${shown}`, () => assert.equal(capitalised(name), shown));

test('the initial is a whole letter, with its marks', () => {
  assert.equal(initial('david'), 'D');
  assert.equal(initial('e\u0301lise'), 'E\u0301');
  assert.equal(initial('🎂 cake'), '🎂');
});
