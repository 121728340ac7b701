import { element, setText } from './dom.js';

/** The strips under the header, one for each reason, in a fixed order. */
export class Banners {
  #holder;
  #shown = new Map();

  constructor(holder) {
    this.#holder = holder;
  }

  /** Shows or changes the banner of a reason, a warning unless it is said otherwise. `action` is `{label, run}` or null. */
  show(reason, { text, action = null, danger = false, good = false }) {
    const banner = this.#shown.get(reason) ?? this.#make(reason);
    banner.node.classList.toggle('banner-danger', danger);
    banner.node.classList.toggle('banner-good', good);
    setText(banner.text, text);
    banner.run = action?.run;
    banner.button.hidden = action === null;
    setText(banner.button, action?.label ?? '');
  }

  hide(reason) {
    this.#shown.get(reason)?.node.remove();
    this.#shown.delete(reason);
  }

  clear() {
    for (const reason of [...this.#shown.keys()]) this.hide(reason);
  }

  #make(reason) {
    const banner = { text: element('span', { className: 'banner-text' }), run: null };
    banner.button = element('button', { type: 'button', className: 'banner-action', on: { click: () => banner.run?.() } });
    banner.node = element('div', { className: 'banner', 'data-reason': reason }, banner.text, banner.button);
    this.#holder.append(banner.node);
    this.#shown.set(reason, banner);
    return banner;
  }
}
