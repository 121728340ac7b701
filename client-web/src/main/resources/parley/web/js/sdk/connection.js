import { Emitter } from './emitter.js';
import { Refusal, SUBPROTOCOL, Unanswered } from './protocol.js';
import { now } from './clock.js';
import { uuid } from './uuid.js';

const SILENCE_MS = 30_000;
const GRACE_MS = 10_000;
const ANSWER_MS = 20_000;

/**
 * One WebSocket, from opening to its end: JSON in and out, answers matched to requests by `ref`, and the watch for
 * silence (§5). Never comes back; `Session` makes a new one.
 *
 * Emits `open`, `message` (every parsed message, answers included) and, exactly once, `close` with the close code.
 */
export class Connection extends Emitter {
  #socket;
  #waiting = new Map();
  #silence;
  #ended = false;
  #heardAt = now();

  constructor(url, openSocket = (address) => new WebSocket(address, SUBPROTOCOL)) {
    super();
    this.#socket = openSocket(url);
    this.#socket.onopen = () => this.#opened();
    this.#socket.onmessage = ({ data }) => this.#received(data);
    this.#socket.onclose = ({ code }) => this.#end(code);
    this.#silence = setTimeout(() => this.abandon(), SILENCE_MS);
  }

  /** Sends without waiting for an answer. */
  send(message) {
    if (this.#socket.readyState === 1) this.#socket.send(JSON.stringify(message));
  }

  /** Resolves with the answer; rejects with a `Refusal`, or with `Unanswered` when nobody can say what happened. */
  request(message) {
    const ref = message.ref ?? uuid();
    return new Promise((resolve, reject) => {
      if (this.#ended || this.#socket.readyState !== 1) {
        reject(new Unanswered('not connected'));
        return;
      }
      const timer = setTimeout(() => this.#settle(ref, () => reject(new Unanswered('too slow'))), ANSWER_MS);
      this.#waiting.set(ref, { resolve, reject, timer });
      this.send({ ...message, ref });
    });
  }

  /** Asks for a sign of life at once, for instance after the computer slept. */
  probe() {
    if (now() - this.#heardAt >= SILENCE_MS) this.#ask();
  }

  /** Ends the connection without waiting for the other side, which may be gone. */
  abandon(code = 1000) {
    try {
      this.#socket.close(code);
    } catch {
      // A socket that cannot be closed is as good as closed.
    }
    this.#end(1006);
  }

  #opened() {
    this.#heard();
    this.emit('open');
  }

  #received(data) {
    this.#heard();
    const message = parse(data);
    if (!message) return;
    const pending = typeof message.ref === 'string' && isAnswer(message) ? this.#waiting.get(message.ref) : null;
    this.emit('message', message);
    if (!pending) return;
    this.#settle(message.ref, () =>
      message.type === 'error' ? pending.reject(new Refusal(message)) : pending.resolve(message),
    );
  }

  #settle(ref, finish) {
    clearTimeout(this.#waiting.get(ref)?.timer);
    this.#waiting.delete(ref);
    finish();
  }

  #heard() {
    this.#heardAt = now();
    clearTimeout(this.#silence);
    if (!this.#ended) this.#silence = setTimeout(() => this.#ask(), SILENCE_MS);
  }

  #ask() {
    clearTimeout(this.#silence);
    this.send({ type: 'ping' });
    this.#silence = setTimeout(() => this.abandon(), GRACE_MS);
  }

  #end(code) {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#silence);
    for (const ref of [...this.#waiting.keys()]) {
      const { reject } = this.#waiting.get(ref);
      this.#settle(ref, () => reject(new Unanswered('disconnected')));
    }
    this.emit('close', code);
  }
}

function parse(data) {
  try {
    const message = JSON.parse(data);
    return typeof message?.type === 'string' ? message : null;
  } catch {
    return null;
  }
}

/** Events carry the `ref` of the write that made them, and are no answer to it. */
const isAnswer = ({ type, seq, ref }) =>
  type === 'ack' || type === 'error' || (ref !== undefined && (seq === undefined || type === 'joined'));
