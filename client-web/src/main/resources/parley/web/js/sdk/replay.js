import { wait } from './clock.js';
import { Refusal } from './protocol.js';

const PAGE = 100;
const BUSY_MS = 1_000;

/** `history`, asked again for as long as the server only says "not now". */
export async function history(session, fields) {
  for (;;) {
    try {
      return await session.request({ type: 'history', ...fields });
    } catch (problem) {
      const later = problem instanceof Refusal && ['rate_limited', 'unavailable'].includes(problem.code);
      if (!later) throw problem;
      await wait(problem.retryAfterMs ?? BUSY_MS);
    }
  }
}

/**
 * Whether an outbox item that is older than the server's memory of retry keys is in the log (§5):
 * `stored`, `absent`, or `unknown` when numbers are missing or mean nothing any more.
 */
export async function findInLog(session, item, person) {
  const position = item.position;
  if (!position) return 'unknown';
  let seq = position.seq;
  for (;;) {
    const reply = await history(session, { room: item.room, after: seq, limit: PAGE });
    if (reply.epoch !== position.epoch) return 'unknown';
    for (const event of reply.events) {
      if (event.seq !== seq + 1) return 'unknown';
      if (event.user === person && event.ref === item.ref) return 'stored';
      seq = event.seq;
    }
    if (reply.to !== seq && reply.to >= reply.from) return 'unknown';
    if (!reply.moreAfter || reply.events.length === 0) return 'absent';
  }
}
