const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * Exponential backoff with full jitter: every delay is a random part of a ceiling that doubles from 1 s to 30 s,
 * so that ten thousand clients of one stopped node do not come back in the same instant.
 */
export class Backoff {
  #failures = 0;
  #random;

  constructor(random = Math.random) {
    this.#random = random;
  }

  /** The delay before the next attempt, 500 to 30,000 ms. */
  nextMs() {
    this.#failures += 1;
    const ceilingMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#failures);
    return Math.round(FIRST_MS + this.#random() * (ceilingMs - FIRST_MS));
  }

  reset() {
    this.#failures = 0;
  }
}
