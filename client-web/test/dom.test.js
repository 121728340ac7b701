import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closing } from '../src/main/resources/parley/web/js/view/dom.js';

const PDI = '\u2069';
const TEXTS = [
  ['', ''],
  ['plain', ''],
  ['\u2067open', PDI],
  ['\u2066\u2067\u2068open', PDI.repeat(3)],
  ['\u2067closed\u2069', ''],
  ['\u2069closed before\u2067', PDI],
  ['\u2067a line break closes all\n', ''],
  ['\u2067\nlast \u2066line', PDI],
];
for (const [text, signs] of TEXTS) {
  test(`${JSON.stringify(text)} is closed by ${signs.length} signs`, () => assert.equal(closing(text), signs));
}
