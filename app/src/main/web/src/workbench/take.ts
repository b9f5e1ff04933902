import { made } from './picture/strip';
import type { Words } from './words';

const SVG = 'http://www.w3.org/2000/svg';
const EDGE = 24;
const LEADING = 1.4;
/** What style sheets say of a drawing, and a file of its own has to say itself. */
const DRAWN = [
  'fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin',
  'opacity', 'font-family', 'font-size', 'font-weight', 'text-anchor', 'dominant-baseline', 'paint-order',
] as const;
/** What is folded away, as the page shows it. */
const CLOSED = 'details:not([open])';
const SIDES = ['top', 'right', 'bottom', 'left'] as const;

/** Offers what a page marks with data-draw as one picture, where the page offers its tables. */
export function offer(page: Document, words: Words): void {
  const place = page.querySelector('main .take, main .page > .note');
  if (!place || !page.querySelector('[data-draw]')) return;
  const button = made('button', 'picture', words.of('js.take.svg'));
  button.type = 'button';
  button.id = 'svg';
  button.addEventListener('click', () => save(page, drawing(page, words, new Date())));
  place.append(place.childNodes.length > 0 ? ' · ' : '', button);
}

function save(page: Document, svg: SVGSVGElement): void {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n`;
  const link = page.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  link.download = `treuga-${page.body.dataset['page'] ?? 'page'}.svg`;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Title, how many, what is drawn as it is laid out on the page, and what it is drawn from. */
export function drawing(page: Document, words: Words, now: Date): SVGSVGElement {
  page.querySelectorAll<HTMLElement>('[data-draw]').forEach((panel) => panel.closest<HTMLElement>('.scroll')?.scrollTo(0, 0));
  const panels = [...page.querySelectorAll<HTMLElement>('[data-draw]')].filter((panel) => panel.getClientRects().length > 0 && !panel.matches(CLOSED));
  const boxes = panels.map((panel) => panel.getBoundingClientRect());
  const left = Math.min(...boxes.map((box) => box.left));
  const right = Math.max(...boxes.map((box) => box.right), left + 600);
  const svg = element(page, 'svg', { xmlns: SVG });
  const paper = new Paper(page, svg, right - left);
  paper.defs();
  const text = (selector: string): string => (page.querySelector(selector)?.textContent ?? '').replace(/\s+/g, ' ').trim();
  paper.line(text('.top .case'), 'h2');
  paper.line(text('main h1'), 'h1');
  for (const lead of ['main form.filter .shown', 'main .lead']) paper.line(text(lead), '.lead, .shown, p');
  panels.forEach((panel, index) => paper.panel(panel, boxes[index]!, left));
  const recorded = text('.asof b') || `${now.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const address = decodeURI(page.location.pathname + page.location.search);
  paper.line(`${words.of('js.take.source', text('.top .case'), recorded)} ${address}`, 'p');
  return paper.finished();
}

function element<K extends keyof SVGElementTagNameMap>(page: Document, name: K, attributes: Readonly<Record<string, string | number>>): SVGElementTagNameMap[K] {
  const made = page.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) if (key !== 'xmlns') made.setAttribute(key, String(value));
  return made;
}

class Paper {
  private y = EDGE;
  private readonly pen: CanvasRenderingContext2D | null;

  constructor(
    private readonly page: Document,
    private readonly svg: SVGSVGElement,
    private readonly width: number,
  ) {
    this.pen = page.createElement('canvas').getContext('2d');
  }

  /** The cells of strips and the hatching, which drawings refer to. */
  defs(): void {
    const defs = this.page.querySelector('svg.symbols defs');
    if (defs) this.svg.append(this.inlined(defs));
  }

  /** A line of words in the type of what the page says so, broken where it is too long. */
  line(words: string, like: string): void {
    const model = this.page.querySelector(`main ${like.split(', ').join(', main ')}`) ?? this.page.body;
    if (words === '') return;
    const style = getComputedStyle(model);
    const size = parseFloat(style.fontSize) || 14;
    let line = '';
    for (const word of words.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (line !== '' && this.measured(longer, style) > this.width) {
        this.write(line, style, size);
        line = word;
      } else line = longer;
    }
    this.write(line, style, size);
    this.y += size / 3;
  }

  private measured(words: string, style: CSSStyleDeclaration): number {
    if (!this.pen) return words.length * 8;
    this.pen.font = style.font;
    return this.pen.measureText(words).width;
  }

  private write(words: string, style: CSSStyleDeclaration, size: number): void {
    this.text(words, EDGE, this.y + size, style, this.measured(words, style));
    this.y += size * LEADING;
  }

