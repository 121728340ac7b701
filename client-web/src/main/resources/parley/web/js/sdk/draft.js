/**
 * The unsent text of one tab. Every tab keeps its own, also over a reload; a tab that has none yet starts with what was
 * typed last in any tab of this browser.
 */
export class Draft {
  #tab;
  #browser;
  #key;

  constructor({ tab, browser, key }) {
    this.#tab = tab;
    this.#browser = browser;
    this.#key = key;
  }

  get() {
    return this.#tab.get(this.#key) ?? this.#browser.get(this.#key) ?? '';
  }

  set(text) {
    const before = this.#tab.get(this.#key) ?? this.#browser.get(this.#key);
    this.#tab.set(this.#key, text);
    if (text !== '') this.#browser.set(this.#key, text);
    // What another tab has typed since is not this one's to forget.
    else if (this.#browser.get(this.#key) === before) this.#browser.remove(this.#key);
  }
}
