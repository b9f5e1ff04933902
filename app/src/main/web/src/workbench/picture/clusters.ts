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
    const groups = new Map<number, Group>();
    this.markOf.fill(-1);
    for (const row of rows) {
      if (mask[row] !== 1) continue;
      const x = xs[row]! * scale;
      const y = ys[row]! * scale;
      const column = Math.floor(x / SQUARE) - left;
      const line = Math.floor(y / SQUARE) - top;
      if (column < 0 || column >= across || line < 0 || line >= down) continue;
      const key = line * across + column;
      let group = groups.get(key);
      if (!group) {
        group = { key, count: 0, sumX: 0, sumY: 0, first: row, coarse: true, counts: new Uint32Array(verdicts.length * 2), into: -1, x: 0, y: 0 };
        groups.set(key, group);
      }
      group.count++;
      group.sumX += x - origin.x;
      group.sumY += y - origin.y;
      if (coarse[row] !== 1) group.coarse = false;
      for (let i = 0; i < verdicts.length; i++) {
        const verdict = verdicts[i]![row]!;
        if (verdict < 2) group.counts[i * 2 + verdict]!++;
      }
      this.markOf[row] = key;
    }
    this.settle(groups, verdicts.length);
    this.number(groups);
  }

  private static sizeOf(group: Group, columns: number): readonly [number, number] {
    return group.count === 1 ? [columns * 8 + 9, 17] : [Math.max(30, columns * 8 + 9), 46];
  }

  /**
   * Puts marks that overlap a little beside each other; those that even so have no room are joined, and
   * what they make is put to rest again.
   */
  private settle(groups: Map<number, Group>, columns: number): void {
    let left = [...groups.values()];
    for (const group of left) {
      group.x = group.sumX / group.count;
      group.y = group.sumY / group.count;
    }
    for (let joined = true; joined; left = left.filter((group) => group.into < 0)) {
      left.sort((one, other) => one.x - other.x || one.y - other.y);
      this.part(left, columns);
      joined = this.join(left, columns);
    }
  }

  /** Moves neighbours apart by half of what they share, never farther from their place than a mark is wide. */
  private part(groups: readonly Group[], columns: number): void {
    for (let round = 0; round < ROUNDS; round++) {
      let moved = false;
      this.pairs(groups, columns, (one, other) => {
        const [width, height] = Clusters.sizeOf(one, columns);
        const [otherWidth, otherHeight] = Clusters.sizeOf(other, columns);
        const across = (width + otherWidth) / 2 + GAP - Math.abs(one.x - other.x);
        const down = (height + otherHeight) / 2 + GAP - Math.abs(one.y - other.y);
        const [dx, dy] = across < down ? [one.x <= other.x ? -across : across, 0] : [0, one.y <= other.y ? -down : down];
        Clusters.push(one, dx / 2, dy / 2);
        Clusters.push(other, -dx / 2, -dy / 2);
        moved = true;
        return false;
      });
      if (!moved) return;
    }
  }

  private static push(group: Group, dx: number, dy: number): void {
    const [x, y] = [group.sumX / group.count, group.sumY / group.count];
    group.x = Math.min(x + FARTHEST, Math.max(x - FARTHEST, group.x + dx));
    group.y = Math.min(y + FARTHEST, Math.max(y - FARTHEST, group.y + dy));
  }

  private join(groups: readonly Group[], columns: number): boolean {
    let joined = false;
    this.pairs(groups, columns, (group, other) => {
      const [into, from] = group.count >= other.count ? [group, other] : [other, group];
      into.count += from.count;
      into.sumX += from.sumX;
      into.sumY += from.sumY;
      into.first = Math.min(into.first, from.first);
      into.coarse = into.coarse && from.coarse;
      for (let k = 0; k < into.counts.length; k++) into.counts[k]! += from.counts[k]!;
      into.x = into.sumX / into.count;
      into.y = into.sumY / into.count;
      from.into = into.key;
      joined = true;
      return from === group;
    });
    return joined;
  }

  /** Calls for each two that overlap, in order of x; true ends the search for the first of the two. */
  private pairs(groups: readonly Group[], columns: number, deed: (one: Group, other: Group) => boolean): void {
    const reach = columns * 8 + 40 + 2 * FARTHEST;
    for (let i = 0; i < groups.length; i++) {
      const one = groups[i]!;
      for (let j = i + 1; j < groups.length && one.into < 0; j++) {
        const other = groups[j]!;
        if (other.x - one.x > reach) break;
        if (other.into < 0 && Clusters.meet(one, other, columns) && deed(one, other)) break;
      }
    }
  }

  private static meet(one: Group, other: Group, columns: number): boolean {
    const [width, height] = Clusters.sizeOf(one, columns);
    const [otherWidth, otherHeight] = Clusters.sizeOf(other, columns);
    return (
      Math.abs(one.x - other.x) < (width + otherWidth) / 2 + GAP - NEAR &&
      Math.abs(one.y - other.y) < (height + otherHeight) / 2 + GAP - NEAR
    );
  }

  /** Marks in reading order, and for each row the number of its mark. */
  private number(groups: Map<number, Group>): void {
    const columns = (groups.values().next().value?.counts.length ?? 0) / 2;
    const kept = [...groups].filter(([, group]) => group.into < 0);
    kept.sort(([, one], [, other]) => one.y - other.y || one.x - other.x);
    const numbers = new Map<number, number>(kept.map(([key], index) => [key, index]));
    this.marks = kept.map(([, group]) => {
      const [width, height] = Clusters.sizeOf(group, columns);
      const { x, y, count, first, coarse, counts } = group;
      return { x, y, placeX: group.sumX / count, placeY: group.sumY / count, width, height, count, first, coarse, counts };
    });
    const final = new Map<number, number>();
    for (const key of groups.keys()) {
      let at = key;
      for (let group = groups.get(at); group && group.into >= 0; group = groups.get(at)) at = group.into;
      final.set(key, numbers.get(at) ?? -1);
    }
    for (let row = 0; row < this.size; row++) {
      const key = this.markOf[row]!;
      if (key >= 0) this.markOf[row] = final.get(key) ?? -1;
    }
  }
}
