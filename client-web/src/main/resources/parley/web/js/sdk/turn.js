const PATIENCE_MS = 10_000;

/**
 * Runs one task at a time among the tabs of a browser. Without Web Locks (plain http), or when another tab holds the
 * turn for too long, it runs at once: two tabs sending one item is harmless, because they send the same `ref`.
 */
export async function inTurn(name, task, locks = globalThis.navigator?.locks) {
  if (!locks) return task();
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  let started = false;
  const begin = () => {
    started = true;
    clearTimeout(timer);
    return task();
  };
  try {
    return await locks.request(name, { signal: patience.signal }, begin);
  } catch (problem) {
    if (started) throw problem;
    return task();
  } finally {
    clearTimeout(timer);
  }
}
