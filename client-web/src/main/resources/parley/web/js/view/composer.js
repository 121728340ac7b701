import { codePoints, isBlank, wellFormed, withoutTrailingSpace } from '../sdk/text.js';
import { grow } from './grow.js';
import { setText } from './dom.js';
import { words } from '../words.js';

/** The counter appears when this many characters are left. */
const COUNT_FROM = 400;

/** The text area and its button. `send(text)` takes a text that may be sent; `editLast()` answers "arrow up" in an empty box. */
export class Composer {
  #area;
  #counter;
  #limit;
  #drafts = null;

  constructor({ form, area, counter, label, limit, send, editLast }) {
    this.#area = area;
    this.#counter = counter;
    this.#limit = limit;
    this.send = send;
    this.label = label;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    area.addEventListener('keydown', (event) => this.#key(event, editLast));
    area.addEventListener('input', () => this.#changed());
  }

  /** `drafts` keeps the text of this person and room: `get()` and `set(text)`. */
  open(room, drafts) {
    this.#drafts = drafts;
    this.#area.placeholder = words.composerLabel(room);
    setText(this.label, words.composerLabel(room));
    if (this.#area.value === '') this.#area.value = drafts.get();
    this.#count();
  }

  close() {
    this.#drafts = null;
    this.#area.value = '';
    this.#count();
  }

  /** Puts a text into the box, for instance one that the server refused, before what is already there. */
  putBack(text) {
    this.#area.value = this.#area.value === '' ? text : `${text}\n${this.#area.value}`;
    this.#changed();
    this.focus();
  }

  focus() {
    this.#area.focus({ preventScroll: true });
  }

  #key(event, editLast) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.#submit();
    } else if (event.key === 'ArrowUp' && this.#area.value === '' && editLast()) {
      event.preventDefault();
    }
  }

  async #submit() {
    const text = wellFormed(withoutTrailingSpace(this.#area.value));
    this.focus();
    if (isBlank(text)) return;
    const over = codePoints(text) - this.#limit();
    if (over > 0) {
      this.#say(words.tooLong(over), true);
      return;
    }
    this.#area.value = '';
    this.#count();
    // The draft goes only when the message is in the outbox: a crash in between must not take both.
    await this.send(text);
    this.#drafts?.set(this.#area.value);
  }

  #changed() {
    this.#drafts?.set(this.#area.value);
    this.#count();
  }

  #count() {
    grow(this.#area);
    const left = this.#limit() - codePoints(withoutTrailingSpace(this.#area.value));
    if (left < 0) this.#say(words.over(-left), true);
    else this.#say(left < COUNT_FROM ? words.left(left) : '', false);
  }

  #say(text, bad) {
    setText(this.#counter, text);
    this.#counter.classList.toggle('text-danger', bad);
    this.#counter.classList.toggle('text-quiet', !bad);
    this.#area.setAttribute('aria-invalid', String(bad));
  }
}
