import { words } from './words';

/** What the reader has chosen, shown alike on map, timeline and in every table. */
export class Selection {
  private readonly bar: HTMLElement;
  private readonly text: HTMLElement;
  private chosen: readonly string[] = [];

  constructor(private readonly page: Document) {
    this.bar = page.createElement('div');
    this.bar.className = 'choice-bar';
    this.bar.setAttribute('role', 'status');
    this.bar.hidden = true;
    this.text = page.createElement('span');
    this.bar.append(this.text, this.button(words.open, () => this.go()), this.button(words.clear, () => this.choose([])));
    page.addEventListener('click', (event) => {
      const mark = event.target instanceof Element ? event.target.closest('.pin, .timeline [data-i]') : null;
      const numbers = mark?.getAttribute('data-i')?.split(' ');
      if (numbers) this.choose(numbers);
    });
    page.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.choose([]);
    });
  }

  choose(numbers: readonly string[]): void {
    this.chosen = numbers;
    const set = new Set(numbers);
    for (const one of this.page.querySelectorAll('.row[data-i], .pin')) {
      one.classList.toggle('chosen', (one.getAttribute('data-i') ?? '').split(' ').some((number) => set.has(number)));
    }
    for (const ring of [...this.page.querySelectorAll('.timeline .ring')]) ring.remove();
    for (const cell of this.page.querySelectorAll('.timeline use[data-i]')) {
      if (set.has(cell.getAttribute('data-i') ?? '')) cell.after(this.ring(cell));
    }
    if (numbers.length === 0) {
      this.bar.remove();
      this.bar.hidden = true;
    } else {
      if (!this.bar.isConnected) this.page.body.append(this.bar);
      this.bar.hidden = false;
      this.text.textContent = words.chosen(numbers.length);
    }
  }

  private ring(cell: Element): Element {
    const ring = this.page.createElementNS('http://www.w3.org/2000/svg', 'circle');
    const middle = (of: string, size: string): string =>
      String(Number(cell.getAttribute(of)) + Number(cell.getAttribute(size)) / 2);
    ring.setAttribute('class', 'ring');
    ring.setAttribute('cx', middle('x', 'width'));
    ring.setAttribute('cy', middle('y', 'height'));
    ring.setAttribute('r', '5');
    return ring;
  }

  private go(): void {
    const first = this.chosen[0];
    const row = first === undefined ? null : this.page.querySelector<HTMLElement>(`.row[data-i="${CSS.escape(first)}"]`);
    row?.scrollIntoView({ block: 'center' });
    row?.querySelector<HTMLElement>('a.cell')?.focus({ preventScroll: true });
  }

  private button(text: string, act: () => void): HTMLButtonElement {
    const button = this.page.createElement('button');
    button.type = 'button';
    button.textContent = text;
    button.addEventListener('click', act);
    return button;
  }
}
