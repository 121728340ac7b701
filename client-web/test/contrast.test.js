import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const tokensFile = readFileSync(new URL('../tailwind/tokens.css', import.meta.url), 'utf8');
const stylesFile = readFileSync(new URL('../tailwind/app.css', import.meta.url), 'utf8');

/** Every pair of text and ground that the page uses. */
const PAIRS = [
  ['text', ['surface', 'sunken', 'raised']],
  ['secondary', ['surface', 'sunken', 'raised']],
  ['quiet', ['surface', 'sunken']],
  ['accent-text', ['surface', 'wash']],
  ['on-accent', ['accent-fill', 'accent-fill-strong']],
  ['danger', ['surface', 'sunken', 'danger-wash']],
  ['warning', ['sunken', 'warning-wash']],
  ['good', ['surface', 'good-wash']],
];

const tokens = new Map(
  [...tokensFile.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, light, dark]) => [name, { light, dark }]),
);

for (const theme of ['light', 'dark']) {
  for (const [text, grounds] of PAIRS) {
    for (const ground of grounds) {
      test(`${text} on ${ground} is readable in the ${theme} theme`, () => {
        const ratio = contrast(tokens.get(text)[theme], tokens.get(ground)[theme]);
        assert.ok(ratio >= 4.5, `${ratio.toFixed(2)}:1`);
      });
    }
  }
}

test('white is readable on all eight avatar colours', () => {
  const colours = [...stylesFile.matchAll(/\.avatar-\d \{ background: (#\w{6}); \}/g)].map(([, colour]) => colour);
  assert.equal(new Set(colours).size, 8);
  for (const colour of colours) assert.ok(contrast('#ffffff', colour) >= 4.5, colour);
});

/** WCAG 2.2, relative luminance. */
function contrast(one, other) {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex) {
  const [red, green, blue] = [1, 3, 5]
    .map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
