/** Lets a text area be as high as its text, where the style sheet's `field-sizing` is not known yet. */
export function grow(area) {
  if (CSS.supports('field-sizing', 'content')) return;
  area.style.height = 'auto';
  area.style.height = `${area.scrollHeight}px`;
}
