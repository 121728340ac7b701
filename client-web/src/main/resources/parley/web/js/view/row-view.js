import { drawAvatar } from './avatar.js';
import { closing, element, isolated, setText } from './dom.js';
import { RowEditor } from './row-editor.js';
import { rowMark, rowProblem, rowQuestion } from './row-state.js';
import { rowTools } from './row-tools.js';
import { sameRow } from './rows.js';
import { fullTime } from './times.js';
import { words } from '../words.js';

/** One `li` of the message list. Draws a row's values, and only what of them changed. */
export class RowView {
  #actions;
  #row = null;
  #avatar = element('span', { className: 'avatar', 'aria-hidden': 'true' });
  #name = isolated('', 'row-name');
  #time = element('time', { className: 'row-time' });
  #text = element('p', { className: 'row-text' });
  #extra = element('div');
  #tools = null;
  #editor = null;
  #day = null;
  #fresh = null;

  constructor(actions) {
    this.#actions = actions;
    const head = element('div', { className: 'row-head' }, this.#name, this.#time);
    const body = element('div', { className: 'row-body' }, head, this.#text, this.#extra);
    this.article = element('div', { className: 'row' }, this.#avatar, body);
    this.element = element('li', { className: 'entry', tabIndex: -1 }, this.article);
  }

  get row() {
    return this.#row;
  }

  update(row) {
    if (sameRow(row, this.#row)) return;
    const before = this.#row;
    this.#row = row;
    this.element.dataset.seq = row.seq ?? '';
    this.element.classList.toggle('own', row.own);
    this.article.classList.toggle('row-grouped', row.grouped);
    drawAvatar(this.#avatar, row);
    setText(this.#name, row.name);
    setText(this.#time, row.time);
    this.#time.dateTime = row.datetime;
    this.#time.title = fullTime(new Date(row.datetime));
    this.#day = this.#divider(this.#day, row.day, 'divider');
    this.#fresh = this.#divider(this.#fresh, row.fresh ? words.fresh : null, 'divider divider-new');
    this.#drawText(row);
    this.#drawTools(row);
    this.#drawEditor(row);
    this.#drawExtra(row, before);
  }

  focusEditor() {
    this.#editor?.focus();
  }

  #divider(node, label, className) {
    if (label === null) {
      node?.remove();
      return null;
    }
    const divider = node ?? element('div', { className });
    setText(divider, label);
    if (!node) this.element.insertBefore(divider, this.article);
    return divider;
  }

  #drawText(row) {
    this.#text.hidden = row.editing;
    this.#text.classList.toggle('row-deleted', row.text === null);
    const content = row.text === null ? [words.deleted] : [isolated(row.text), closing(row.text)];
    this.#text.replaceChildren(...content, ...rowMark(row));
  }

  #drawTools(row) {
    const wanted = row.editable && !row.editing && !row.deleting;
    if (wanted && !this.#tools) this.article.append((this.#tools = rowTools(() => this.#row, this.#actions)));
    else if (!wanted) {
      this.#tools?.remove();
      this.#tools = null;
    }
  }

  #drawEditor(row) {
    if (row.editing && !this.#editor) {
      this.#editor = new RowEditor(row.text, {
        save: (text) => this.#actions.saveEdit(this.#row, text),
        cancel: () => this.#actions.cancel(this.#row),
        limit: this.#actions.limit,
      });
      this.#text.after(this.#editor.element);
    } else if (!row.editing && this.#editor) {
      this.#editor.element.remove();
      this.#editor = null;
    }
  }

  #drawExtra(row, before) {
    const asked = before?.deleting === true;
    if (row.deleting && asked) return;
    const problem = rowProblem(row, this.#actions);
    const question = row.deleting ? rowQuestion(row, this.#actions) : null;
    this.#extra.replaceChildren(...[problem, question].filter(Boolean));
    if (question) question.querySelector('button').focus({ preventScroll: true });
  }
}

