import { icon } from './icons.js';
import { words } from '../words.js';

/** The button that switches between light and dark, and remembers it. Until then the system decides. */
export class Theme {
  #button;
  #storage;
  #system = matchMedia('(prefers-color-scheme: dark)');

  constructor(button, storage) {
    this.#button = button;
    this.#storage = storage;
    button.addEventListener('click', () => this.#toggle());
    this.#system.addEventListener('change', () => this.#draw());
    addEventListener('storage', () => this.#adopt());
    this.#adopt();
  }

  get #dark() {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === 'dark' : this.#system.matches;
  }

  #toggle() {
    const theme = this.#dark ? 'light' : 'dark';
    this.#storage.set('theme', theme);
    this.#adopt();
  }

  #adopt() {
    const theme = this.#storage.get('theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    this.#draw();
  }

  #draw() {
    const label = this.#dark ? words.themeToLight : words.themeToDark;
    this.#button.setAttribute('aria-label', label);
    this.#button.title = label;
    this.#button.replaceChildren(icon(this.#dark ? 'sun' : 'moon'));
  }
}
