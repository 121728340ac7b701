/**
 * Which entries are in the DOM: a run of at most `capacity`, from `top` to `bottom` (their `order`s, inclusive;
 * `bottom` Infinity follows the end). Pure; entries are sorted by `order`.
 */
export class RowWindow {
  #capacity;
  #step;
  top = -Infinity;
  bottom = Infinity;
  start = 0;
  end = 0;

  constructor({ capacity = 300, step = 60 } = {}) {
    this.#capacity = capacity;
    this.#step = step;
  }

  /** Fits the window to the entries, of which the first `skip` are never drawn. `keep` is the side to stay: `top` or `bottom`. */
  fit(entries, skip, keep) {
    this.start = Math.max(skip, firstAtLeast(entries, this.top));
    this.end = this.bottom === Infinity ? entries.length : firstAtLeast(entries, this.bottom + 1);
    this.end = Math.max(this.end, this.start);
    if (this.end - this.start > this.#capacity) {
      if (keep === 'top') this.end = this.start + this.#capacity;
      else this.start = this.end - this.#capacity;
    }
    this.#remember(entries);
  }

  /** One step towards older entries. Returns false when there are none that the page holds. */
  up(entries, skip) {
    if (this.start <= skip) return false;
    this.top = entries[Math.max(skip, this.start - this.#step)].order;
    this.fit(entries, skip, 'top');
    return true;
  }

  down(entries, skip) {
    if (this.end >= entries.length) return false;
    const last = Math.min(entries.length, this.end + this.#step) - 1;
    this.bottom = last === entries.length - 1 ? Infinity : entries[last].order;
    this.fit(entries, skip, 'bottom');
    return true;
  }

  /** The newest entries, following the end. */
  toEnd(entries) {
    const first = Math.max(0, entries.length - this.#step * 2);
    this.top = first === 0 ? -Infinity : entries[first].order;
    this.bottom = Infinity;
  }

  get followsEnd() {
    return this.bottom === Infinity;
  }

  #remember(entries) {
    this.top = this.start < entries.length ? entries[this.start].order : -Infinity;
    this.bottom = this.end >= entries.length ? Infinity : entries[this.end - 1].order;
  }
}

function firstAtLeast(entries, order) {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (entries[middle].order < order) low = middle + 1;
    else high = middle;
  }
  return low;
}
