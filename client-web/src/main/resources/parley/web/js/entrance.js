import { byId } from './view/dom.js';
import { JoinForm } from './view/join-form.js';
import { capitalised } from './sdk/names.js';
import { words } from './words.js';

/** Coming in and leaving: the join dialog, a reload that joins again, and names or keys that the server refuses. */
export class Entrance {
  #session;
  #room;
  #outbox;
  #people;
  #chat;
  #form;
  #name = '';
  #keptToken = null;

  constructor({ session, room, outbox, people, chat, side }) {
    this.#session = session;
    this.#room = room;
    this.#outbox = outbox;
    this.#people = people;
    this.#chat = chat;
    this.#form = new JoinForm({
      join: (name) => this.#join(name),
      abandon: () => session.leave(),
      knows: (name) => people.tokenFor(name) !== null,
    });
    session.on('welcome', (welcome) => this.#welcomed(welcome));
    session.on('refused', (refusal) => this.#refused(refusal));
    byId('leave').addEventListener('click', () => {
      side.close();
      this.#leave();
    });
  }

  /** A tab that was joined comes back by itself; another one asks who is there. */
  open() {
    const user = this.#people.joinedUser;
    const token = user && this.#people.tokenFor(user.username);
    if (!token) {
      this.#form.show(this.#people.lastName);
      return;
    }
    this.#name = user.username;
    // The person's draft and unsent messages are there at once, whether or not the server answers.
    this.#chat.show(user);
    this.#outbox.open(user.id);
    this.#session.start({ token });
  }

  /** What the button of a "stopped" banner does. */
  afterStop(code) {
    if (code === 4501) {
      this.#people.forgetToken(this.#name);
      this.#leave();
    } else if ([4502, 4503, 4505].includes(code)) {
      this.#session.retryNow();
    } else {
      location.reload();
    }
  }

  #join(name) {
    this.#name = name;
    this.#form.busy(true);
    // The name goes along because the person has just chosen it; the token makes them the same person as before.
    this.#session.start({ username: name, token: this.#people.tokenFor(name) ?? this.#keptToken ?? undefined });
  }

  #welcomed({ user, token, server }) {
    this.#people.joined(user, token ?? this.#people.tokenFor(this.#name) ?? this.#keptToken);
    this.#name = user.username;
    this.#keptToken = null;
    this.#form.hide();
    this.#chat.show(user, server);
    this.#outbox.open(user.id);
  }

  #refused({ code }) {
    const wasIn = this.#people.joinedUser !== null;
    if (code === 'unauthorized') {
      this.#people.forgetToken(this.#name);
      this.#keptToken = null;
    } else if (code === 'name_taken' && wasIn) {
      this.#keptToken = this.#people.tokenFor(this.#name);
    }
    this.#close();
    this.#form.show(this.#name);
    this.#form.fail(this.#sentence(code, wasIn));
  }

  #sentence(code, wasIn) {
    const name = capitalised(this.#name);
    if (code === 'name_taken') return wasIn ? words.nameLost(name) : words.nameTaken(name);
    if (code === 'name_invalid') return words.nameInvalid;
    if (code === 'banned') return words.stopped[4502];
    if (code === 'unsupported_version') return words.stopped[4506];
    return code === 'unauthorized' ? words.signInEnded(name) : words.joinRefused;
  }

  #leave() {
    this.#close();
    this.#form.show(this.#name);
  }

  #close() {
    this.#session.leave();
    this.#people.left();
    this.#room.forget();
    this.#chat.hide();
  }
}
