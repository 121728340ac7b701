import { byId, element, setText } from './dom.js';
import { capitalised } from '../sdk/names.js';
import { drawAvatar } from './avatar.js';
import { words } from '../words.js';

/** Who and where: the room's title line, the list of rooms, the person at the bottom of the side bar. */
export class Header {
  constructor(room) {
    const name = `# ${room}`;
    setText(byId('room-title'), name);
    byId('rooms').replaceChildren(
      element('li', {}, element('button', { type: 'button', className: 'room-link', 'aria-current': 'true' }, name)),
    );
    byId('me-insecure').hidden = isSecureContext;
    byId('me-insecure').title = words.notEncryptedWhy;
  }

  person({ id, username }) {
    const name = capitalised(username);
    setText(byId('me-name'), name);
    byId('me-name').title = name;
    for (const node of [byId('me-avatar'), byId('me-avatar-small')]) drawAvatar(node, { user: id, name });
  }

  room({ members, durable }) {
    const kept = durable ? words.everythingKept : words.nothingPromised;
    setText(byId('room-subtitle'), members === null ? '' : `${words.people(members)} · ${kept}`);
  }
}
