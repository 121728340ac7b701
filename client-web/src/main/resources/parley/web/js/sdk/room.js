import { Emitter } from './emitter.js';
import { history } from './replay.js';
import { Unanswered } from './protocol.js';
import { Timeline } from './timeline.js';
import { wait } from './clock.js';

const PAGE = 60;
/** A wider gap is not replayed: the newest page and scrolling up are quicker than reading it all. */
const WIDEST_REPLAY = 1_000;
const MESSAGES_KEPT = 2_000;
const REJOIN_MS = 2_000;

/**
 * One room as this page has it. Joins by itself whenever the session is live, and keeps its timeline whole.
 *
 * Emits `change` (anything to draw), `event` (each new event once, in order of arrival), `opened` (the timeline
 * started over with a page, whose events are not emitted), `joined`, `recovered` (how many messages were missed while
 * the connection was away and are here now), `refused` (a Refusal: the room cannot be opened).
 */
export class Room extends Emitter {
  timeline = new Timeline();
  members = null;
  joined = false;
  loadingOlder = false;
  #session;
  #filling = false;
  /** Messages that came since the room was resumed; null when nothing is being made up for. */
  #missed = null;

  constructor(session, id) {
    super();
    this.id = id;
    this.#session = session;
    session.on('welcome', () => this.#welcomed());
    session.on('state', (state) => state !== 'live' && this.#lost());
    session.on('message', (message) => this.#received(message));
  }

  /** What to resume in the next `hello`. */
  position() {
    return this.timeline.opened ? this.timeline.position(this.id) : null;
  }

  /** Another person, or a new start: nothing that was read belongs to them. */
  forget() {
    this.timeline = new Timeline();
    this.members = null;
    this.joined = false;
    this.#missed = null;
  }

  async join() {
    const position = this.position() ?? { room: this.id };
    try {
      await this.#session.request({ type: 'join', ...position, limit: PAGE });
    } catch (problem) {
      if (problem instanceof Unanswered) return;
      if (problem.retryAfterMs === null && problem.code !== 'unavailable') {
        this.emit('refused', problem);
        return;
      }
      await wait(problem.retryAfterMs ?? REJOIN_MS);
      if (!this.joined) await this.join();
    }
  }

  /** Loads one older page, if there is one. Safe to call on every scroll event. */
  async loadOlder() {
    const timeline = this.timeline;
    if (this.loadingOlder || !this.joined || !timeline.moreBefore) return;
    this.loadingOlder = true;
    this.emit('change');
    try {
      const page = await history(this.#session, { room: this.id, before: timeline.from, limit: PAGE });
      if (timeline !== this.timeline) return;
      if (page.epoch === timeline.epoch) timeline.prepend(page);
      else await this.#startOver();
    } catch (problem) {
      if (!(problem instanceof Unanswered)) this.emit('refused', problem);
    } finally {
      this.loadingOlder = false;
      this.emit('change');
    }
  }

  /** Only while nobody reads the oldest of them. */
  trim() {
    this.timeline.trim(MESSAGES_KEPT);
  }

  #welcomed() {
    if (!this.timeline.opened) this.join();
  }

  #lost() {
    this.joined = false;
    this.emit('change');
  }

  #received(message) {
    if (message.type === 'heartbeat') this.#heartbeat(message.seqs ?? [], message.members ?? []);
    else if (message.room !== this.id) return;
    else if (message.type === 'joined') this.#joined(message);
    else if (message.type === 'error') this.#resumeRefused(message);
    else if (Number.isInteger(message.seq) && message.type !== 'ack') this.#event(message);
  }

  #heartbeat(seqs, counts) {
    const count = counts.find(({ room }) => room === this.id);
    if (count && this.joined) {
      this.members = count.members;
      this.emit('change');
    }
    for (const { room, seq } of seqs) if (room === this.id && this.joined) this.timeline.announce(seq);
    this.#fillHole();
  }

  #joined(joined) {
    this.joined = true;
    this.members = joined.members ?? this.members;
    const { timeline } = this;
    const missed = joined.gap ? joined.gap.to - joined.gap.from + 1 : 0;
    if (!timeline.opened || joined.reset || joined.epoch !== timeline.epoch || missed > WIDEST_REPLAY) {
      this.#missed = null;
      timeline.open(joined);
      this.emit('opened');
    } else {
      this.#session.counters.resumes += 1;
      this.#missed = 0;
      for (const event of joined.events) this.#take(event);
      timeline.announce(joined.seq);
      this.#fillHole();
    }
    this.emit('joined', joined);
    this.emit('change');
  }

  /** The answer for a resumed room has no `ref`; an answer to a request has one and goes to who asked. */
  #resumeRefused({ ref }) {
    if (ref !== undefined || this.joined) return;
    this.timeline = new Timeline();
    this.join();
  }

  #event(event) {
    this.#take(event);
    this.#fillHole();
    this.emit('change');
  }

  #take(event) {
    const known = this.timeline.has(event.seq);
    this.timeline.receive(event);
    if (known) this.#session.counters.duplicates += 1;
    else this.#came(event);
  }

  #came(event) {
    if (event.type === 'message' && this.#missed !== null) this.#missed += 1;
    this.emit('event', event);
  }

  async #fillHole() {
    if (this.#filling) return;
    if (!this.timeline.hole) {
      this.#whole();
      return;
    }
    this.#filling = true;
    const { counters } = this.#session;
    counters.gapsFound += 1;
    const { timeline } = this;
    try {
      while (timeline === this.timeline && timeline.hole && this.joined) {
        const replay = await history(this.#session, { room: this.id, after: timeline.to, limit: 100 });
        const usable = replay.epoch === timeline.epoch;
        if (usable) for (const event of replay.events) if (!timeline.has(event.seq)) this.#came(event);
        if (!usable || !timeline.fill(replay)) {
          await this.#startOver();
          break;
        }
        this.emit('change');
      }
      if (!timeline.hole) counters.gapsFilled += 1;
    } catch {
      // Lost again: the next `joined` brings what is missing.
    } finally {
      this.#filling = false;
      this.#whole();
      this.emit('change');
    }
  }

  #whole() {
    if (this.timeline.hole || !this.joined) return;
    const missed = this.#missed;
    this.#missed = null;
    if (missed > 0) this.emit('recovered', missed);
  }

  async #startOver() {
    this.timeline = new Timeline();
    await this.join();
  }
}
