/**
 * Keeps the reading position: remembers where the first visible messages are, and after a change of the list (or of
 * its width) scrolls so that the first of them that is still there stands where it stood.
 */
export class ScrollAnchor {
  #scroller;
  #places = [];

  constructor(scroller) {
    this.#scroller = scroller;
  }

  /** `articles` in order, top to bottom. */
  take(articles) {
    const edge = this.#scroller.getBoundingClientRect().top;
    let low = 0;
    let high = articles.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (articles[middle].getBoundingClientRect().bottom <= edge) low = middle + 1;
      else high = middle;
    }
    const places = articles.slice(low, low + 12).map((article) => ({ article, top: article.getBoundingClientRect().top }));
    // One that is cut off at the top gets another height when the width changes: what stands below it would move.
    if (places.length > 1 && places[0].top < edge) places.push(places.shift());
    this.#places = places;
  }

  restore() {
    const place = this.#places.find(({ article }) => article.isConnected);
    if (!place) return;
    const moved = place.article.getBoundingClientRect().top - place.top;
    if (Math.abs(moved) > 0.01) this.#scroller.scrollTop += moved;
  }
}
