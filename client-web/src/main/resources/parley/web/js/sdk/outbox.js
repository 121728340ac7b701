import { Backoff } from './backoff.js';
import { Emitter } from './emitter.js';
import { findInLog } from './replay.js';
import { inTurn } from './turn.js';
import { isFinalRefusal, isTransientRefusal, Refusal } from './protocol.js';
import { now, wait } from './clock.js';
import { uuid } from './uuid.js';

/** Retry keys are trusted until this long before the server forgets them (§5). */
const RETRY_KEY_MARGIN_MS = 10 * 60 * 1000;

/** After a refusal that passes: soon enough that a store which is back is noticed as such. */
const LONGEST_PAUSE_MS = 4_000;

/**
 * A person's writes that are not yet known to be in the log. One is in flight per room, in order, under one `ref`
 * however often it is sent.
 *
 * An item's `state`: `queued`; `stored` (acknowledged, its event still to come); `failed` (refused; `code` says
 * why, `retryable` whether sending it again can help); `undecided` (too old to send blindly).
 *
 * Emits `change`, `refused` (an item) and `failing` (a Refusal that is tried again by itself).
 */
export class Outbox extends Emitter {
  #store;
  #session;
  #room;
  #locks;
  #channel;
  #person = null;
  #items = new Map();
  #saving = new Set();
  #draining = new Set();
  #lastOrder = 0;

  /** `roomOf(id)` gives the Room; `channel` (a BroadcastChannel or null) tells the other tabs of this browser. */
  constructor({ store, session, roomOf, channel = null, locks = globalThis.navigator?.locks }) {
    super();
    this.#store = store;
    this.#session = session;
    this.#room = roomOf;
    this.#locks = locks;
    this.#channel = channel;
    if (channel) channel.onmessage = ({ data }) => data === this.#person && this.#reload();
  }

  get durable() {
    return this.#store.durable;
  }

