import { codePoints } from './text.js';

const NOT_IN_NAMES = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/u;
const ONLY_MARKS_AND_SPACE = /^[\p{M}\p{Z}]*$/u;

/** The name as the server is going to write it: NFKC, trimmed, runs of spaces as one. */
export const normalName = (typed) => typed.normalize('NFKC').trim().replace(/\p{Zs}+/gu, ' ');

/** Two spellings with the same key are the same name on this browser. */
export const nameKey = (typed) => normalName(typed).toLowerCase();

/**
 * What is wrong with a name, as far as the page can tell: `blank`, `control`, `marks`, `long` or null.
 * The server decides; this only saves a round trip and gives a precise hint.
 */
export function nameProblem(typed, limit = 32) {
  const name = normalName(typed);
  if (name === '') return 'blank';
  if (NOT_IN_NAMES.test(name)) return 'control';
  if (ONLY_MARKS_AND_SPACE.test(name)) return 'marks';
  return codePoints(name) > limit ? 'long' : null;
}

/** The first letter that a reader sees, upper case. */
export function initial(name) {
  const first = firstGrapheme(name);
  const upper = first.toLocaleUpperCase();
  return codePoints(upper) > codePoints(first) ? first : upper;
}

/** "david" becomes "David"; scripts without capitals stay as they are (Georgian has capitals, but no title case). */
export function capitalised(name) {
  const first = firstGrapheme(name);
  if (!/^\p{Ll}/u.test(first) || /^[\u10D0-\u10FF]/.test(first)) return name;
  return initial(name) + name.slice(first.length);
}

const graphemes = Intl.Segmenter ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : null;

function firstGrapheme(name) {
  return graphemes?.segment(name).containing(0)?.segment ?? [...name][0] ?? '';
}
