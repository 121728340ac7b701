/** Length in Unicode code points, which is how the server counts. A lone surrogate counts as one. */
export function codePoints(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** What the server would store: no trailing white space. */
export const withoutTrailingSpace = (text) => text.trimEnd();

export const isBlank = (text) => text.trim() === '';

/** Lone surrogates make a message `bad_request`; pasted or cut text can contain them. */
export const wellFormed = (text) =>
  text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
