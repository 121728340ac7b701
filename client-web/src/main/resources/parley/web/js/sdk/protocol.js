/** The numbers and names of docs/protocol.md that the page needs. Everything else is learned from `welcome`. */
export const VERSION = 1;
export const SUBPROTOCOL = 'parley.v1';

/** What a server promises at least; `welcome.limits` replaces these. */
export const DEFAULT_LIMITS = Object.freeze({
  messageLength: 4000,
  nameLength: 32,
  historyLimit: 100,
  catchUp: 200,
  retryKeyMs: 24 * 60 * 60 * 1000,
});

/** A write refused with one of these is never sent again as it is (§5). */
const NEVER_RETRIED = new Set(['forbidden', 'too_long', 'empty', 'conflict']);

/** Refusals that say nothing about the write itself: the same write may go out again by itself, after a while. */
const TRANSIENT = new Set(['unavailable', 'internal', 'rate_limited', 'slow_mode', 'not_joined', 'hello_required']);

export const isFinalRefusal = (code) => NEVER_RETRIED.has(code);
export const isTransientRefusal = (code) => TRANSIENT.has(code);

/** §7: these closes are bugs or decisions. Coming back by itself would only repeat them. */
const VIOLATIONS = new Set([1002, 1003, 1007, 1009]);
export const closeMeansStop = (code) => VIOLATIONS.has(code) || (code >= 4500 && code <= 4999);

/** An `error` message from the server. */
export class Refusal extends Error {
  constructor({ code, message, retryAfter, room }) {
    super(message || code);
    this.name = 'Refusal';
    this.code = code;
    this.retryAfterMs = Number.isFinite(retryAfter) ? retryAfter : null;
    this.room = room;
  }
}

/** The connection ended, or was too slow, before the answer came: the request may or may not have been done. */
export class Unanswered extends Error {
  constructor(why) {
    super(`No answer: ${why}`);
    this.name = 'Unanswered';
  }
}
