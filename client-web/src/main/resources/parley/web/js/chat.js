import { byId, setText } from './view/dom.js';
import { capitalised } from './sdk/names.js';
import { Draft } from './sdk/draft.js';
import { Composer } from './view/composer.js';
import { Header } from './view/header.js';
import { icon } from './view/icons.js';
import { MessageList } from './view/message-list.js';
import { ReadingMark } from './view/reading-mark.js';
import { words } from './words.js';

/** The chat interface over one room: what the person sees and does once they are in. */
export class Chat {
  #room;
  #outbox;
  #session;
  #storage;
  #banners;
  #announcer;
  #header;
  #list;
  #composer;
  #mark = null;
  #user = null;
  #opened = false;
  #pill = byId('new-pill');

  constructor({ room, outbox, session, storage, banners, announcer }) {
    this.#room = room;
    this.#outbox = outbox;
    this.#session = session;
    this.#storage = storage;
    this.#banners = banners;
    this.#announcer = announcer;
    this.#header = new Header(room.id);
    this.#composer = this.#makeComposer();
    this.#list = this.#makeList();
    this.#pill.addEventListener('click', () => this.#list.toEnd());
    room.on('event', (event) => this.#event(event));
    room.on('opened', () => this.#openedRoom());
    room.on('joined', () => this.#joinedRoom());
    room.on('change', () => this.#draw());
    room.on('refused', () => banners.show('room', { text: words.roomRefused, action: { label: words.tryAgain, run: () => room.join() } }));
    outbox.on('change', () => this.#draw());
    outbox.on('failing', ({ code }) => this.#failing(code));
    window.addEventListener('focus', () => this.#attention());
    document.addEventListener('visibilitychange', () => this.#user && this.#list.draw());
  }

  /** The person is in, or was before a reload: drawn at once, also before the server has answered. */
  show(user, server) {
    const another = this.#user?.id !== user.id;
    this.#user = user;
    byId('chat-interface').hidden = false;
    this.#header.person(user);
    if (another) {
      this.#mark = new ReadingMark(this.#kept(`read:${user.id}:${this.#room.id}`));
      this.#composer.open(this.#room.id, new Draft({ ...this.#storage, key: `draft:${user.id}:${this.#room.id}` }));
      this.#composer.focus();
    }
    if (server?.durable === false) this.#banners.show('durable', { text: words.notDurable, danger: true });
    else this.#banners.hide('durable');
    this.#draw();
  }

  hide() {
    byId('chat-interface').hidden = true;
    this.#user = null;
    this.#mark = null;
    this.#opened = false;
    this.#composer.close();
    this.#banners.clear();
  }

  #makeComposer() {
    return new Composer({
      form: byId('composer'),
      area: byId('message'),
      counter: byId('message-counter'),
      label: byId('message-label'),
      limit: () => this.#session.limits.messageLength,
      send: (text) => this.#send(text),
      editLast: () => this.#editLast(),
    });
  }

  #makeList() {
    return new MessageList({
      scroller: byId('chat-scroll'),
      list: byId('chat-messages'),
      source: () => ({
        timeline: this.#room.timeline,
        items: this.#outbox.items(this.#room.id),
        user: this.#user,
        freshFrom: this.#mark?.freshFrom ?? null,
      }),
      loadOlder: () => this.#room.loadOlder(),
      onAttention: () => this.#attention(),
      actions: {
        limit: () => this.#session.limits.messageLength,
        edit: ({ seq }) => this.#edit(seq),
        saveEdit: (row, text) => this.#saveEdit(row, text),
        askDelete: ({ seq }) => this.#askDelete(seq),
        confirmDelete: (row) => this.#confirmDelete(row),
        cancel: ({ seq }) => this.#stopChanging(seq),
        retry: (ref) => this.#outbox.retry(ref),
        discard: (ref) => this.#outbox.discard(ref),
        sendAgain: (ref) => this.#outbox.sendAgain(ref),
        backToBox: (ref) => this.#backToBox(ref),
        drawn: (state) => this.#drawAround(state),
      },
    });
  }

  async #send(text) {
    this.#mark?.wrote();
    this.#list.following = true;
    const kept = this.#outbox.add(this.#room.id, { type: 'message', message: text });
    this.#list.toEnd();
    await kept;
    if (!this.#outbox.durable) this.#banners.show('outbox', { text: words.outboxInMemory });
  }

  #edit(seq) {
    this.#list.deleting = null;
    this.#list.editing = seq;
    this.#list.focusEditor(seq);
    return true;
  }

  #editLast() {
    const row = this.#list.lastEditable();
    return row !== null && this.#edit(row.seq);
  }

  #saveEdit({ seq, text }, changed) {
    this.#stopChanging(seq);
    if (changed !== text) this.#outbox.add(this.#room.id, { type: 'edit', target: seq, message: changed });
  }

  #askDelete(seq) {
    this.#list.editing = null;
    this.#list.deleting = seq;
    this.#list.draw();
  }

  #confirmDelete({ seq }) {
    this.#stopChanging(seq);
    this.#outbox.add(this.#room.id, { type: 'delete', target: seq });
  }

  #stopChanging(seq) {
    const edited = this.#list.editing !== null;
    this.#list.editing = null;
    this.#list.deleting = null;
    this.#list.draw();
    if (edited) this.#composer.focus();
    else this.#list.focusRow(seq);
  }