  private text(words: string, x: number, y: number, style: CSSStyleDeclaration, length: number): void {
    const text = element(this.page, 'text', {
      x: round(x),
      y: round(y),
      fill: style.color,
      'font-family': style.fontFamily,
      'font-size': style.fontSize,
      'font-weight': style.fontWeight,
    });
    // Where the type is missing another takes no more room.
    if (length > 0) {
      text.setAttribute('textLength', round(length));
      text.setAttribute('lengthAdjust', 'spacingAndGlyphs');
    }
    text.textContent = words;
    this.svg.append(text);
  }

  /** Grounds, rules, drawings and words of a panel, each where it is on the page. */
  panel(panel: HTMLElement, box: DOMRect, left: number): void {
    const dx = EDGE - left;
    const dy = this.y + 6 - box.top;
    for (const one of [panel, ...panel.querySelectorAll<HTMLElement | SVGSVGElement>('*')]) {
      if (one.getClientRects().length === 0 || one.closest(`.hidden, select, button, ${CLOSED} > :not(summary)`)) continue;
      if (one instanceof HTMLElement) {
        this.ground(one, dx, dy);
        for (const node of one.childNodes) if (node instanceof Text) this.words(node, getComputedStyle(one), dx, dy);
      } else if (one.localName === 'svg' && !one.parentElement?.closest('svg')) this.copy(one, dx, dy);
    }
    this.y = box.bottom + dy + 12;
  }

  private ground(one: HTMLElement, dx: number, dy: number): void {
    const style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    const rect = (x: number, y: number, width: number, height: number, fill: string): void => {
      this.svg.append(element(this.page, 'rect', { x: round(x + dx), y: round(y + dy), width: round(width), height: round(height), fill }));
    };
    if (!/rgba\(.*, 0\)|transparent/.test(style.backgroundColor)) rect(box.left, box.top, box.width, box.height, style.backgroundColor);
    for (const side of SIDES) {
      const wide = parseFloat(style.getPropertyValue(`border-${side}-width`)) || 0;
      if (wide === 0 || style.getPropertyValue(`border-${side}-style`) === 'none') continue;
      const colour = style.getPropertyValue(`border-${side}-color`);
      if (side === 'top') rect(box.left, box.top, box.width, wide, colour);
      else if (side === 'bottom') rect(box.left, box.bottom - wide, box.width, wide, colour);
      else if (side === 'left') rect(box.left, box.top, wide, box.height, colour);
      else rect(box.right - wide, box.top, wide, box.height, colour);
    }
  }

  /** The words of a node, one element for each line that the page breaks them into. */
  private words(node: Text, style: CSSStyleDeclaration, dx: number, dy: number): void {
    const range = this.page.createRange();
    let line: { words: string; left: number; right: number; top: number; height: number } | null = null;
    const put = (): void => {
      if (!line) return;
      this.text(line.words, line.left + dx, line.top + dy + this.baseline(style, line.height), style, line.right - line.left);
    };
    for (const found of node.data.matchAll(/\S+/g)) {
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      const box = range.getBoundingClientRect();
      if (line && Math.abs(box.top - line.top) < 2) {
        line.words += ` ${found[0]}`;
        line.right = box.right;
      } else {
        put();
        line = { words: found[0], left: box.left, right: box.right, top: box.top, height: box.height };
      }
    }
    put();
  }

  private baseline(style: CSSStyleDeclaration, height: number): number {
    if (!this.pen) return height * 0.8;
    this.pen.font = style.font;
    const { fontBoundingBoxAscent: above, fontBoundingBoxDescent: below } = this.pen.measureText('x');
    return (height - above - below) / 2 + above;
  }

  private copy(drawing: SVGSVGElement, dx: number, dy: number): void {
    const box = drawing.getBoundingClientRect();
    const copy = this.inlined(drawing);
    copy.setAttribute('x', round(box.left + dx));
    copy.setAttribute('y', round(box.top + dy));
    copy.setAttribute('width', round(box.width));
    copy.setAttribute('height', round(box.height));
    this.svg.append(copy);
  }

  private inlined<T extends Element>(original: T): T {
    const copy = original.cloneNode(true) as T;
    const copies = [copy, ...copy.querySelectorAll('*')];
    [original, ...original.querySelectorAll('*')].forEach((from, index) => {
      const style = getComputedStyle(from);
      const to = copies[index]!;
      for (const name of DRAWN) {
        const value = style.getPropertyValue(name);
        if (value !== '') to.setAttribute(name, value);
      }
      to.removeAttribute('class');
    });
    return copy;
  }

  finished(): SVGSVGElement {
    const [width, height] = [Math.ceil(this.width + 2 * EDGE), Math.ceil(this.y + EDGE)];
    const ground = getComputedStyle(this.page.body).getPropertyValue('--panel').trim() || '#ffffff';
    this.svg.prepend(element(this.page, 'rect', { width, height, fill: ground }));
    for (const [key, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) this.svg.setAttribute(key, String(value));
    return this.svg;
  }
}

function round(number: number): string {
  return String(Math.round(number * 10) / 10);
}
