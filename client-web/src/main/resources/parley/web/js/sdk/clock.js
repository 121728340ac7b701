/** The page's only source of time, so that a test can set it. Milliseconds since 1970. */
export const now = () => Date.now();

export const wait = (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs));
