import { entriesOf, keyOf, rowOf } from './rows.js';
import { RowFocus } from './row-focus.js';
import { RowView } from './row-view.js';
import { RowWindow } from './row-window.js';
import { ScrollAnchor } from './scroll-anchor.js';
import { untilMidnight } from './times.js';

/** Closer to the end than this, the list follows it. */
const END_PX = 32;
/** Closer to an edge of what is drawn than this, more is drawn. */
const AHEAD_PX = 900;

/**
 * The messages of a room as a scrolled list with at most 300 rows in the DOM, whose reading position never jumps.
 * `source()` gives `{timeline, items, user, freshFrom}`; `loadOlder()` asks for an older page;
 * `onAttention()` is called when the person has come to the end or left it.
 */
export class MessageList {
  following = true;
  editing = null;
  deleting = null;
  #scroller;
  #list;
  #source;
  #loadOlder;
  #onAttention;
  #actions;
  #anchor;
  #focus;
  #window = new RowWindow();
  #rows = new Map();
  #entries = [];
  #scheduled = false;
  #size = '';

  constructor({ scroller, list, source, loadOlder, onAttention, actions }) {
    this.#scroller = scroller;
    this.#list = list;
    this.#source = source;
    this.#loadOlder = loadOlder;
    this.#onAttention = onAttention;
    this.#actions = actions;
    this.#anchor = new ScrollAnchor(scroller);
    this.#focus = new RowFocus(list, { more: (up) => this.#extend(up), toEnd: () => this.toEnd() });
    scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    const resized = new ResizeObserver(() => this.#resized());
    resized.observe(scroller);
    resized.observe(list);
    this.#redrawAtMidnight();
  }

  /** Draws soon, once, however often it is called. A hidden page gets no animation frames, so a timer does it there. */
  schedule() {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const draw = () => {
      if (this.#scheduled) this.draw();
    };
    if (document.visibilityState === 'visible') requestAnimationFrame(draw);
    else setTimeout(draw, 50);
  }

  draw() {
    this.#scheduled = false;
    const { timeline, items, user, freshFrom } = this.#source();
    if (!user) return;
    this.#entries = entriesOf(timeline, items, user);
    if (this.following) this.#window.bottom = Infinity;
    this.#keepPlace(() => {
      this.#window.fit(this.#entries, this.#skip(), this.following || this.#nearEnd() ? 'bottom' : 'top');
      // In the same step as what stands above the rows: at the very top there is no room to make up for a change there.
      if (!this.following && this.#scroller.scrollTop < AHEAD_PX) this.#window.up(this.#entries, this.#skip());
      this.#place({ timeline, user, freshFrom });
    });
    this.#fillScreen();
  }

  /** Goes to the newest message and follows from there. */
  toEnd() {
    this.following = true;
    this.#window.toEnd(this.#entries);
    this.draw();
    this.#onAttention();
  }

  /** After opening: where the person left off, if that is above the screen. */
  showFresh() {
    const fresh = this.#list.querySelector('.divider-new');
    const edge = this.#scroller.getBoundingClientRect().top;
    if (!fresh || fresh.getBoundingClientRect().top >= edge) return;
    this.following = false;
    this.#scroller.scrollTop += fresh.getBoundingClientRect().top - edge;
    this.#anchor.take(this.#articles());
  }

  /** The own message that "arrow up" edits: the newest one that can be. */
  lastEditable() {
    // The newest own message or none: while it waits for its tick, an older one is not what the person means.
    const newest = [...this.#rows.values()].map((view) => view.row).reverse().find((row) => row.own && row.text !== null);
    return newest?.editable ? newest : null;
  }

  focusEditor(seq) {
    this.draw();
    const view = this.#viewOf(seq);
    view?.article.scrollIntoView({ block: 'nearest' });
    view?.focusEditor();
  }

  focusRow(seq) {
    this.#viewOf(seq)?.element.focus({ preventScroll: true });
  }

  #viewOf(seq) {
    return [...this.#rows.values()].find((view) => view.row.seq === seq);
  }

  /**
   * While there is more above, the oldest message held is not drawn: it only says whether the next one is grouped
   * and whether a day begins there, so that no drawn row changes its height when older ones arrive.
   */
  #skip() {
    const { timeline } = this.#source();
    return timeline.moreBefore && timeline.messages.length > 1 ? 1 : 0;
  }

  #place({ timeline, user, freshFrom }) {
    this.#reconcile({ user, freshFrom, editing: this.editing, deleting: this.deleting });
    this.#actions.drawn({ atStart: this.#window.start === 0 && !timeline.moreBefore, empty: this.#entries.length === 0 });
  }

