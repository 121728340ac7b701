const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * Exponential backoff with full jitter: every delay is a random part of a ceiling that doubles from 1 s to 30 s, or to
 * another longest time, so that ten thousand clients of one stopped node do not come back in the same instant.
 */
export class Backoff {
  #failures = 0;
  #longestMs;
  #random;

  constructor(longestMs = LONGEST_MS, random = Math.random) {
    this.#longestMs = longestMs;
    this.#random = random;
  }

  /** The delay before the next attempt, from 500 ms to the longest. */
  nextMs() {
    this.#failures += 1;
    const ceilingMs = Math.min(this.#longestMs, FIRST_MS * 2 ** this.#failures);
    return Math.round(FIRST_MS + this.#random() * (ceilingMs - FIRST_MS));
  }

  reset() {
    this.#failures = 0;
  }
}
