// Not a module, so that it runs before the first paint: the theme that the person chose, if it is not the system's.
(() => {
  try {
    const theme = localStorage.getItem(`parley:${new URL('.', document.baseURI).pathname}:theme`);
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // No storage: the system's theme.
  }
})();