  #reconcile(context) {
    const { start, end } = this.#window;
    const wanted = new Map();
    for (let index = start; index < end; index += 1) {
      const entry = this.#entries[index];
      const view = this.#adopt(entry);
      view.update(rowOf(entry, this.#entries[index - 1], context));
      wanted.set(keyOf(entry), view);
    }
    for (const [key, view] of this.#rows) if (wanted.get(key) !== view) view.leaving = true;
    for (const view of wanted.values()) view.leaving = false;
    for (const view of this.#rows.values()) if (view.leaving) this.#focus.remove(view.element);
    this.#rows = wanted;
    let next = this.#list.firstElementChild;
    for (const { element } of wanted.values()) {
      if (element === next) next = next.nextElementSibling;
      else this.#list.insertBefore(element, next);
    }
    this.#focus.settle();
  }

  /** A message keeps its row when it comes back from the server with a number. */
  #adopt(entry) {
    const byRef = this.#rows.get(`ref:${entry.message.ref}`);
    const bySeq = this.#rows.get(keyOf(entry));
    return bySeq ?? (byRef?.row.own && entry.message.user === byRef.row.user ? byRef : new RowView(this.#actions));
  }

  /**
   * After a resize the browser lays out anew and may report scrolling (or an animation frame) before it reports the
   * resize. Whatever comes first puts the reading position right, or it would take the shifted one for the person's.
   */
  #adapt() {
    const size = `${this.#scroller.clientWidth} ${this.#scroller.clientHeight}`;
    if (size === this.#size) return;
    this.#size = size;
    this.#settle();
  }

  #keepPlace(change) {
    this.#adapt();
    if (!this.following) this.#anchor.take(this.#articles());
    change();
    this.#settle();
  }

  #settle() {
    if (this.following) this.#scroller.scrollTop = this.#scroller.scrollHeight;
    else this.#anchor.restore();
    this.#anchor.take(this.#articles());
  }

  #articles() {
    return [...this.#rows.values()].map((view) => view.article);
  }

  #scrolled() {
    this.#adapt();
    const followed = this.following;
    this.following = this.#window.followsEnd && this.#toEndPx() <= END_PX;
    this.#anchor.take(this.#articles());
    if (followed !== this.following) this.#onAttention();
    this.#fillScreen();
  }

  #resized() {
    this.#adapt();
    this.#settle();
    this.#fillScreen();
  }

  /** Draws (or loads) more on the side where the person is close to the edge. */
  #fillScreen() {
    if (this.#scroller.clientHeight === 0) return;
    if (this.#scroller.scrollTop < AHEAD_PX) this.#extend(true);
    if (!this.following && this.#toEndPx() < AHEAD_PX) this.#extend(false);
  }

  #extend(up) {
    const moved = up ? this.#window.up(this.#entries, this.#skip()) : this.#window.down(this.#entries, this.#skip());
    if (moved) {
      this.#keepPlace(() => this.#place(this.#source()));
    } else if (up) {
      this.#loadOlder();
    }
    return moved;
  }

  #toEndPx() {
    return this.#scroller.scrollHeight - this.#scroller.scrollTop - this.#scroller.clientHeight;
  }

  #nearEnd() {
    return this.#toEndPx() < this.#scroller.scrollTop;
  }

  #redrawAtMidnight() {
    setTimeout(() => {
      this.schedule();
      this.#redrawAtMidnight();
    }, untilMidnight());
  }
}
