const SVG = 'http://www.w3.org/2000/svg';

/** 24 × 24 line drawings, by name: the `d` of each path. */
const PATHS = {
  brand: ['M4 5h16v11.5H10L5.5 20v-3.5H4z'],
  plane: ['M3.5 4.5 21 12 3.5 19.5 6.5 12z', 'M6.5 12h7'],
  moon: ['M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z'],
  sun: ['M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z', 'M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4'],
  leave: ['M14 4.5h4.5v15H14', 'M10 8l-4 4 4 4', 'M6 12h8.5'],
  close: ['M6 6l12 12M18 6 6 18'],
  pencil: ['M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19z', 'M13.5 7l3.5 3.5'],
  bin: ['M4.5 7h15', 'M9.5 7V4.5h5V7', 'M6.5 7l1 13h9l1-13', 'M10 11v5.5M14 11v5.5'],
  clock: ['M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z', 'M12 7.5V12l3 2'],
  tick: ['M4.5 12.5l5 5 10-11'],
  down: ['M12 4.5v15', 'M6 13.5l6 6 6-6'],
};

export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  const attributes = {
    viewBox: '0 0 24 24', fill: 'none', stroke: 'currentColor', 'stroke-width': '1.8',
    'stroke-linecap': 'round', 'stroke-linejoin': 'round', 'aria-hidden': 'true',
  };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  for (const d of PATHS[name]) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

/** Puts the icon that `data-icon` names into every such element. */
export function drawIcons(root = document) {
  for (const holder of root.querySelectorAll('[data-icon]')) holder.replaceChildren(icon(holder.dataset.icon));
}
