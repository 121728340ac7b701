import { byId, setText } from './dom.js';
import { now } from '../sdk/clock.js';
import { words } from '../words.js';

const RECOVERED_MS = 6_000;

/** Shows how the session is doing: in the banner, in the join dialog, beside the person's name. */
export class ConnectionView {
  #session;
  #banners;
  #outbox;
  #announcer;
  #stopAction;
  #timer = null;
  #recoveredTimer = null;
  #doubt = null;
  #stopCode = null;
  #wasLost = false;

  /** `stopAction(code)` does what is sensible after the server said to stay away. */
  constructor({ session, room, banners, outbox, announcer, stopAction }) {
    this.#session = session;
    this.#banners = banners;
    this.#outbox = outbox;
    this.#announcer = announcer;
    this.#stopAction = stopAction;
    session.on('state', () => this.#changed());
    session.on('latency', () => this.#drawState());
    session.on('doubt', () => this.#askHealth());
    room.on('recovered', (messages) => this.#recovered(messages));
    session.on('stopped', (code) => {
      this.#stopCode = code;
      this.#changed();
    });
  }

  #changed() {
    const { state } = this.#session;
    clearInterval(this.#timer);
    if (state === 'live') this.#doubt = null;
    if (state === 'waiting') this.#timer = setInterval(() => this.#drawLoss(), 250);
    if (state === 'waiting' && !this.#wasLost) this.#announcer.say(this.#lossSentence());
    if (state === 'live' && this.#wasLost) this.#announcer.say(words.backAgain);
    this.#wasLost = state === 'waiting' || (state === 'connecting' && this.#wasLost);
    this.#drawLoss();
    this.#drawState();
  }

  #recovered(messages) {
    const text = words.recovered(messages);
    this.#banners.show('recovered', { text, good: true });
    this.#announcer.say(text);
    clearTimeout(this.#recoveredTimer);
    this.#recoveredTimer = setTimeout(() => this.#banners.hide('recovered'), RECOVERED_MS);
  }

  #drawState() {
    const { state, latencyMs } = this.#session;
    const sentence = {
      live: latencyMs === null ? words.connected : words.connectedIn(latencyMs),
      connecting: words.connecting,
      waiting: words.offline,
      stopped: words.stoppedShort,
      idle: '',
    }[state];
    setText(byId('me-state'), sentence);
    byId('me-avatar-small').dataset.state = state;
  }

  #drawLoss() {
    const loss = this.#loss();
    const notice = byId('join-notice');
    const joining = !byId('join-chat-interface').hidden;
    notice.hidden = loss === null || !joining;
    if (loss === null) {
      this.#banners.hide('connection');
      notice.replaceChildren();
      return;
    }
    if (joining) this.#drawNotice(notice, loss);
    else this.#banners.show('connection', loss);
  }

  /** Texts change in place four times a second: the button must not vanish under the pointer. */
  #drawNotice(notice, { text, action }) {
    if (notice.childElementCount === 0) {
      const sentence = document.createElement('span');
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'link';
      notice.append(sentence, ' ', button);
    }
    const [sentence, button] = notice.children;
    setText(sentence, text);
    button.hidden = action === null;
    setText(button, action?.label ?? '');
    button.onclick = action?.run ?? null;
  }

  #loss() {
    const { state } = this.#session;
    const tryNow = { label: words.tryNow, run: () => this.#session.retryNow() };
    if (state === 'stopped') return this.#stop(this.#stopCode);
    if (state === 'waiting') {
      const seconds = Math.max(1, Math.ceil((this.#session.retryAtMs - now()) / 1000));
      return { text: `${this.#lossSentence()} ${words.tryingIn(seconds)}`, action: tryNow };
    }
    if (state === 'connecting' && this.#wasLost) {
      return { text: `${this.#lossSentence()} ${words.tryingNow}`, action: null };
    }
    return null;
  }

  #lossSentence() {
    if (this.#doubt) return this.#doubt;
    if (!this.#session.everLive) return words.unreachable;
    return this.#outbox.durable ? words.lost : words.lostInMemory;
  }

  #stop(code) {
    const known = code in words.stopped ? code : 'other';
    const label = words.stoppedAction[known] ?? words.stoppedAction.other;
    return { text: words.stopped[known], danger: true, action: { label, run: () => this.#stopAction(code) } };
  }

  /** Browsers say nothing about why a WebSocket could not be opened: a plain request tells the two cases apart. */
  async #askHealth() {
    let healthy = false;
    try {
      healthy = (await fetch('health', { cache: 'no-store' })).ok;
    } catch {
      // Not reachable at all.
    }
    if (this.#session.everLive) return;
    this.#doubt = healthy ? words.blocked : words.unreachable;
    this.#drawLoss();
  }
}
