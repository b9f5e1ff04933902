/** What a row says of itself, read from its attributes. */
export interface RowFacts {
  readonly index: number;
  readonly at: string;
  readonly name: string;
  readonly text: string;
  readonly group: string;
  readonly day: string;
  readonly region: string;
  readonly kind: string;
}

export type Grouping = 'group' | 'day' | 'region' | 'kind' | 'none';
export type Sorting = 'at' | 'name' | 'kind';

/** Whether a row has every word that was asked for. */
export function matches(row: RowFacts, query: string, onlySplit: boolean): boolean {
  if (onlySplit && row.group !== 'SOME') return false;
  const text = row.text.toLowerCase();
  return query.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

/** Code units, not a locale: the same order everywhere. Rows that weigh the same keep their own. */
export function sorted<R extends RowFacts>(rows: readonly R[], by: Sorting): R[] {
  return [...rows].sort((a, b) => (a[by] < b[by] ? -1 : a[by] > b[by] ? 1 : a.index - b.index));
}

/** Groups in the order in which their first row comes. */
export function grouped<R extends RowFacts>(rows: readonly R[], by: Grouping): Map<string, R[]> {
  const groups = new Map<string, R[]>();
  for (const row of rows) {
    const key = by === 'none' ? '' : row[by];
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
