import { byId, element, setText } from './dom.js';
import { now } from '../sdk/clock.js';
import { words } from '../words.js';

const LOOK_MS = 500;
const COPIED_MS = 2_000;

/** What is known of the connection, for whoever wants to know or to report a fault. The key is not among it. */
export class ConnectionPage {
  #session;
  #room;
  #outbox;
  #dialog = byId('connection');
  #facts = byId('connection-facts');
  #try = byId('connection-try');
  #copy = byId('connection-copy');
  #timer = null;

  constructor({ session, room, outbox }) {
    this.#session = session;
    this.#room = room;
    this.#outbox = outbox;
    byId('connection-open').addEventListener('click', () => this.#open());
    byId('connection-close').addEventListener('click', () => this.#dialog.close());
    this.#dialog.addEventListener('close', () => clearInterval(this.#timer));
    this.#dialog.addEventListener('click', ({ target }) => target === this.#dialog && this.#dialog.close());
    this.#try.addEventListener('click', () => this.#session.retryNow());
    this.#copy.addEventListener('click', () => this.#copied());
    session.on('state', (state) => (state === 'idle' ? this.#dialog.close() : this.#draw()));
  }

  #open() {
    this.#draw();
    this.#dialog.showModal();
    this.#timer = setInterval(() => this.#draw(), LOOK_MS);
  }

  #draw() {
    const facts = this.#known();
    if (this.#facts.childElementCount !== facts.length) {
      this.#facts.replaceChildren(
        ...facts.map(([name]) => element('div', { className: 'fact' }, element('dt', {}, name), element('dd', { dir: 'auto' }))),
      );
    }
    facts.forEach(([, value], at) => setText(this.#facts.children[at].lastChild, value));
    this.#try.hidden = this.#session.state !== 'waiting';
  }

  #known() {
    const { state, latencyMs, liveSinceMs, id, server, counters } = this.#session;
    const known = words.connection;
    const count = (n) => n.toLocaleString('en');
    return [
      [known.server, location.host],
      [known.state, state === 'waiting' ? known.waiting(this.#secondsToNextTry()) : known.states[state]],
      [known.since, liveSinceMs === null ? known.unknown : new Date(liveSinceMs).toLocaleString()],
      [known.roundTrip, latencyMs === null ? known.unknown : `${latencyMs} ms`],
      [known.session, id ?? known.unknown],
      [known.node, server ? `${server.node} (${server.name} ${server.version})` : known.unknown],
      [known.history, server ? (server.durable === false ? known.historyVolatile : known.historyKept) : known.unknown],
      [`#${this.#room.id}`, this.#held()],
      [known.reconnects, count(Math.max(0, counters.connects - 1))],
      [known.resumes, count(counters.resumes)],
      [known.gaps, known.gapsValue(counters.gapsFound, counters.gapsFilled)],
      [known.duplicates, count(counters.duplicates)],
      [known.messages, this.#messages()],
    ];
  }

  #held() {
    const { opened, moreBefore, messages, to } = this.#room.timeline;
    if (!opened) return words.connection.unknown;
    return moreBefore && messages.length > 0 ? words.connection.roomPart(to, messages[0].seq) : words.connection.roomWhole(to);
  }

  #messages() {
    const items = this.#outbox.items(this.#room.id);
    const waiting = items.filter(({ state }) => state === 'queued').length;
    const failed = items.filter(({ state }) => state === 'failed' || state === 'undecided').length;
    return words.connection.messagesValue(waiting, this.#session.counters.stored, failed);
  }

  #secondsToNextTry() {
    return Math.max(1, Math.ceil((this.#session.retryAtMs - now()) / 1000));
  }

  async #copied() {
    const lines = this.#known().map(([name, value]) => `${name}: ${value}`);
    const done = await copy([words.brand, ...lines, ''].join('\n'), this.#dialog);
    setText(this.#copy, done ? words.connection.copied : words.connection.notCopied);
    setTimeout(() => setText(this.#copy, words.connectionCopy), COPIED_MS);
  }
}

/** The clipboard is only for pages that browsers trust; the old command is for all. A modal dialog takes only its own nodes. */
async function copy(text, holder) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const focused = document.activeElement;
    const area = element('textarea', { className: 'sr-only', value: text });
    holder.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    focused?.focus();
    return done;
  }
}
