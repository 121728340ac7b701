import { initial } from '../sdk/names.js';
import { setText } from './dom.js';

const COLOURS = 8;

/** The same person has the same colour everywhere: it comes from the user id (FNV-1a). */
export function avatarColour(userId) {
  let hash = 0x811c9dc5;
  for (const unit of userId) hash = Math.imul(hash ^ unit.codePointAt(0), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) % COLOURS;
}

export function drawAvatar(node, { user, name }) {
  for (let colour = 0; colour < COLOURS; colour += 1) node.classList.toggle(`avatar-${colour}`, colour === avatarColour(user));
  setText(node, initial(name));
}
