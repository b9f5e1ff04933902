import { grouped, matches, sorted, type Grouping, type RowFacts, type Sorting } from './order';
import { words } from './words';

interface Row extends RowFacts {
  readonly row: HTMLTableRowElement;
  readonly why: HTMLTableRowElement;
}

/** Puts the tools for finding, grouping and sorting above a table. */
export function tools(page: Document, table: HTMLTableElement): void {
  const bodies = (): HTMLTableSectionElement[] => [...table.querySelectorAll('tbody')];
  const own = new Map(bodies().map((body) => [body.dataset['g'] ?? '', body]));
  const heads = new Map(bodies().map((body) => [body.dataset['g'] ?? '', body.querySelector('tr.group')]));
  const columns = table.querySelectorAll('thead th').length;
  const rows: Row[] = [];
  for (const [group, body] of own) {
    for (const row of body.querySelectorAll<HTMLTableRowElement>('tr.row')) {
      const data = row.dataset;
      rows.push({
        row,
        why: row.nextElementSibling as HTMLTableRowElement,
        index: rows.length,
        at: data['at'] ?? '',
        name: row.querySelector('.name')?.textContent ?? '',
        text: row.textContent ?? '',
        group,
        day: data['day'] ?? '',
        region: data['region'] ?? '',
        kind: data['kind'] ?? '',
      });
    }
  }

  const bar = page.createElement('div');
  bar.className = 'tools';
  const search = page.createElement('input');
  search.type = 'search';
  const split = page.createElement('input');
  split.type = 'checkbox';
  const group = choice(page, [
    ['group', words.byAgreement],
    ['day', words.byDay],
    ['region', words.byRegion],
    ['kind', words.byClass],
    ['none', words.byNothing],
  ]);
  const sort = choice(page, [
    ['at', words.sortTime],
    ['name', words.sortName],
    ['kind', words.sortClass],
  ]);
  const count = page.createElement('output');
  count.setAttribute('aria-live', 'polite');
  bar.append(label(page, words.find, search), label(page, words.group, group), label(page, words.sort, sort));
  if (rows.some((row) => row.group === 'SOME') && rows.some((row) => row.group !== 'SOME')) {
    const only = page.createElement('label');
    only.append(split, words.onlySplit);
    bar.append(only);
  }
  bar.append(count);
  table.parentElement?.before(bar);

  const arrange = (): void => {
    const shown = rows.filter((row) => matches(row, search.value, split.checked));
    const by = group.value as Grouping;
    const inOrder = sorted(shown, sort.value as Sorting);
    // Agreement keeps the order in which the page came; everything else comes as its first row does.
    const groups = grouped(by === 'group' ? [...inOrder].sort((a, b) => rank(own, a) - rank(own, b)) : inOrder, by);
    for (const body of bodies()) body.remove();
    for (const [key, of] of groups) {
      const body = page.createElement('tbody');
      body.dataset['g'] = key;
      if (by !== 'none') {
        const total = rows.filter((row) => row[by] === key).length;
        const given = by === 'group' ? heads.get(key) : null;
        body.append(given && of.length === total ? given : head(page, columns, of.length, total, given ? title(given) : key));
      }
      for (const one of of) body.append(one.row, one.why);
      table.append(body);
    }
    count.textContent = words.shown(shown.length, rows.length);
  };
  search.addEventListener('input', arrange);
  for (const control of [group, sort, split]) control.addEventListener('change', arrange);
  count.textContent = words.shown(rows.length, rows.length);
}

const rank = (own: Map<string, HTMLTableSectionElement>, row: Row): number => [...own.keys()].indexOf(row.group);

/** The title of a group, from the head that came with the page. */
function title(head: Element): string {
  const copy = head.cloneNode(true) as Element;
  copy.querySelectorAll('b, .sub').forEach((part) => part.remove());
  return copy.textContent?.trim() ?? '';
}

function head(page: Document, columns: number, some: number, all: number, text: string): HTMLElement {
  const row = page.createElement('tr');
  row.className = 'group';
  const cell = page.createElement('th');
  cell.colSpan = columns;
  cell.scope = 'rowgroup';
  const number = page.createElement('b');
  number.textContent = some === all ? String(all) : words.of(some, all);
  cell.append(number, ' ', text);
  row.append(cell);
  return row;
}

function label(page: Document, text: string, control: HTMLElement): HTMLLabelElement {
  const made = page.createElement('label');
  made.append(text, control);
  return made;
}

function choice(page: Document, options: readonly (readonly [string, string])[]): HTMLSelectElement {
  const select = page.createElement('select');
  for (const [value, text] of options) {
    const option = page.createElement('option');
    option.value = value;
    option.textContent = text;
    select.append(option);
  }
  return select;
}
