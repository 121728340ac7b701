import { element } from './dom.js';
import { icon } from './icons.js';
import { words } from '../words.js';
import { shortTime } from './times.js';

/** The small marks behind a text: "edited", and the state of an own message. */
export function rowMark({ edited, state }) {
  const marks = [];
  if (edited) {
    marks.push(mark({ title: words.editedAt(shortTime(new Date(edited))) }, words.edited));
  }
  if (state === 'queued') marks.push(mark({ 'data-state': 'queued' }, icon('clock'), words.queued));
  if (state === 'stored') {
    marks.push(mark({ 'data-state': 'stored', title: words.sent }, icon('tick'), element('span', { className: 'sr-only' }, words.sent)));
  }
  return marks;
}

const mark = (properties, ...children) => element('span', { className: 'row-mark', ...properties }, ...children);

const OUTCOME = { message: words.notSent, edit: words.notSaved, delete: words.notDeleted };

/** What became of a write that was refused, or that nobody can be sure about, and what the person can do. */
export function rowProblem({ state, kind, code, retryable, ref }, actions) {
  if (state === 'undecided') {
    return problem(words.perhapsSent, action(words.sendAgain, () => actions.sendAgain(ref)), action(words.discard, () => actions.discard(ref)));
  }
  if (state !== 'failed') return null;
  const why = words.because[code];
  const sentence = why ? `${OUTCOME[kind].replace(/\.$/, '')}: ${why}.` : OUTCOME[kind];
  const again = retryable ? action(words.tryAgain, () => actions.retry(ref)) : null;
  const back = !retryable && kind === 'message' ? action(words.backToBox, () => actions.backToBox(ref)) : null;
  return problem(sentence, again, back, action(words.discard, () => actions.discard(ref)));
}

const problem = (sentence, ...children) =>
  element('p', { className: 'row-problem', role: 'alert' }, element('span', {}, sentence), ...children);

const action = (label, onClick) => element('button', { type: 'button', className: 'link link-danger', on: { click: onClick } }, label);

/** Asks once more before a message is deleted for everyone. Esc keeps it. */
export function rowQuestion(row, actions) {
  const button = (label, kind, onClick) =>
    element('button', { type: 'button', className: `button-small ${kind}`, on: { click: onClick } }, label);
  const question = element(
    'div',
    { className: 'row-question', role: 'group', 'aria-label': words.deleteQuestion },
    element('span', {}, words.deleteQuestion),
    button(words.delete, 'button-small-danger', () => actions.confirmDelete(row)),
    button(words.keep, '', () => actions.cancel(row)),
  );
  question.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    actions.cancel(row);
  });
  return question;
}
