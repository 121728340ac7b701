const SLOW_MS = 3_000;

/**
 * One object store of IndexedDB, which unlike `localStorage` is on disk when it says so: a browser that is killed, or a
 * computer that loses its power, keeps what was put here. When it fails or hangs (private windows, full disks) `durable`
 * becomes false, and every later `run` says at once that nothing is kept.
 */
export class Database {
  durable = true;
  #name;
  #store;
  #create;
  #factory;
  #opened = null;

  /** `create(database)` makes the object store named `store`. */
  constructor({ name, store, create, factory = globalThis.indexedDB }) {
    this.#name = name;
    this.#store = store;
    this.#create = create;
    this.#factory = factory;
  }

  /** Resolves with the result of the request that `ask(store)` makes (undefined counts as done), or with null when nothing can be kept. */
  async run(mode, ask) {
    if (!this.durable) return null;
    try {
      return await soon(this.#transaction(mode, ask));
    } catch {
      this.durable = false;
      return null;
    }
  }

  async #transaction(mode, ask) {
    this.#opened ??= this.#open();
    const database = await this.#opened;
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(this.#store, mode, { durability: 'strict' });
      const request = ask(transaction.objectStore(this.#store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  }

  #open() {
    return new Promise((resolve, reject) => {
      const request = this.#factory.open(this.#name, 1);
      request.onupgradeneeded = () => this.#create(request.result);
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
