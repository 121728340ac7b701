import { Database } from './database.js';

const STORE = 'items';
const create = (database) => database.createObjectStore(STORE, { keyPath: 'ref' }).createIndex('person', 'person');

/**
 * Outbox items on disk, by person. When the database cannot be used it carries on in memory and says so through
 * `durable`: a message must go out whether or not it can be kept.
 */
export class OutboxStore {
  #database;
  #memory = new Map();

  constructor(name, factory = globalThis.indexedDB) {
    this.#database = new Database({ name, store: STORE, create, factory });
  }

  get durable() {
    return this.#database.durable;
  }

  /** A person's items, oldest first. */
  async list(person) {
    const kept = await this.#database.run('readonly', (store) => store.index('person').getAll(person));
    const items = kept ?? [...this.#memory.values()].filter((item) => item.person === person);
    return items.sort((one, other) => one.order - other.order || (one.ref < other.ref ? -1 : 1));
  }

  async get(ref) {
    const item = await this.#database.run('readonly', (store) => store.get(ref));
    return item ?? this.#memory.get(ref) ?? null;
  }

  async put(item) {
    if ((await this.#database.run('readwrite', (store) => store.put(item))) === null) this.#memory.set(item.ref, item);
  }

  async remove(ref) {
    this.#memory.delete(ref);
    await this.#database.run('readwrite', (store) => store.delete(ref));
  }
}
