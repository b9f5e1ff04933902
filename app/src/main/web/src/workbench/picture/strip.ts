import type { Picture } from './columns';

const SVG = 'http://www.w3.org/2000/svg';
const SYMBOLS = ['c', 'a', 's', 'f', 'e', 'o'];

/** The verdict strip of a row in HTML: one cell for each reading, with its word. */
export function strip(picture: Picture, columns: readonly number[], row: number): HTMLElement {
  const cells = document.createElement('span');
  cells.className = 'strip';
  for (const column of columns) {
    const verdict = picture.verdicts(column)[row] ?? 0;
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('class', 'm');
    svg.setAttribute('role', 'img');
    const word = picture.head.said[`verdict.${picture.head.verdicts[verdict] ?? ''}`] ?? '';
    svg.setAttribute('aria-label', `${picture.reading(column).label}: ${word}`);
    const use = document.createElementNS(SVG, 'use');
    use.setAttribute('href', `#${SYMBOLS[verdict] ?? 'n'}`);
    svg.append(use);
    cells.append(svg);
  }
  return cells;
}

/** An element with a class and text. */
export function made<K extends keyof HTMLElementTagNameMap>(
  name: K,
  css = '',
  text = '',
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  if (css) element.className = css;
  if (text) element.textContent = text;
  return element;
}
