import { codePoints, isBlank, withoutTrailingSpace, wellFormed } from '../sdk/text.js';
import { element, setText } from './dom.js';
import { grow } from './grow.js';
import { words } from '../words.js';

/** The text area in which an own message is edited, in its place in the list. */
export class RowEditor {
  #area;
  #hint = element('span', { className: 'editor-hint', role: 'status' }, words.editHint);
  #done;

  /** `limit()` is the longest message in code points. */
  constructor(text, { save, cancel, limit }) {
    this.#done = { save, cancel, limit };
    this.#area = element('textarea', {
      className: 'editor-text', value: text, rows: 1, dir: 'auto', 'aria-label': words.editLabel,
      on: { keydown: (event) => this.#key(event), input: () => this.#changed() },
    });
    const button = (label, kind, onClick) =>
      element('button', { type: 'button', className: `button-small ${kind}`, on: { click: onClick } }, label);
    const bar = element(
      'div',
      { className: 'editor-bar' },
      this.#hint,
      button(words.cancel, '', cancel),
      button(words.save, 'button-small-primary', () => this.#save()),
    );
    this.element = element('div', { className: 'editor' }, this.#area, bar);
  }

  focus() {
    grow(this.#area);
    this.#area.focus({ preventScroll: true });
    this.#area.setSelectionRange(this.#area.value.length, this.#area.value.length);
  }

  #changed() {
    grow(this.#area);
    setText(this.#hint, words.editHint);
  }

  #key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.#done.cancel();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.#save();
    }
  }

  #save() {
    const text = wellFormed(withoutTrailingSpace(this.#area.value));
    const over = codePoints(text) - this.#done.limit();
    if (isBlank(text)) this.#done.cancel();
    else if (over > 0) setText(this.#hint, words.tooLong(over));
    else this.#done.save(text);
  }
}
