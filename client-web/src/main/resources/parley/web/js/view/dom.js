/** Makes an element. Children are elements or texts; texts become text nodes, never markup. */
export function element(tag, { className, on = {}, ...properties } = {}, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name in made && !name.includes('-')) made[name] = value;
    else made.setAttribute(name, value);
  }
  for (const [name, listener] of Object.entries(on)) made.addEventListener(name, listener);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export const byId = (id) => document.getElementById(id);

/** Sets a text only when it differs, so that nothing is announced or laid out again without need. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** A name or text from a person, isolated in its direction from what stands beside it. */
export const isolated = (text, className) => element('bdi', { className }, text);

/** Closes the isolates that a text left open: browsers let them turn around what stands behind, even behind a `bdi`. */
export function closing(text) {
  let open = 0;
  for (const sign of text.slice(text.lastIndexOf('\n') + 1)) {
    if (sign >= '\u2066' && sign <= '\u2068') open += 1;
    else if (sign === '\u2069' && open > 0) open -= 1;
  }
  return '\u2069'.repeat(open);
}
