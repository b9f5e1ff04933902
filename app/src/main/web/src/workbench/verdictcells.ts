import type { Words } from './words';

/** The cells of a table of verdicts: each fetches and opens its reasons beneath its row. */
export class VerdictCells {
  private open: { cell: HTMLAnchorElement; row: HTMLTableRowElement } | null = null;

  constructor(
    private readonly table: HTMLTableElement,
    private readonly words: Words,
  ) {
    for (const row of this.rows()) {
      cellsOf(row).forEach((cell, column) => {
        cell.setAttribute('role', 'button');
        cell.setAttribute('aria-expanded', 'false');
        cell.tabIndex = column === 0 ? 0 : -1;
      });
    }
    table.addEventListener('click', (event) => {
      const cell = cellAt(event.target);
      if (!cell || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      void this.toggle(cell);
    });
    table.addEventListener('keydown', (event) => this.key(event));
  }

  private rows(): HTMLTableRowElement[] {
    return [...this.table.querySelectorAll<HTMLTableRowElement>('tr.row')];
  }

  private async toggle(cell: HTMLAnchorElement): Promise<void> {
    const same = this.open?.cell === cell;
    this.close();
    if (same) return;
    const row = this.show(cell);
    const box = row.firstElementChild as HTMLElement;
    try {
      const answer = await fetch(cell.dataset['reason'] ?? '');
      if (!answer.ok) throw new Error(String(answer.status));
      // Made by our own server, which escapes everything that came from outside.
      const parsed = new DOMParser().parseFromString(await answer.text(), 'text/html');
      box.replaceChildren(...parsed.body.childNodes);
      row.removeAttribute('aria-busy');
    } catch {
      const link = this.table.ownerDocument.createElement('a');
      link.href = cell.href;
      link.textContent = this.words.of('js.matrix.open');
      box.replaceChildren(this.words.of('js.matrix.failed') + ' ', link);
      row.removeAttribute('aria-busy');
    }
  }

  private show(cell: HTMLAnchorElement): HTMLTableRowElement {
    const page = this.table.ownerDocument;
    const row = page.createElement('tr');
    row.className = 'why';
    row.id = 'why';
    row.setAttribute('aria-busy', 'true');
    const box = page.createElement('td');
    box.colSpan = Number(this.table.dataset['columns'] ?? 1);
    const status = page.createElement('p');
    status.setAttribute('role', 'status');
    status.textContent = this.words.of('js.matrix.loading');
    box.append(status);
    row.append(box);
    cell.closest('tr')?.after(row);
    cell.setAttribute('aria-expanded', 'true');
    cell.setAttribute('aria-controls', 'why');
    this.open = { cell, row };
    return row;
  }

  private close(): void {
    this.open?.cell.setAttribute('aria-expanded', 'false');
    this.open?.cell.removeAttribute('aria-controls');
    this.open?.row.remove();
    this.open = null;
  }

  private key(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.open) {
      const cell = this.open.cell;
      this.close();
      this.go(cell);
      return;
    }
    const cell = cellAt(event.target);
    const row = cell?.closest<HTMLTableRowElement>('tr.row');
    if (!cell || !row) return;
    const inRow = cellsOf(row);
    const column = inRow.indexOf(cell);
    if (event.key === ' ' || event.key === 'Enter') {
      void this.toggle(cell);
    } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      this.go(inRow[column + (event.key === 'ArrowRight' ? 1 : -1)]);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const rows = this.rows();
      const next = rows[rows.indexOf(row) + (event.key === 'ArrowDown' ? 1 : -1)];
      this.go(next && cellsOf(next)[column]);
    } else {
      return;
    }
    event.preventDefault();
  }

  /** One cell of a row is a tab stop: the one last visited. */
  private go(cell: HTMLAnchorElement | undefined): void {
    const row = cell?.closest<HTMLTableRowElement>('tr.row');
    if (!cell || !row) return;
    for (const other of cellsOf(row)) other.tabIndex = -1;
    cell.tabIndex = 0;
    cell.focus();
  }
}

const cellAt = (target: EventTarget | null): HTMLAnchorElement | null =>
  target instanceof Element ? target.closest<HTMLAnchorElement>('a.cell') : null;

const cellsOf = (row: HTMLTableRowElement): HTMLAnchorElement[] => [...row.querySelectorAll<HTMLAnchorElement>('a.cell')];