  #backToBox(ref) {
    const item = this.#outbox.items(this.#room.id).find((other) => other.ref === ref);
    if (!item) return;
    this.#outbox.discard(ref);
    this.#composer.putBack(item.message);
  }

  #event(event) {
    if (!this.#user) return;
    if (event.user === this.#user.id && typeof event.ref === 'string') this.#outbox.confirm(event.ref);
    if (event.type !== 'message' || event.user === this.#user.id || event.deleted || !this.#opened) return;
    this.#mark.came(event.seq, this.#attending);
    this.#announcer.message(capitalised(event.username), event.message);
  }

  #openedRoom() {
    if (!this.#user) return;
    this.#outbox.confirmAll(this.#room.id, this.#room.timeline);
    this.#mark.open(this.#room.timeline, this.#user.id);
    this.#list.toEnd();
    this.#list.showFresh();
    this.#opened = true;
  }

  #joinedRoom() {
    this.#banners.hide('room');
    this.#outbox.drain(this.#room.id);
    this.#attention();
  }

  #failing(code) {
    const text = code === 'rate_limited' || code === 'slow_mode' ? words.slowDown : words.storeFailing;
    this.#banners.show('failing', { text });
  }

  get #attending() {
    return this.#list.following && document.visibilityState === 'visible' && document.hasFocus();
  }

  #attention() {
    if (!this.#user) return;
    if (this.#opened && this.#attending) {
      this.#mark.read(this.#room.timeline.to);
      this.#room.trim();
    }
    this.#drawPill();
  }

  #draw() {
    if (this.#user) this.#list.schedule();
  }

  #drawPill() {
    const unread = this.#user && this.#mark ? this.#mark.unread(this.#room.timeline.messages, this.#user.id) : 0;
    document.title = unread > 0 ? `(${unread}) ${words.brand}` : words.brand;
    const label = unread > 0 ? words.newMessages(unread) : words.toEnd;
    this.#pill.hidden = this.#list.following;
    if (this.#pill.textContent !== label) this.#pill.replaceChildren(icon('down'), label);
  }

  /** What stands around the list; called whenever the list was drawn, so at most once a frame. */
  #drawAround({ atStart, empty }) {
    const { members, timeline, id } = this.#room;
    this.#attention();
    this.#header.room({ members, durable: this.#session.server?.durable !== false });
    byId('chat-missed').hidden = timeline.hole === null;
    if (!this.#outbox.items(id).some((item) => item.state === 'queued')) this.#banners.hide('failing');
    const loading = byId('chat-loading');
    loading.hidden = timeline.opened && !timeline.moreBefore;
    setText(loading, timeline.opened ? words.loadingOlder : this.#session.state === 'live' ? words.loading : words.connecting);
    byId('chat-start').hidden = !(timeline.opened && atStart);
    setText(byId('chat-start-title'), words.roomStart(id));
    setText(byId('chat-start-hint'), empty ? words.roomEmptyHint : words.roomStartHint);
  }

  #kept(key) {
    const { browser } = this.#storage;
    return {
      get: () => browser.get(key),
      set: (text) => (text === '' ? browser.remove(key) : browser.set(key, text)),
    };
  }
}
