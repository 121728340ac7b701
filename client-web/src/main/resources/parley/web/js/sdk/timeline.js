/**
 * The part of a room's log that this page holds: every number from `from` to `to`, without a gap, plus events from
 * beyond a hole (`ahead`), which are not shown before the hole is filled. Pure: no socket, no DOM, no clock.
 */
export class Timeline {
  epoch = null;
  from = 1;
  to = 0;
  moreBefore = false;
  /** The listed messages in order, in their current state. */
  messages = [];
  #bySeq = new Map();
  #ahead = new Map();
  #timestamp = undefined;

  get opened() {
    return this.epoch !== null;
  }

  /** The numbers that are missing before the oldest event beyond them, both inclusive, or null. */
  get hole() {
    if (this.#ahead.size === 0) return null;
    return { from: this.to + 1, to: Math.min(...this.#ahead.keys()) - 1 };
  }

  /** Starts over with a page: a plain join, a reset, or what follows a gap too wide to fill. */
  open({ epoch, events, from, to, moreBefore, timestamp }) {
    this.epoch = epoch;
    this.from = from;
    this.to = to;
    this.moreBefore = moreBefore;
    this.messages = [];
    this.#bySeq.clear();
    this.#ahead.clear();
    this.#timestamp = timestamp;
    for (const event of events) this.#apply(event);
  }

  /** One live or replayed event. Returns true when it is new here. */
  receive(event) {
    if (event.seq <= this.to) {
      if (event.seq >= this.from) this.#apply(event);
      return false;
    }
    this.#ahead.set(event.seq, event);
    this.#drain();
    return event.seq <= this.to;
  }

  /** Whether the event of this number has come, shown or not. */
  has(seq) {
    return seq <= this.to || Boolean(this.#ahead.get(seq));
  }

  /** A number that exists though its event has not come (from a heartbeat or a `joined`). */
  announce(seq) {
    if (seq > this.to && !this.#ahead.has(seq)) this.#ahead.set(seq, null);
  }

  /** A replay from `to`. Returns false when it brought nothing on, so that asking again would be pointless. */
  fill({ events, to }) {
    const before = this.to;
    for (const event of events) {
      if (event.seq > this.to) this.#advance(event.seq, event);
    }
    if (to > this.to) this.#advance(to, null);
    for (const seq of [...this.#ahead.keys()]) {
      if (seq <= this.to) this.#applyLate(seq);
    }
    this.#drain();
    return this.to > before;
  }

  /** An older page, read with `before: from`. Returns how many messages it brought. */
  prepend({ events, from, moreBefore }) {
    const before = this.messages.length;
    for (const event of events) if (event.seq < this.from) this.#apply(event);
    this.from = Math.min(this.from, from);
    this.moreBefore = moreBefore;
    return this.messages.length - before;
  }

  /** Forgets the oldest messages, down to `keep`; they can be read again. */
  trim(keep) {
    const surplus = this.messages.length - keep;
    if (surplus <= 0) return;
    for (const { seq } of this.messages.splice(0, surplus)) this.#bySeq.delete(seq);
    this.from = this.messages[0].seq;
    this.moreBefore = true;
  }

  /** "I have everything up to and including this": what to resume from. */
  position(room) {
    const position = { room, epoch: this.epoch, seq: this.to };
    return this.#timestamp === undefined ? position : { ...position, timestamp: this.#timestamp };
  }

  message(seq) {
    return this.#bySeq.get(seq);
  }

  #drain() {
    while (this.#ahead.has(this.to + 1)) {
      const event = this.#ahead.get(this.to + 1);
      if (event === null) return;
      this.#ahead.delete(this.to + 1);
      this.#advance(event.seq, event);
    }
  }

  #applyLate(seq) {
    const event = this.#ahead.get(seq);
    this.#ahead.delete(seq);
    if (event) this.#apply(event);
  }

  #advance(to, event) {
    this.to = to;
    this.#timestamp = event?.timestamp;
    if (event) this.#apply(event);
  }

  /** Applying any events again, in any order, ends in the same state; deleted is final (§4). */
  #apply(event) {
    if (event.type === 'message') this.#put(event);
    else if (event.type === 'edited') this.#edit(event);
    else if (event.type === 'deleted') this.#erase(event);
  }

  #put(event) {
    const known = this.#bySeq.get(event.seq);
    if (!known) {
      const message = { ...event };
      this.#bySeq.set(event.seq, message);
      this.messages.splice(this.#indexFor(event.seq), 0, message);
    } else if (!known.deleted) {
      const edited = later(known.edited, event.edited);
      Object.assign(known, event, edited && { edited });
      if (event.deleted) strip(known);
    }
  }

  #edit({ target, message, timestamp }) {
    const known = this.#bySeq.get(target);
    if (!known || known.deleted || message === undefined) return;
    known.message = message;
    known.edited = later(known.edited, timestamp);
  }

  #erase({ target }) {
    const known = this.#bySeq.get(target);
    if (known) strip(known);
  }

  #indexFor(seq) {
    let low = 0;
    let high = this.messages.length;
    if (high === 0 || this.messages[high - 1].seq < seq) return high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.messages[middle].seq < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function strip(message) {
  message.deleted = true;
  delete message.message;
  delete message.edited;
}

/** ISO-8601 times of one shape compare as text. */
function later(one, other) {
  if (one === undefined) return other;
  return other === undefined || one > other ? one : other;
}
