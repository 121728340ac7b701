import { capitalised } from '../sdk/names.js';
import { dayLabel, dayOf, shortTime } from './times.js';

const GROUP_MS = 5 * 60 * 1000;
/** Where what is not yet in the log sorts: behind every number that a log can have. */
const AFTER_THE_LOG = 2 ** 53;

/**
 * The list as it should look, before any DOM: the timeline's messages and, behind them, what waits in the outbox.
 * An entry's `order` sorts it; its `key` stays the same as long as it is the same message.
 */
export function entriesOf(timeline, items, user) {
  const pending = items.filter((item) => item.type === 'message' && !holds(timeline, item.ref, user));
  const changes = new Map(items.filter((item) => item.type !== 'message').map((item) => [item.target, item]));
  const entries = timeline.messages.map((message) => ({ message, order: message.seq, change: changes.get(message.seq) }));
  pending.forEach((item, index) => {
    const message = {
      user: user.id, username: user.username, message: item.message, ref: item.ref,
      timestamp: item.timestamp ?? new Date(item.order).toJSON(),
    };
    entries.push({ message, item, order: AFTER_THE_LOG + index });
  });
  return entries;
}

/** The event may be here before the outbox has learned of it, from the disk or from another tab. */
const holds = ({ messages }, ref, user) => messages.some((message) => message.ref === ref && message.user === user.id);

/** What `RowView` draws for an entry: plain values, so that two rows can be compared. */
export function rowOf(entry, previous, { user, freshFrom, editing, deleting }) {
  const { message, item, change } = entry;
  const date = new Date(message.timestamp);
  const own = message.user === user.id;
  const before = previous && new Date(previous.message.timestamp);
  const newDay = !before || dayOf(before) !== dayOf(date);
  const fresh = message.seq !== undefined && message.seq === freshFrom;
  const grouped = !newDay && !fresh && previous.message.user === message.user
    && previous.message.username === message.username && date - before < GROUP_MS;
  const removed = message.deleted === true || (change?.type === 'delete' && change.state !== 'failed');
  const changed = change?.type === 'edit' && change.state !== 'failed';
  return {
    seq: message.seq,
    ref: item?.ref ?? change?.ref,
    user: message.user,
    name: capitalised(message.username),
    text: removed ? null : changed ? change.message : message.message,
    datetime: message.timestamp,
    time: shortTime(date),
    day: newDay ? dayLabel(date) : null,
    fresh,
    grouped,
    own,
    edited: removed ? undefined : message.edited,
    editable: own && message.seq !== undefined && !removed && !change,
    editing: editing === message.seq && message.seq !== undefined && !removed,
    deleting: deleting === message.seq && message.seq !== undefined && !removed,
    ...stateOf(item ?? change, own, removed),
  };
}

function stateOf(item, own, removed) {
  if (!item) return { state: own && !removed ? 'stored' : null };
  return { state: item.state, kind: item.type, code: item.code, retryable: item.retryable };
}

export function sameRow(one, other) {
  return other !== null && Object.keys(one).every((key) => one[key] === other[key]);
}

export const keyOf = ({ item, message }) => (item ? `ref:${item.ref}` : `seq:${message.seq}`);
