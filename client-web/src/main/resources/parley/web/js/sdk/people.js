import { Database } from './database.js';
import { nameKey } from './names.js';

const STORE = 'tokens';
const TOKEN = 'token:';

/**
 * Who this browser has been: a token for each name, the last name used, and whether this tab is joined.
 * `browser` outlives the tab, `tab` does not; both may fail (blocked storage), and then simply remember nothing.
 * Browsers write `browser` to disk a minute late, and without its token a person cannot come back to what they have
 * not sent yet: tokens are kept in a database as well.
 */
export class People {
  #browser;
  #tab;
  #database;

  constructor(browser, tab, databaseName, factory = globalThis.indexedDB) {
    this.#browser = browser;
    this.#tab = tab;
    this.#database = new Database({ name: databaseName, store: STORE, create: (made) => made.createObjectStore(STORE), factory });
  }

  /** Brings back tokens that the browser lost when it was killed, older ones too; to be awaited before anything is asked. */
  async restore() {
    const keys = (await this.#database.run('readonly', (store) => store.getAllKeys())) ?? [];
    for (const key of keys) {
      const token = await this.#database.run('readonly', (store) => store.get(key));
      if (typeof token === 'string') this.#browser.set(key, token);
    }
  }

  get lastName() {
    return this.#browser.get('name') ?? '';
  }

  tokenFor(name) {
    return this.#browser.get(TOKEN + nameKey(name));
  }

  /** After a `welcome`: this tab is this person, `{id, username}`. */
  joined({ id, username }, token) {
    if (token) this.#keep(TOKEN + nameKey(username), token);
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
    const key = TOKEN + nameKey(name);
    this.#browser.remove(key);
    this.#database.run('readwrite', (store) => store.delete(key));
  }

  #keep(key, token) {
    this.#browser.set(key, token);
    this.#database.run('readwrite', (store) => store.put(token, key));
  }
}
