/**
 * The list as one stop for the Tab key: arrow keys, Home and End walk over the messages, Tab goes on to the actions
 * of the one that has the focus.
 */
export class RowFocus {
  #list;
  #current = null;
  #more;
  #toEnd;

  constructor(list, { more, toEnd }) {
    this.#list = list;
    this.#more = more;
    this.#toEnd = toEnd;
    list.addEventListener('focusin', ({ target }) => this.#enter(target.closest('li')));
    list.addEventListener('keydown', (event) => this.#key(event));
  }

  /** Takes a row out of the list; the focus, if it is there, goes to its neighbour and not to nowhere. */
  remove(row) {
    if (row.contains(document.activeElement)) {
      const neighbour = row.nextElementSibling ?? row.previousElementSibling;
      neighbour?.focus({ preventScroll: true });
    }
    row.remove();
  }

  /** After a change of the list: exactly one row takes part in the Tab order. */
  settle() {
    if (!this.#current?.isConnected || this.#isResting()) this.#enter(this.#list.lastElementChild);
  }

  /** While nobody is in the list, Tab enters it at the newest message. */
  #isResting() {
    return !this.#list.contains(document.activeElement);
  }

  #enter(row) {
    if (row === this.#current) {
      if (row) this.#reach(row, 0);
      return;
    }
    if (this.#current) this.#reach(this.#current, -1);
    this.#current = row;
    if (row) this.#reach(row, 0);
  }

  #reach(row, tabIndex) {
    row.tabIndex = tabIndex;
    for (const button of row.querySelectorAll('.row-tools button')) button.tabIndex = tabIndex;
  }

  #key(event) {
    const row = event.target;
    if (row.tagName !== 'LI' || event.altKey || event.ctrlKey || event.metaKey) return;
    const goal = this.#goal(event.key, row);
    if (goal === undefined) return;
    event.preventDefault();
    goal?.focus();
  }

  #goal(key, row) {
    if (key === 'ArrowUp') {
      if (!row.previousElementSibling) this.#more(true);
      return row.previousElementSibling;
    }
    if (key === 'ArrowDown') {
      if (!row.nextElementSibling) this.#more(false);
      return row.nextElementSibling;
    }
    if (key === 'Home') return this.#list.firstElementChild;
    if (key === 'End') {
      this.#toEnd();
      return this.#list.lastElementChild;
    }
    return undefined;
  }
}
