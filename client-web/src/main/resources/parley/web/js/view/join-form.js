import { byId, setText } from './dom.js';
import { capitalised, nameProblem, normalName } from '../sdk/names.js';
import { codePoints } from '../sdk/text.js';
import { words } from '../words.js';

/**
 * The join dialog. `join(name)` is called with a name that the page finds nothing wrong with, `abandon()` when the
 * person goes on typing while the server has not answered.
 */
export class JoinForm {
  #field = byId('username');
  #error = byId('username-error');
  #button = byId('join-chat');
  #again = byId('join-again');
  #interface = byId('join-chat-interface');
  #knows;
  #abandon;
  #limit = 32;

  /** `knows(name)` says whether this browser has been that person before. */
  constructor({ join, abandon, knows }) {
    this.#knows = knows;
    this.#abandon = abandon;
    byId('join-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit(join);
    });
    this.#field.addEventListener('input', () => this.#edited());
    byId('change-name').addEventListener('click', () => this.#changeName());
    byId('join-insecure').hidden = isSecureContext;
  }

  show(name) {
    this.#interface.hidden = false;
    document.title = words.brand;
    if (name !== undefined) this.#field.value = name;
    this.busy(false);
    this.#edited();
    this.#field.focus();
    this.#field.select();
  }

  hide() {
    this.#interface.hidden = true;
    this.busy(false);
    this.fail('');
  }

  /** While the server is asked. */
  busy(busy) {
    this.#button.disabled = busy;
    setText(this.#button, busy ? words.joining : words.joinButton);
  }

  /** What is wrong with the name, beside the field; empty when nothing is. */
  fail(sentence) {
    this.busy(false);
    setText(this.#error, sentence);
    this.#field.setAttribute('aria-invalid', String(sentence !== ''));
    if (sentence === '') return;
    this.#again.hidden = true;
    this.#field.focus();
  }

  #submit(join) {
    if (this.#button.disabled) return;
    const name = normalName(this.#field.value);
    const sentence = {
      blank: words.nameBlank,
      control: words.nameControl,
      marks: words.nameMarks,
      long: words.nameLong(codePoints(name), this.#limit),
    }[nameProblem(this.#field.value, this.#limit)];
    this.fail(sentence ?? '');
    if (!sentence) join(name);
  }

  #edited() {
    if (this.#button.disabled) {
      this.#abandon();
      this.busy(false);
    }
    if (this.#error.textContent !== '') this.fail('');
    const known = this.#field.value.trim() !== '' && this.#knows(this.#field.value);
    this.#again.hidden = !known;
    if (known) setText(byId('join-again-text'), words.welcomeBack(capitalised(normalName(this.#field.value))));
  }

  #changeName() {
    this.#field.value = '';
    this.#edited();
    this.#field.focus();
  }
}
