import { Backoff } from './backoff.js';
import { Connection } from './connection.js';
import { Counters } from './counters.js';
import { Emitter } from './emitter.js';
import { closeMeansStop, DEFAULT_LIMITS, Refusal, Unanswered, VERSION } from './protocol.js';
import { now } from './clock.js';

const FAILURES_BEFORE_DOUBT = 3;

/**
 * A person's stay on a server, over as many connections as it takes.
 *
 * `state`: `idle` (before start and after leave), `connecting`, `live`, `waiting` (for the next attempt, at
 * `retryAtMs`), `stopped` (the server said not to come back by itself).
 *
 * Emits `state`, `welcome`, `refused` (a Refusal: hello was not accepted), `stopped` (close code), `doubt` (three
 * failures and never a welcome), `latency`, `message` (everything that is not about the session itself).
 */
export class Session extends Emitter {
  state = 'idle';
  user = null;
  limits = DEFAULT_LIMITS;
  server = null;
  latencyMs = null;
  retryAtMs = 0;
  everLive = false;
  /** When the present connection was welcomed; null while there is none. */
  liveSinceMs = null;
  counters = new Counters();

  #url;
  #connect;
  #positions;
  #backoff = new Backoff();
  #connection = null;
  #credentials = null;
  #sessionId = null;
  #timer = null;
  #failures = 0;
  #pingedAt = null;

  /** `positions()` lists what to resume; `connect(url)` opens a Connection. */
  constructor({ url, positions = () => [], connect = (address) => new Connection(address) }) {
    super();
    this.#url = url;
    this.#positions = positions;
    this.#connect = connect;
  }

  /** The session's id, for reports; null before the first welcome. */
  get id() {
    return this.#sessionId;
  }

  /** `username` only when the person has just chosen it (§3); `token` when one is kept. */
  start({ username, token }) {
    this.#credentials = { username, token };
    this.#failures = 0;
    this.everLive = false;
    this.counters = new Counters();
    this.#open();
  }

  /** The person leaves. */
  leave() {
    this.#drop();
    this.user = null;
    this.#sessionId = null;
    this.#credentials = null;
    this.#become('idle');
  }

  /** The person does not want to wait, or wants to come back though the server said not to. */
  retryNow() {
    if (this.state === 'waiting' || this.state === 'stopped') this.#open();
  }

  /** The network is back, or the computer woke up. */
  wake() {
    if (this.state === 'waiting') this.#open();
    else this.#connection?.probe();
  }

  request(message) {
    if (this.state !== 'live') return Promise.reject(new Unanswered('not connected'));
    return this.#connection.request(message);
  }

  /** Measures the round trip; the result arrives as `latency`. */
  measure() {
    this.#pingedAt = now();
    this.#connection?.send({ type: 'ping' });
  }

  #open() {
    this.#drop();
    this.#become('connecting');
    const connection = this.#connect(this.#url);
    this.#connection = connection;
    connection.on('open', () => connection.send(this.#hello()));
    connection.on('message', (message) => connection === this.#connection && this.#received(message));
    connection.on('close', (code) => connection === this.#connection && this.#closed(code));
  }

  #hello() {
    const { username, token } = this.#credentials;
    const hello = { type: 'hello', version: VERSION, client: 'parley-page' };
    if (token) hello.token = token;
    if (username) hello.username = username;
    if (this.#sessionId) hello.session = this.#sessionId;
    const resume = this.#positions();
    if (resume.length > 0) hello.resume = resume;
    return hello;
  }

  #received(message) {
    if (this.state === 'connecting') this.#answeredHello(message);
    else if (message.type === 'goaway') this.#goAway(message);
    else if (message.type === 'pong') this.#measured();
    else this.emit('message', message);
  }

  #answeredHello(message) {
    if (message.type === 'welcome') this.#welcomed(message);
    else if (message.type === 'error') {
      const refusal = new Refusal(message);
      if (refusal.retryAfterMs !== null || ['unavailable', 'internal', 'rate_limited'].includes(refusal.code)) {
        this.#drop();
        this.#retryIn(refusal.retryAfterMs ?? this.#backoff.nextMs());
      } else {
        this.leave();
        this.emit('refused', refusal);
      }
    }
  }

  #welcomed(welcome) {
    this.user = welcome.user;
    this.limits = { ...DEFAULT_LIMITS, ...welcome.limits };
    this.server = welcome.server;
    this.#sessionId = welcome.session;
    // From here on the token alone says who this is; a name beside it would rename the person on all connections.
    this.#credentials = { token: welcome.token ?? this.#credentials.token };
    this.#failures = 0;
    this.#backoff.reset();
    this.everLive = true;
    this.liveSinceMs = now();
    this.counters.connects += 1;
    this.#become('live', () => this.emit('welcome', welcome));
    this.measure();
  }

  #measured() {
    if (this.#pingedAt === null) return;
    this.latencyMs = now() - this.#pingedAt;
    this.#pingedAt = null;
    this.emit('latency', this.latencyMs);
  }

  /** The node is about to stop: leave it at a random moment, so that not everybody lands on the next one at once. */
  #goAway({ in: withinMs }) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#open(), Math.random() * (Number.isFinite(withinMs) ? withinMs : 0));
  }

  #closed(code) {
    this.#connection = null;
    if (closeMeansStop(code)) {
      clearTimeout(this.#timer);
      this.#become('stopped');
      this.emit('stopped', code);
      return;
    }
    this.#failures += 1;
    this.#retryIn(this.#backoff.nextMs());
    if (!this.everLive && this.#failures >= FAILURES_BEFORE_DOUBT) this.emit('doubt');
  }

  #retryIn(delayMs) {
    this.retryAtMs = now() + delayMs;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#open(), delayMs);
    this.#become('waiting');
  }

  #drop() {
    clearTimeout(this.#timer);
    const connection = this.#connection;
    this.#connection = null;
    connection?.abandon();
  }

  #become(state, between = () => {}) {
    this.state = state;
    if (state !== 'live') this.liveSinceMs = null;
    between();
    this.emit('state', state);
  }
}
