import type { Picture } from './columns';
import { made, strip } from './strip';
import type { Times } from './times';

const ROW_PIXELS = 54;
const SPARE = 4;

/** The incidents that are shown, as a list of any length: only what is seen is in the page. */
export class IncidentList {
  private rows: Uint32Array = new Uint32Array(0);
  private count = 0;
  private columns: readonly number[] = [];
  private chosen = -1;
  private first = -1;
  private readonly space = made('div', 'space');
  private readonly pool: HTMLElement[] = [];
  /** The row whose words each item of the pool has; -1 where it has none that hold. */
  private readonly held: number[] = [];
  private readonly empty: HTMLElement;

  constructor(
    private readonly scroller: HTMLElement,
    private readonly picture: Picture,
    private readonly times: Times,
    emptyWords: string,
    private readonly choose: (row: number) => void,
  ) {
    this.empty = made('p', 'empty', emptyWords);
    scroller.replaceChildren(this.space, this.empty);
    scroller.classList.add('virtual');
    scroller.tabIndex = 0;
    scroller.setAttribute('role', 'listbox');
    scroller.setAttribute('aria-labelledby', 'list-title');
    scroller.addEventListener('scroll', () => this.draw(), { passive: true });
    scroller.addEventListener('click', (event) => this.click(event));
    scroller.addEventListener('keydown', (event) => this.key(event));
    new ResizeObserver(() => this.draw()).observe(scroller);
  }

  /** Shows rows in this order; the array is not copied. */
  show(rows: Uint32Array, count: number, columns: readonly number[], chosen: number, top: boolean): void {
    if (String(columns) !== String(this.columns)) this.held.fill(-1);
    this.rows = rows;
    this.count = count;
    this.columns = columns;
    this.chosen = chosen;
    this.first = -1;
    this.space.style.height = `${count * ROW_PIXELS}px`;
    this.empty.hidden = count > 0;
    this.scroller.dataset['count'] = String(count);
    if (top) this.scroller.scrollTop = 0;
    this.draw();
  }

  /** Scrolls so that a row is seen. */
  reveal(row: number): void {
    const at = this.rows.subarray(0, this.count).indexOf(row);
    if (at < 0) return;
    const top = at * ROW_PIXELS;
    const height = this.scroller.clientHeight;
    if (top < this.scroller.scrollTop) this.scroller.scrollTop = top;
    else if (top + ROW_PIXELS > this.scroller.scrollTop + height) this.scroller.scrollTop = top + ROW_PIXELS - height;
    this.first = -1;
    this.draw();
  }

  private draw(): void {
    const first = Math.max(0, Math.floor(this.scroller.scrollTop / ROW_PIXELS) - SPARE);
    const seen = Math.ceil(this.scroller.clientHeight / ROW_PIXELS) + 2 * SPARE;
    if (first === this.first && this.pool.length >= seen) return;
    this.first = first;
    while (this.pool.length < seen) {
      const item = made('div', 'row');
      item.setAttribute('role', 'option');
      this.pool.push(item);
      this.held.push(-1);
      this.space.append(item);
    }
    let active = '';
    this.pool.forEach((item, index) => {
      const at = first + index;
      item.hidden = at >= this.count;
      if (item.hidden) return;
      const row = this.rows[at]!;
      this.fill(item, index, row, at);
      if (row === this.chosen) active = item.id;
    });
    if (active) this.scroller.setAttribute('aria-activedescendant', active);
    else this.scroller.removeAttribute('aria-activedescendant');
  }

  /** Words that are there already stay: a click is lost when what it began on is gone when it ends. */
  private fill(item: HTMLElement, index: number, row: number, at: number): void {
    item.id = `row-${at}`;
    item.style.transform = `translateY(${at * ROW_PIXELS}px)`;
    item.dataset['row'] = String(row);
    item.setAttribute('aria-posinset', String(at + 1));
    item.setAttribute('aria-setsize', String(this.count));
    item.setAttribute('aria-selected', String(row === this.chosen));
    if (this.held[index] === row) return;
    this.held[index] = row;
    item.replaceChildren(...rowParts(this.picture, this.times, this.columns, row));
  }

  private click(event: MouseEvent): void {
    const item = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null;
    if (item) this.choose(Number(item.dataset['row']));
  }

  private key(event: KeyboardEvent): void {
    if (this.count === 0) return;
    const at = this.rows.subarray(0, this.count).indexOf(this.chosen);
    const page = Math.max(1, Math.floor(this.scroller.clientHeight / ROW_PIXELS) - 1);
    const next: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: this.count - 1,
    };
    if (event.key === 'Enter') {
      document.getElementById('card-title')?.focus();
      return;
    }
    const to = next[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.choose(this.rows[Math.min(this.count - 1, Math.max(0, to))]!);
  }
}

/** Strip, what and where, when and which class. */
export function rowParts(picture: Picture, times: Times, columns: readonly number[], row: number): HTMLElement[] {
  const what = made('span', 'what');
  const name = made('b', '', picture.name(row));
  const where = made('span', 'sub', picture.where(row));
  name.title = picture.name(row);
  where.title = picture.where(row);
  what.append(name, where);
  const when = made('span', 'when', times.when(picture, row));
  when.append(made('code', '', picture.word('class', row)));
  return [strip(picture, columns, row), what, when];
}