  /** Whose items these are from now on. */
  async open(person) {
    if (this.#person !== person) this.#items.clear();
    this.#person = person;
    await this.#reload();
  }

  /** A room's items in order. */
  items(room) {
    return [...this.#items.values()].filter((item) => item.room === room);
  }

  /** Takes a `message`, `edit` or `delete`. Resolves when it is kept as safely as this browser can. */
  async add(room, fields) {
    this.#lastOrder = Math.max(this.#lastOrder + 1, now());
    const item = { ...fields, ref: uuid(), person: this.#person, room, order: this.#lastOrder, state: 'queued' };
    this.#items.set(item.ref, item);
    this.#saving.add(item.ref);
    this.emit('change');
    await this.#store.put({ ...item });
    this.#saving.delete(item.ref);
    this.#tell();
    this.drain(room);
  }

  /** The person wants a refused item sent again. */
  retry(ref) {
    return this.#revise(ref, { state: 'queued', code: undefined });
  }

  /** The person decided that an undecided item was not sent: it is a new write, so it gets a new `ref`. */
  async sendAgain(ref) {
    const { type, message, target, room } = this.#items.get(ref);
    await this.discard(ref);
    await this.add(room, { type, message, target });
  }

  async discard(ref) {
    this.#items.delete(ref);
    this.emit('change');
    await this.#store.remove(ref);
    this.#tell();
  }

  /** An event with this person's `ref` was read: as good as its ack, and better, since it can be shown. */
  confirm(ref) {
    const item = this.#items.get(ref);
    if (!item) return;
    if (item.state !== 'stored') this.#session.counters.stored += 1;
    this.discard(ref);
  }

  /** A timeline that started over: what it holds, and what it had before it, needs no item any more. */
  confirmAll(room, { messages, to }) {
    for (const { user, ref } of messages) if (user === this.#person && ref) this.confirm(ref);
    for (const item of this.items(room)) if (item.state === 'stored' && item.seq <= to) this.confirm(item.ref);
  }

  /** Sends what is queued for the room, unless that is already going on. */
  async drain(room) {
    if (this.#draining.has(room)) return;
    this.#draining.add(room);
    const backoff = new Backoff(LONGEST_PAUSE_MS);
    try {
      while (this.#room(room)?.joined && (await this.#next(room, backoff)));
    } finally {
      this.#draining.delete(room);
    }
  }

  /** Returns whether to go on with the next item (or with the same one again). */
  async #next(room, backoff) {
    const item = this.items(room).find(({ state }) => state === 'queued');
    if (!item) return false;
    try {
      await inTurn(`parley-outbox:${item.person}:${room}`, () => this.#send(item), this.#locks);
      backoff.reset();
      return true;
    } catch (problem) {
      if (!(problem instanceof Refusal)) {
        if (this.#session.state === 'live') await wait(backoff.nextMs());
        return true;
      }
      if (!isTransientRefusal(problem.code)) {
        await this.#refused(item, problem);
        return true;
      }
      this.emit('failing', problem);
      if (problem.code === 'not_joined') await this.#room(room).join();
      await wait(problem.retryAfterMs ?? backoff.nextMs());
      return true;
    }
  }

  async #send(item) {
    const { ref } = item;
    const kept = await this.#store.get(ref);
    const sentByAnotherTab = !kept && this.#store.durable;
    if (sentByAnotherTab || !this.#items.has(ref)) {
      this.#items.delete(ref);
      this.emit('change');
      return;
    }
    if (item.firstSentAt && now() - item.firstSentAt > this.#session.limits.retryKeyMs - RETRY_KEY_MARGIN_MS) {
      const found = await findInLog(this.#session, item, this.#person);
      if (found === 'stored') return this.confirm(ref);
      if (found === 'unknown') return this.#revise(ref, { state: 'undecided' });
      item.firstSentAt = undefined;
    }
    if (!item.firstSentAt) {
      await this.#keep(item, { firstSentAt: now(), position: this.#room(item.room).position() });
    }
    const { type, room, message, target } = item;
    const ack = await this.#session.request({ type, room, ref, message, target });
    await this.#acknowledged(ref, ack);
  }

  async #acknowledged(ref, { seq, timestamp }) {
    await this.#store.remove(ref);
    // Its event may have come meanwhile, and then it is gone and counted.
    const item = this.#items.get(ref);
    if (item) this.#session.counters.stored += 1;
    if (item && seq > this.#room(item.room).timeline.to) {
      Object.assign(item, { state: 'stored', seq, timestamp });
    } else {
      this.#items.delete(ref);
    }
    this.#tell();
    this.emit('change');
  }

  async #refused(item, { code, message }) {
    const retryable = !isFinalRefusal(code) && code !== 'bad_request';
    await this.#revise(item.ref, { state: 'failed', code, reason: message, retryable });
    this.emit('refused', item);
  }

  async #revise(ref, fields) {
    const item = this.#items.get(ref);
    if (!item) return;
    await this.#keep(item, fields);
    this.emit('change');
    this.#tell();
    this.drain(item.room);
  }

  async #keep(item, fields) {
    Object.assign(item, fields);
    await this.#store.put({ ...item });
  }

  async #reload() {
    const person = this.#person;
    const kept = await this.#store.list(person);
    if (person !== this.#person) return;
    if (!this.#store.durable && kept.length < this.#items.size) return;
    const mine = new Map(this.#items);
    const same = (item) => (mine.has(item.ref) ? Object.assign(mine.get(item.ref), item) : item);
    this.#items = new Map(kept.map((item) => [item.ref, same(item)]));
    for (const [ref, item] of mine) if (item.state === 'stored' || this.#saving.has(ref)) this.#items.set(ref, item);
    this.emit('change');
    for (const room of new Set(kept.map((item) => item.room))) this.drain(room);
  }

  #tell() {
    this.#channel?.postMessage(this.#person);
  }
}
