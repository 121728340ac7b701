/**
 * How far the person has read, kept over reloads, and where the "New" line stands: before the first message that came
 * while nobody was looking. The line stays until something new comes while nobody looks again, or the person writes.
 */
export class ReadingMark {
  freshFrom = null;
  #kept;
  #readTo = 0;
  #seen = true;

  /** `kept` is `{get(), set(text)}` for this person and room. */
  constructor(kept) {
    this.#kept = kept;
  }

  /** A timeline was opened: everything after what was read last time is new. */
  open({ epoch, to, messages }, user) {
    const kept = parse(this.#kept.get());
    this.epoch = epoch;
    this.#readTo = kept?.epoch === epoch ? Math.min(kept.seq, to) : to;
    const first = messages.find((message) => message.seq > this.#readTo && message.user !== user);
    const whole = messages.length === 0 || messages[0].seq <= this.#readTo + 1;
    this.freshFrom = first && whole ? first.seq : null;
    this.#seen = first === undefined;
    if (kept?.epoch !== epoch) this.read(to);
  }

  /** A message of somebody else came; `attending` says whether the person sees it. */
  came(seq, attending) {
    if (attending || seq <= this.#readTo) return;
    if (this.#seen || this.freshFrom === null) this.freshFrom = seq;
    this.#seen = false;
  }

  /** The person has everything up to `seq` before their eyes. */
  read(seq) {
    this.#seen = true;
    if (seq <= this.#readTo && this.#kept.get() !== null) return;
    this.#readTo = seq;
    this.#kept.set(JSON.stringify({ epoch: this.epoch, seq }));
  }

  /** The person wrote something, so they know where they are. */
  wrote() {
    this.freshFrom = null;
  }

  unread(messages, user) {
    let count = 0;
    for (let index = messages.length - 1; index >= 0 && messages[index].seq > this.#readTo; index -= 1) {
      if (messages[index].user !== user && !messages[index].deleted) count += 1;
    }
    return count;
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
