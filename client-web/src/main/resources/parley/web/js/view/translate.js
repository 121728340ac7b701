import { words } from '../words.js';

const ATTRIBUTES = { wordsPlaceholder: 'placeholder', wordsLabel: 'aria-label', wordsTitle: 'title' };

/** Gives the static page its words: `data-words` names a text, `data-words-placeholder`, `-label`, `-title` an attribute. */
export function translate(root = document) {
  for (const node of root.querySelectorAll('[data-words]')) node.textContent = words[node.dataset.words];
  for (const [key, attribute] of Object.entries(ATTRIBUTES)) {
    const selector = `[data-${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}]`;
    for (const node of root.querySelectorAll(selector)) node.setAttribute(attribute, words[node.dataset[key]]);
  }
}
