import { now } from '../sdk/clock.js';
import { words } from '../words.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const timeOnly = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const dateAndTime = new Intl.DateTimeFormat(undefined, {
  year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: '2-digit', second: '2-digit',
});
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });
const dayThisYear = new Intl.DateTimeFormat(undefined, { weekday: 'long', month: 'long', day: 'numeric' });
const dayWithYear = new Intl.DateTimeFormat(undefined, { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' });

/** A number that is the same for all times of one local day. */
export function dayOf(date) {
  return date.getFullYear() * 10_000 + (date.getMonth() + 1) * 100 + date.getDate();
}

const daysAgo = (days) => {
  const date = new Date(now());
  date.setDate(date.getDate() - days);
  return dayOf(date);
};

/** Only the time when it is today, else date and time. */
export function shortTime(date) {
  return dayOf(date) === daysAgo(0) ? timeOnly.format(date) : dateAndTime.format(date);
}

export const fullTime = (date) => full.format(date);

export function dayLabel(date) {
  const day = dayOf(date);
  if (day === daysAgo(0)) return words.today;
  if (day === daysAgo(1)) return words.yesterday;
  return date.getFullYear() === new Date(now()).getFullYear() ? dayThisYear.format(date) : dayWithYear.format(date);
}

/** Milliseconds until the next local midnight, when "today" changes its meaning. */
export function untilMidnight() {
  const date = new Date(now());
  date.setHours(24, 0, 0, 50);
  return Math.min(Math.max(date.getTime() - now(), 1_000), DAY_MS);
}
