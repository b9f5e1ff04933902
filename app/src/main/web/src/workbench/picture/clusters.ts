/** Which incidents share a mark on the map at a zoom, so that no two marks overlap. */

/** Centre, size and true place in pixels of the window; counts are of covered and arguable, column by column. */
export interface Mark {
  readonly x: number;
  readonly y: number;
  readonly placeX: number;
  readonly placeY: number;
  readonly width: number;
  readonly height: number;
  readonly count: number;
  /** The row it stands for where it is one, else its first. */
  readonly first: number;
  /** Whether all of its places are known by district only. */
  readonly coarse: boolean;
  readonly counts: Uint32Array;
}

interface Group {
  readonly key: number;
  count: number;
  sumX: number;
  sumY: number;
  first: number;
  coarse: boolean;
  counts: Uint32Array;
  into: number;
  x: number;
  y: number;
  /** Half of its sides, with half of the gap. */
  halfWidth: number;
  halfHeight: number;
}

/** Pixels; incidents within one square of the world share a mark from the start. */
const SQUARE = 26;
const GAP = 2;
/** Rounding. */
const NEAR = 0.01;
/** How far a mark may stand from its place, in pixels; a line then leads there. */
const FARTHEST = 30;
const ROUNDS = 40;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export class Clusters {
  marks: Mark[] = [];
  /** The mark of each row; -1 where it is not within the window. */
  readonly markOf: Int32Array;

  /** The group of each square of the window; kept from one laying to the next. */
  private squares: Int32Array = new Int32Array(0);

  constructor(private readonly size: number) {
    this.markOf = new Int32Array(size);
  }

  /**
   * @param rows those that may stand on the map
   * @param xs position of each row in pixels of the world at this zoom
   * @param origin of the window in pixels of the world
   */
  lay(
    rows: Uint32Array,
    mask: Uint8Array,
    xs: Float64Array,
    ys: Float64Array,
    scale: number,
    origin: Point,
    width: number,
    height: number,
    verdicts: readonly Uint8Array[],
    coarse: Uint8Array,
  ): void {
    const across = Math.ceil(width / SQUARE) + 4;
    const down = Math.ceil(height / SQUARE) + 4;
    const left = Math.floor(origin.x / SQUARE) - 1;
    const top = Math.floor(origin.y / SQUARE) - 1;
    if (this.squares.length < across * down) this.squares = new Int32Array(across * down);
    const squares = this.squares.fill(-1);
    const groups: Group[] = [];
    const columns = verdicts.length;
    const { markOf } = this;
    markOf.fill(-1);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      if (mask[row] !== 1) continue;
      const x = xs[row]! * scale;
      const y = ys[row]! * scale;
      const column = Math.floor(x / SQUARE) - left;
      const line = Math.floor(y / SQUARE) - top;
      if (column < 0 || column >= across || line < 0 || line >= down) continue;
      let at = squares[line * across + column]!;
      if (at < 0) {
        at = squares[line * across + column] = groups.length;
        groups.push(groupOf(at, row, columns));
      }
      const group = groups[at]!;
      group.count++;
      group.sumX += x - origin.x;
      group.sumY += y - origin.y;
      if (coarse[row] !== 1) group.coarse = false;
      for (let k = 0; k < columns; k++) {
        const verdict = verdicts[k]![row]!;
        if (verdict < 2) group.counts[k * 2 + verdict]!++;
      }
      markOf[row] = at;
    }
    settle(groups, columns);
    this.number(groups);
  }

  /** Marks in reading order, and for each row the number of its mark. */
  private number(groups: readonly Group[]): void {
    const kept = groups.filter((group) => group.into < 0);
    kept.sort((one, other) => one.y - other.y || one.x - other.x);
    const numbers = new Int32Array(groups.length);
    this.marks = kept.map(({ key, x, y, sumX, sumY, halfWidth, halfHeight, count, first, coarse, counts }, index) => {
      numbers[key] = index;
      const [width, height] = [2 * halfWidth - GAP, 2 * halfHeight - GAP];
      return { x, y, placeX: sumX / count, placeY: sumY / count, width, height, count, first, coarse, counts };
    });
    for (const group of groups) {
      let last = group;
      while (last.into >= 0) last = groups[last.into]!;
      numbers[group.key] = numbers[last.key]!;
    }
    const { markOf } = this;
    for (let row = 0; row < this.size; row++) {
      const key = markOf[row]!;
      if (key >= 0) markOf[row] = numbers[key]!;
    }
  }
}

