import { describe, expect, it } from 'vitest';
import { grouped, matches, sorted, type RowFacts } from '../src/order';

const row = (index: number, more: Partial<RowFacts>): RowFacts => ({
  index,
  at: '',
  name: '',
  text: '',
  group: 'NONE',
  day: '',
  region: '',
  kind: '',
  ...more,
});

describe('rows', () => {
  it('match when every word is there, in any case and order', () => {
    const mill = row(0, { text: 'Water mill, North covered' });
    expect(matches(mill, 'north MILL', false)).toBe(true);
    expect(matches(mill, 'north bridge', false)).toBe(false);
    expect(matches(mill, '', false)).toBe(true);
  });
  it('match only where readings part when that is asked', () => {
    expect(matches(row(0, { group: 'SOME' }), '', true)).toBe(true);
    expect(matches(row(0, { group: 'ALL' }), '', true)).toBe(false);
  });
  it('keep their own order where they weigh the same', () => {
    const rows = [row(0, { at: '2' }), row(1, { at: '1', name: 'b' }), row(2, { at: '1', name: 'a' })];
    expect(sorted(rows, 'at').map((one) => one.index)).toEqual([1, 2, 0]);
    expect(sorted(rows, 'name').map((one) => one.index)).toEqual([0, 2, 1]);
  });
  it('group in the order of their first row, and lose none', () => {
    const rows = [row(0, { day: '2 Mar' }), row(1, { day: '1 Mar' }), row(2, { day: '2 Mar' })];
    expect([...grouped(rows, 'day')].map(([key, of]) => [key, of.length])).toEqual([['2 Mar', 2], ['1 Mar', 1]]);
    expect([...grouped(rows, 'none').values()].flat()).toHaveLength(3);
  });
});
