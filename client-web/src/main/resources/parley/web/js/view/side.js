import { byId } from './dom.js';

/** The side bar, which on narrow screens is a drawer over the chat. */
export class Side {
  #panel = byId('side');
  #opener = byId('side-open');
  #chat = byId('chat');

  constructor() {
    this.#opener.addEventListener('click', () => this.#open());
    byId('side-close').addEventListener('click', () => this.close());
    byId('side-veil').addEventListener('click', () => this.close());
    this.#panel.addEventListener('keydown', ({ key }) => key === 'Escape' && this.close());
  }

  #open() {
    this.#panel.dataset.open = '';
    this.#chat.inert = true;
    this.#opener.setAttribute('aria-expanded', 'true');
    byId('side-close').focus();
  }

  close() {
    if (!('open' in this.#panel.dataset)) return;
    delete this.#panel.dataset.open;
    this.#chat.inert = false;
    this.#opener.setAttribute('aria-expanded', 'false');
    this.#opener.focus();
  }
}
