import { nameKey } from './names.js';

/**
 * Who this browser has been: a token for each name, the last name used, and whether this tab is joined.
 * `browser` outlives the tab, `tab` does not; both may fail (blocked storage), and then simply remember nothing.
 */
export class People {
  #browser;
  #tab;

  constructor(browser, tab) {
    this.#browser = browser;
    this.#tab = tab;
  }

  get lastName() {
    return this.#browser.get('name') ?? '';
  }

  tokenFor(name) {
    return this.#browser.get(`token:${nameKey(name)}`);
  }

  /** After a `welcome`: this tab is this person, `{id, username}`. */
  joined({ id, username }, token) {
    if (token) this.#browser.set(`token:${nameKey(username)}`, token);
    this.#browser.set('name', username);
    this.#tab.set('joined', JSON.stringify({ id, username }));
  }

  /** The person that a reload of this tab comes back as, or null. */
  get joinedUser() {
    return JSON.parse(this.#tab.get('joined') ?? 'null');
  }

  left() {
    this.#tab.remove('joined');
  }

  forgetToken(name) {
    this.#browser.remove(`token:${nameKey(name)}`);
  }
}
