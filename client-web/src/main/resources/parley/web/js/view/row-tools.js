import { element } from './dom.js';
import { icon } from './icons.js';
import { words } from '../words.js';

/** What can be done with an own message. Seen on hover and focus; reached with Tab from the message that has the focus. */
export function rowTools(row, actions) {
  const tool = (name, label, onClick) =>
    element('button', { type: 'button', tabIndex: -1, title: label, 'aria-label': label, on: { click: onClick } }, icon(name));
  return element(
    'div',
    { className: 'row-tools', role: 'group', 'aria-label': words.tools },
    tool('pencil', words.edit, () => actions.edit(row())),
    tool('bin', words.delete, () => actions.askDelete(row())),
  );
}
