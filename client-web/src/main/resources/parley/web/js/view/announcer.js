import { element } from './dom.js';
import { words } from '../words.js';

const GATHER_MS = 700;
const LONGEST = 200;
const KEPT = 6;

/** Tells people who listen about new messages, politely: a burst becomes one sentence. */
export class Announcer {
  #region;
  #waiting = [];
  #timer = null;

  constructor(region) {
    this.#region = region;
  }

  message(name, text) {
    this.#waiting.push(words.announce(name, text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text));
    this.#timer ??= setTimeout(() => this.#speak(), GATHER_MS);
  }

  say(sentence) {
    this.#region.append(element('p', {}, sentence));
    while (this.#region.childElementCount > KEPT) this.#region.firstElementChild.remove();
  }

  #speak() {
    this.#timer = null;
    const waiting = this.#waiting.splice(0);
    if (waiting.length > 3) this.say(words.newMessages(waiting.length));
    else for (const sentence of waiting) this.say(sentence);
  }
}
