import { Announcer } from './view/announcer.js';
import { Banners } from './view/banners.js';
import { byId } from './view/dom.js';
import { Chat } from './chat.js';
import { ConnectionPage } from './view/connection-page.js';
import { ConnectionView } from './view/connection-view.js';
import { drawIcons } from './view/icons.js';
import { Entrance } from './entrance.js';
import { Outbox } from './sdk/outbox.js';
import { OutboxStore } from './sdk/outbox-store.js';
import { People } from './sdk/people.js';
import { Room } from './sdk/room.js';
import { Session } from './sdk/session.js';
import { Side } from './view/side.js';
import { SmallStorage } from './sdk/storage.js';
import { Theme } from './view/theme.js';
import { translate } from './view/translate.js';

const ROOM = 'lobby';
const LATENCY_MS = 20_000;

/** Everything of this Parley, and nothing of another one on the same host. */
const base = new URL('.', document.baseURI);
const prefix = `parley:${base.pathname}:`;
const socketUrl = new URL('ws', base);
socketUrl.protocol = base.protocol === 'https:' ? 'wss:' : 'ws:';

translate();
drawIcons();

const browser = new SmallStorage(prefix, () => localStorage);
const tab = new SmallStorage(prefix, () => sessionStorage);
const people = new People(browser, tab, `${prefix}people`);
new Theme(byId('theme'), browser);
const side = new Side();

const session = new Session({ url: socketUrl.href, positions: () => [room.position()].filter(Boolean) });
const room = new Room(session, ROOM);
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(`${prefix}outbox`);
const outbox = new Outbox({ store: new OutboxStore(`${prefix}outbox`), session, roomOf: () => room, channel });

const announcer = new Announcer(byId('announcer'));
const banners = new Banners(byId('banners'));
const chat = new Chat({ room, outbox, session, storage: { browser, tab }, banners, announcer });
const entrance = new Entrance({ session, room, outbox, people, chat, side });
new ConnectionPage({ session, room, outbox });
new ConnectionView({ session, room, banners, outbox, announcer, stopAction: (code) => entrance.afterStop(code) });

addEventListener('online', () => session.wake());
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && session.wake());
setInterval(() => document.visibilityState === 'visible' && session.measure(), LATENCY_MS);

await people.restore();
entrance.open();
