const STORE = 'items';
const SLOW_MS = 3_000;

/**
 * Outbox items on disk (IndexedDB), by person. When the database fails or hangs (private windows, full disks) it
 * carries on in memory and says so through `durable`: a message must go out whether or not it can be kept.
 */
export class OutboxStore {
  durable = true;
  #name;
  #factory;
  #database = null;
  #memory = new Map();

  constructor(name, factory = globalThis.indexedDB) {
    this.#name = name;
    this.#factory = factory;
  }

  /** A person's items, oldest first. */
  async list(person) {
    const kept = await this.#run('readonly', (store) => store.index('person').getAll(person));
    const items = kept ?? [...this.#memory.values()].filter((item) => item.person === person);
    return items.sort((one, other) => one.order - other.order || (one.ref < other.ref ? -1 : 1));
  }

  async get(ref) {
    const item = await this.#run('readonly', (store) => store.get(ref));
    return item ?? this.#memory.get(ref) ?? null;
  }

  async put(item) {
    if ((await this.#run('readwrite', (store) => store.put(item))) === null) this.#memory.set(item.ref, item);
  }

  async remove(ref) {
    this.#memory.delete(ref);
    await this.#run('readwrite', (store) => store.delete(ref));
  }

  /** Resolves with the request's result (undefined counts as done), or with null when the database cannot be used. */
  async #run(mode, ask) {
    if (!this.durable) return null;
    try {
      return await soon(this.#transaction(mode, ask));
    } catch {
      this.durable = false;
      return null;
    }
  }

  async #transaction(mode, ask) {
    this.#database ??= this.#open();
    const database = await this.#database;
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = ask(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  }

  #open() {
    return new Promise((resolve, reject) => {
      const request = this.#factory.open(this.#name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'ref' }).createIndex('person', 'person');
      request.onsuccess = () => resolve(request.result);
      request.onerror = request.onblocked = () => reject(request.error);
    });
  }
}

function soon(promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('The database does not answer.')), SLOW_MS);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