function groupOf(key: number, first: number, columns: number): Group {
  const counts = new Uint32Array(columns * 2);
  return { key, count: 0, sumX: 0, sumY: 0, first, coarse: true, counts, into: -1, x: 0, y: 0, halfWidth: 0, halfHeight: 0 };
}

/** At the middle of its places, as large as what it stands for. */
function place(group: Group, columns: number): void {
  group.x = group.sumX / group.count;
  group.y = group.sumY / group.count;
  const [width, height] = group.count === 1 ? [columns * 8 + 9, 17] : [Math.max(30, columns * 8 + 9), 46];
  group.halfWidth = (width + GAP) / 2;
  group.halfHeight = (height + GAP) / 2;
}

/**
 * Puts marks that overlap a little beside each other; those that even so have no room are joined, and
 * what they make is put to rest again.
 */
function settle(groups: readonly Group[], columns: number): void {
  for (const group of groups) place(group, columns);
  let left = [...groups];
  for (let joined = true; joined; left = left.filter((group) => group.into < 0)) {
    left.sort((one, other) => one.x - other.x || one.y - other.y);
    for (let round = 0; round < ROUNDS && part(left); round++);
    joined = join(left, columns);
  }
}

/** Moves neighbours apart by half of what they share, never farther from their place than a mark is wide. */
function part(groups: readonly Group[]): boolean {
  return pairs(groups, (one, other) => {
    const across = one.halfWidth + other.halfWidth - Math.abs(one.x - other.x);
    const down = one.halfHeight + other.halfHeight - Math.abs(one.y - other.y);
    if (across < down) {
      const dx = (one.x <= other.x ? -across : across) / 2;
      push(one, dx, 0);
      push(other, -dx, 0);
    } else {
      const dy = (one.y <= other.y ? -down : down) / 2;
      push(one, 0, dy);
      push(other, 0, -dy);
    }
    return false;
  });
}

function push(group: Group, dx: number, dy: number): void {
  const x = group.sumX / group.count;
  const y = group.sumY / group.count;
  group.x = Math.min(x + FARTHEST, Math.max(x - FARTHEST, group.x + dx));
  group.y = Math.min(y + FARTHEST, Math.max(y - FARTHEST, group.y + dy));
}

function join(groups: readonly Group[], columns: number): boolean {
  return pairs(groups, (group, other) => {
    const [into, from] = group.count >= other.count ? [group, other] : [other, group];
    into.count += from.count;
    into.sumX += from.sumX;
    into.sumY += from.sumY;
    into.first = Math.min(into.first, from.first);
    into.coarse = into.coarse && from.coarse;
    for (let k = 0; k < into.counts.length; k++) into.counts[k]! += from.counts[k]!;
    place(into, columns);
    from.into = into.key;
    return from === group;
  });
}

/**
 * Calls for each two that overlap, in order of x; true ends the search for the first of the two.
 *
 * @returns whether there were any
 */
function pairs(groups: readonly Group[], deed: (one: Group, other: Group) => boolean): boolean {
  let met = false;
  let widest = 0;
  for (const group of groups) widest = Math.max(widest, group.halfWidth);
  for (let i = 0; i < groups.length; i++) {
    const one = groups[i]!;
    // Groups were in order of x before they were moved by so much.
    const reach = one.halfWidth + widest + 2 * FARTHEST;
    for (let j = i + 1; j < groups.length && one.into < 0; j++) {
      const other = groups[j]!;
      if (other.x - one.x > reach) break;
      if (other.into >= 0 || !meet(one, other)) continue;
      met = true;
      if (deed(one, other)) break;
    }
  }
  return met;
}

function meet(one: Group, other: Group): boolean {
  return (
    Math.abs(one.x - other.x) < one.halfWidth + other.halfWidth - NEAR &&
    Math.abs(one.y - other.y) < one.halfHeight + other.halfHeight - NEAR
  );
}
