/** The incidents of a case as typed arrays, as the server sends them: see ColumnsWriter. */

export interface Segment {
  readonly from: number | null;
  readonly to: number | null;
  readonly open: boolean;
}

/** When a term is in force under a reading, with the reading's words for begin and end. */
export interface Standing {
  readonly term: string;
  readonly title: string;
  readonly reading: string;
  readonly bearers: string;
  readonly begin: string;
  readonly end: string;
  readonly segments: readonly Segment[];
}

export interface Zone {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly reading: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly surface: boolean;
  readonly lines: readonly (readonly number[])[];
}

export interface PlaceName {
  readonly name: string;
  readonly longitude: number;
  readonly latitude: number;
}

export interface Reading {
  readonly id: string;
  readonly label: string;
  readonly analyst: boolean;
}

export interface Head {
  readonly title: string;
  readonly asOf: string;
  readonly size: number;
  readonly columns: readonly { readonly name: string; readonly type: string; readonly offset: number }[];
  readonly words: Readonly<Record<string, readonly string[]>>;
  readonly terms: readonly { readonly id: string; readonly title: string }[];
  readonly readings: readonly Reading[];
  readonly pairs: readonly { readonly term: string; readonly reading: string }[];
  readonly standings: readonly Standing[];
  readonly verdicts: readonly string[];
  readonly agreeing: readonly string[];
  readonly precisions: readonly string[];
  readonly classWords: Readonly<Record<string, string>>;
  readonly sourceNames: Readonly<Record<string, string>>;
  readonly zones: readonly Zone[];
  readonly places: readonly PlaceName[];
  readonly years: boolean;
  /** Where a map of the user's own lies; empty for none. */
  readonly tiles: string;
  readonly said: Readonly<Record<string, string>>;
}

export type Numbers = Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;

const DAY = 86_400;

/** Stands for a row without a day. */
export const NO_DAY = -0x80000000;

const makers: Readonly<Record<string, (bytes: ArrayBuffer, at: number, count: number) => Numbers>> = {
  Uint8: (bytes, at, count) => new Uint8Array(bytes, at, count),
  Uint16: (bytes, at, count) => new Uint16Array(bytes, at, count),
  Uint32: (bytes, at, count) => new Uint32Array(bytes, at, count),
  Float32: (bytes, at, count) => new Float32Array(bytes, at, count),
  Float64: (bytes, at, count) => new Float64Array(bytes, at, count),
};

export class Picture {
  readonly size: number;
  readonly from: Numbers;
  readonly to: Numbers;
  readonly known: Numbers;
  readonly latitude: Numbers;
  readonly longitude: Numbers;
  readonly radius: Numbers;
  readonly precision: Numbers;
  readonly grade: Numbers;
  /** 1 where the place is known better than by region. */
  readonly placed: Uint8Array;
  /** The day (since 1970, UTC) in the middle of the reported time. */
  readonly day: Int32Array;
  /** Rows in order of time; those without one come last. */
  readonly byTime: Uint32Array;
  /** How many rows have a time. */
  readonly timed: number;
  private readonly columns = new Map<string, Numbers>();
  private readonly middles: Float64Array;
  private readonly letters = new TextDecoder();

  constructor(
    readonly head: Head,
    bytes: ArrayBuffer,
    begin: number,
  ) {
    this.size = head.size;
    for (const { name, type, offset } of head.columns) {
      const make = makers[type];
      if (!make) throw new Error(`a column of ${type} is not known`);
      if (name !== 'id') this.columns.set(name, make(bytes, begin + offset, this.size));
      else this.columns.set(name, make(bytes, begin + offset, bytes.byteLength - begin - offset));
    }
    this.from = this.column('from');
    this.to = this.column('to');
    this.known = this.column('known');
    this.latitude = this.column('latitude');
    this.longitude = this.column('longitude');
    this.radius = this.column('radius');
    this.precision = this.column('precision');
    this.grade = this.column('grade');
    const region = head.precisions.indexOf('REGION');
    this.placed = new Uint8Array(this.size);
    this.day = new Int32Array(this.size).fill(NO_DAY);
    this.middles = new Float64Array(this.size);
    for (let row = 0; row < this.size; row++) {
      this.placed[row] = !Number.isNaN(this.latitude[row]!) && this.precision[row]! < region ? 1 : 0;
      const middle = this.middleOf(row);
      this.middles[row] = middle;
      if (Number.isFinite(middle)) this.day[row] = Math.floor(middle / DAY);
    }
    this.byTime = Uint32Array.from({ length: this.size }, (_, row) => row);
    const middles = this.middles;
    this.byTime.sort((one, other) => (middles[one]! < middles[other]! ? -1 : middles[one]! > middles[other]! ? 1 : one - other));
    let timed = this.size;
    while (timed > 0 && !Number.isFinite(middles[this.byTime[timed - 1]!]!)) timed--;
    this.timed = timed;
  }

  static decode(bytes: ArrayBuffer): Picture {
    const length = new DataView(bytes).getUint32(0, true);
    const head = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, length))) as Head;
    return new Picture(head, bytes, 4 + length);
  }

  /** A column by its name; throws where there is none. */
  column(name: string): Numbers {
    const column = this.columns.get(name);
    if (!column) throw new Error(`there is no column ${name}`);
    return column;
  }

  private middleOf(row: number): number {
    const from = this.from[row]!;
    const to = this.to[row]!;
    if (from === -Infinity) return to === Infinity ? Infinity : to - 1;
    return to === Infinity ? from : from + Math.floor((to - from) / 2);
  }

  /** Seconds since 1970 in the middle of the reported time; Infinity where none is stated. */
  middle(row: number): number {
    return this.middles[row]!;
  }

  id(row: number): string {
    const ends = this.column('idEnd');
    const from = row === 0 ? 0 : ends[row - 1]!;
    return this.letters.decode((this.column('id') as Uint8Array).subarray(from, ends[row]!));
  }

  /** The row of an incident, or -1. */
  find(id: string): number {
    // The server orders by UTF-16 code units, as JavaScript compares.
    let low = 0;
    let high = this.size - 1;
    while (low <= high) {
      const at = (low + high) >> 1;
      const here = this.id(at);
      if (here === id) return at;
      if (here < id) low = at + 1;
      else high = at - 1;
    }
    return -1;
  }

  word(column: string, row: number): string {
    return this.head.words[column]?.[this.column(column)[row]!] ?? '';
  }

  classWords(id: string): string {
    return this.head.classWords[id] ?? id;
  }

  /** What was affected: its name, else its class, else the key. */
  name(row: number): string {
    return this.word('name', row) || this.classWords(this.word('class', row)) || this.id(row);
  }

  where(row: number): string {
    const place = this.word('place', row);
    const region = this.word('region', row);
    return place && region && place !== region ? `${place} · ${region}` : place || region;
  }

  /** The columns of verdicts of a term, in the order of every strip. */
  columnsOf(term: string): number[] {
    return this.head.pairs.flatMap((pair, column) => (pair.term === term ? [column] : []));
  }

  reading(column: number): Reading {
    const id = this.head.pairs[column]?.reading;
    const reading = this.head.readings.find((one) => one.id === id);
    if (!reading) throw new Error(`there is no reading of column ${column}`);
    return reading;
  }

  verdicts(column: number): Uint8Array {
    return this.column(`v${column}`) as Uint8Array;
  }
}
