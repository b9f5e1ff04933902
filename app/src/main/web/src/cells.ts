/** The cells of a table: each opens the reasons of its row, by mouse and by keyboard. */
export class Cells {
  constructor(private readonly table: HTMLTableElement) {
    for (const row of table.querySelectorAll<HTMLTableRowElement>('tr.row')) {
      row.querySelectorAll<HTMLAnchorElement>('a.cell').forEach((cell, column) => {
        cell.setAttribute('role', 'button');
        cell.setAttribute('aria-expanded', 'false');
        cell.setAttribute('aria-controls', cell.hash.slice(1) || (cell.getAttribute('href') ?? '').slice(1));
        cell.tabIndex = column === 0 ? 0 : -1;
      });
    }
    table.addEventListener('click', (event) => {
      const cell = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a.cell') : null;
      if (!cell) return;
      event.preventDefault();
      this.toggle(cell);
    });
    table.addEventListener('keydown', (event) => this.key(event));
  }

  /** Opens the reasons with this id; false when they are not in this table. */
  reveal(id: string): boolean {
    const reasons = this.table.querySelector(`[id="${CSS.escape(id)}"]`);
    const row = reasons?.closest('tr.why');
    if (!row) return false;
    for (let up: Element | null = this.table; up; up = up.parentElement) {
      if (up instanceof HTMLDetailsElement) up.open = true;
    }
    const head = row.previousElementSibling;
    if (head instanceof HTMLElement) head.hidden = false;
    if (row instanceof HTMLElement) row.hidden = false;
    const body = row.closest('tbody');
    if (body) body.hidden = false;
    this.set(row, head?.querySelector('a.cell') ?? null);
    head?.scrollIntoView({ block: 'center' });
    head?.querySelector<HTMLAnchorElement>('a.cell')?.focus({ preventScroll: true });
    return true;
  }

  private toggle(cell: HTMLAnchorElement): void {
    const row = cell.closest('tr')?.nextElementSibling;
    if (row) this.set(row, cell.getAttribute('aria-expanded') === 'true' ? null : cell);
  }

  private set(row: Element, cell: Element | null): void {
    row.previousElementSibling
      ?.querySelectorAll('a.cell')
      .forEach((other) => other.setAttribute('aria-expanded', String(other === cell)));
    row.classList.toggle('open', cell !== null);
    const details = row.querySelector('details');
    if (details) details.open = cell !== null;
  }

  private key(event: KeyboardEvent): void {
    const cell = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a.cell') : null;
    if (!cell) return;
    const row = cell.closest('tr');
    const inRow = [...(row?.querySelectorAll<HTMLAnchorElement>('a.cell') ?? [])];
    const column = inRow.indexOf(cell);
    if (event.key === ' ' || event.key === 'Enter') {
      this.toggle(cell);
    } else if (event.key === 'Escape' && row?.nextElementSibling) {
      this.set(row.nextElementSibling, null);
    } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      this.go(inRow[column + (event.key === 'ArrowRight' ? 1 : -1)]);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const rows = [...this.table.querySelectorAll<HTMLTableRowElement>('tr.row')].filter((one) => !one.hidden);
      const next = rows[rows.indexOf(row as HTMLTableRowElement) + (event.key === 'ArrowDown' ? 1 : -1)];
      this.go(next?.querySelectorAll<HTMLAnchorElement>('a.cell')[column]);
    } else {
      return;
    }
    event.preventDefault();
  }

  /** One cell of a row is a tab stop: the one last visited. */
  private go(cell: HTMLAnchorElement | undefined): void {
    if (!cell) return;
    cell.closest('tr')?.querySelectorAll<HTMLAnchorElement>('a.cell').forEach((other) => (other.tabIndex = -1));
    cell.tabIndex = 0;
    cell.focus();
  }
}
