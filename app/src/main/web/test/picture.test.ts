import { describe, expect, it } from 'vitest';
import { Clusters } from '../src/workbench/picture/clusters';
import { Picture, type Head } from '../src/workbench/picture/columns';
import { select } from '../src/workbench/picture/selection';
import { Times } from '../src/workbench/picture/times';

const TYPES = { Float64: Float64Array, Float32: Float32Array, Uint16: Uint16Array, Uint8: Uint8Array, Uint32: Uint32Array };
const INF = Infinity;

/** Three incidents as the server would send them: a mill, a bridge, and one of which only the region is known. */
function scene(): Picture {
  const arrays: readonly (readonly [string, keyof typeof TYPES, readonly number[]])[] = [
    ['idEnd', 'Uint32', [1, 2, 3]],
    ['id', 'Uint8', [97, 98, 99]],
    ['from', 'Float64', [0, 86_400, -INF]],
    ['to', 'Float64', [60, 172_800, INF]],
    ['known', 'Float64', [60, 172_800, INF]],
    ['latitude', 'Float64', [10, 11, 12]],
    ['longitude', 'Float64', [20, 21, 22]],
    ['radius', 'Float32', [100, 37_000, 90_000]],
    ['precision', 'Uint8', [0, 3, 4]],
    ['grade', 'Uint8', [0, 0, 2]],
    ['class', 'Uint16', [0, 1, 2]],
    ['region', 'Uint16', [0, 0, 1]],
    ['v0', 'Uint8', [0, 1, 3]],
    ['v1', 'Uint8', [3, 1, 3]],
    ['a.T', 'Uint8', [1, 3, 2]],
  ];
  const bytes = new ArrayBuffer(arrays.length * 32);
  const columns = arrays.map(([name, type, values], index) => {
    new TYPES[type](bytes, index * 32, values.length).set(values);
    return { name, type, offset: index * 32 };
  });
  const head: Head = {
    title: '',
    asOf: '',
    size: 3,
    columns,
    words: { class: ['works.mill', 'road', 'worksite'], region: ['North', 'South'] },
    terms: [{ id: 'T', title: '' }],
    readings: [
      { id: 'one', label: 'One', analyst: false },
      { id: 'two', label: 'Two', analyst: false },
    ],
    pairs: [
      { term: 'T', reading: 'one' },
      { term: 'T', reading: 'two' },
    ],
    standings: [],
    verdicts: ['COVERED', 'ARGUABLE', 'NOT_SCOPE', 'NOT_IN_FORCE', 'EXCEPTED', 'OTHER_ACTOR'],
    agreeing: ['ALL', 'SOME', 'NONE', 'ARGUABLE'],
    precisions: ['EXACT', 'FACILITY', 'SETTLEMENT', 'DISTRICT', 'REGION', 'UNKNOWN'],
    classWords: {},
    sourceNames: {},
    zones: [],
    places: [],
    years: false,
    tiles: '',
    said: {},
  };
  return new Picture(head, bytes, 0);
}

function selected(query: string, text: Uint8Array | null = null): number[] {
  const picture = scene();
  const mask = new Uint8Array(picture.size);
  const count = select(picture, new URLSearchParams(query), text, mask);
  const rows = [...mask.keys()].filter((row) => mask[row] === 1);
  expect(count).toBe(rows.length);
  return rows;
}

describe('a selection', () => {
  it('takes in all where nothing is asked', () => expect(selected('')).toEqual([0, 1, 2]));
  it('leaves out what has no time while a bound is set', () => {
    expect(selected('from=1970-01-01')).toEqual([0, 1]);
    expect(selected('to=1970-01-02')).toEqual([0]);
    expect(selected('from=1970-01-01T00:01:00Z')).toEqual([1]);
  });
  it('takes in a class with what lies below it, and not what only begins alike', () => {
    expect(selected('class=works')).toEqual([0]);
    expect(selected('class=works&class=road')).toEqual([0, 1]);
  });
  it('asks for a verdict under its own reading', () => {
    expect(selected('v=one:COVERED')).toEqual([0]);
    expect(selected('v=two:COVERED')).toEqual([]);
    expect(selected('agree=SOME')).toEqual([0]);
  });
  it('never puts what is known by region into a box', () => expect(selected('bbox=0,0,90,90')).toEqual([0, 1]));
  it('takes the words of the server by their bits', () => expect(selected('q=x', Uint8Array.of(0b101))).toEqual([0, 2]));
});

describe('a picture', () => {
  it('finds an incident by its key and orders by time, the undated last', () => {
    const picture = scene();
    expect(picture.find('b')).toBe(1);
    expect(picture.find('z')).toBe(-1);
    expect([...picture.byTime]).toEqual([0, 1, 2]);
    expect(picture.timed).toBe(2);
  });
  it('says a time as exactly as it is known', () => {
    const said = { 'when.day': '{0} (day)', 'when.unknown': 'not stated', date: '{0} {1}', 'month.1': 'Jan' };
    const times = new Times(said, false);
    expect([0, 1, 2].map((row) => times.when(scene(), row))).toEqual(['1 Jan 00:00', '2 Jan (day)', 'not stated']);
  });
  it('says a day and a half that is of one date as that date', () => {
    const said = { 'when.day': '{0} (day)', 'when.days': '{0} – {1} (days)', date: '{0} {1}', 'month.1': 'Jan' };
    const picture = scene();
    picture.from[0] = 86_400 - 4 * 3_600;
    picture.to[0] = 2 * 86_400 + 10 * 3_600;
    picture.from[1] = 0;
    picture.to[1] = 3 * 86_400;
    expect([0, 1].map((row) => new Times(said, false).when(picture, row))).toEqual(['2 Jan (day)', '1 Jan – 3 Jan (days)']);
  });
});

describe('marks', () => {
  const lay = (xs: readonly number[], ys: readonly number[]): Clusters => {
    const size = xs.length;
    const clusters = new Clusters(size);
    const rows = Uint32Array.from(xs.keys());
    const every = new Uint8Array(size).fill(1);
    const verdicts = [new Uint8Array(size), new Uint8Array(size).fill(1)];
    clusters.lay(rows, every, Float64Array.from(xs), Float64Array.from(ys), 1, { x: 0, y: 0 }, 800, 600, verdicts, new Uint8Array(size));
    return clusters;
  };
  it('of one place are one, with counts of each reading', () => {
    const { marks } = lay([100, 100, 100], [50, 50, 50]);
    expect(marks).toHaveLength(1);
    expect([...marks[0]!.counts]).toEqual([3, 0, 0, 3]);
  });
  it('never overlap, and none is lost, however dense they are', () => {
    let seed = 7;
    const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    const xs = Array.from({ length: 900 }, () => 100 + random() * 500);
    const ys = Array.from({ length: 900 }, () => 100 + random() * 300);
    const { marks, markOf } = lay(xs, ys);
    expect(marks.reduce((sum, mark) => sum + mark.count, 0)).toBe(900);
    expect(markOf.every((mark) => mark >= 0 && mark < marks.length)).toBe(true);
    for (const one of marks) {
      for (const other of marks) {
        if (one === other) continue;
        const apart =
          Math.abs(one.x - other.x) >= (one.width + other.width) / 2 || Math.abs(one.y - other.y) >= (one.height + other.height) / 2;
        expect(apart).toBe(true);
      }
    }
  });
});
