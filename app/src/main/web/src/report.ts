import './report.css';
import { Cells } from './cells';
import { Selection } from './selection';
import { tools } from './tools';

/** Everything is on the page already; this opens, filters and links it. */
export function start(page: Document): void {
  page.documentElement.classList.add('js');
  const tables = [...page.querySelectorAll<HTMLTableElement>('table.verdicts')];
  const cells = tables.map((table) => new Cells(table));
  const selection = new Selection(page);
  for (const table of tables) tools(page, table);

  const reveal = (): void => {
    const id = page.location.hash.slice(1);
    if (id && cells.some((of) => of.reveal(id))) return;
    const target = id ? page.getElementById(id) : null;
    if (target instanceof HTMLDetailsElement) target.open = true;
  };
  page.defaultView?.addEventListener('hashchange', reveal);
  page.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href^="#i"]') : null;
    const id = link?.getAttribute('href')?.slice(1);
    if (!link || !id || link.classList.contains('cell')) return;
    if (cells.some((of) => of.reveal(id))) event.preventDefault();
    const row = link.closest<HTMLElement>('[data-i]');
    if (row?.dataset['i']) selection.choose(row.dataset['i'].split(' '));
  });
  reveal();
}

if (typeof document !== 'undefined') start(document);
