/**
 * Small texts in `localStorage` or `sessionStorage`, with keys of this Parley alone (several may live under one host).
 * Where the browser forbids storage, what is set lives as long as the page.
 */
export class SmallStorage {
  #prefix;
  #area;
  #memory = new Map();

  /** `open()` returns the storage area; browsers throw on mere access where it is forbidden. */
  constructor(prefix, open) {
    this.#prefix = prefix;
    try {
      this.#area = open();
    } catch {
      this.#area = null;
    }
  }

  get(key) {
    try {
      return this.#area.getItem(this.#prefix + key);
    } catch {
      return this.#memory.get(key) ?? null;
    }
  }

  set(key, value) {
    try {
      this.#area.setItem(this.#prefix + key, value);
    } catch {
      this.#memory.set(key, value);
    }
  }

  remove(key) {
    this.#memory.delete(key);
    try {
      this.#area.removeItem(this.#prefix + key);
    } catch {
      // Nothing was kept, so nothing is left.
    }
  }
}
