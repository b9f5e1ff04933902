import type { Numbers, Picture } from './columns';

/** One test for a row; those of different kinds must all hold. */
type Test = (row: number) => boolean;

export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Seconds since 1970 of a day or an instant of the address; null where it is neither. */
export function seconds(text: string | null): number | null {
  if (!text) return null;
  const millis = Date.parse(text.length === 10 ? `${text}T00:00:00Z` : text);
  return Number.isNaN(millis) ? null : Math.floor(millis / 1000);
}

export function box(text: string | null): Box | null {
  const parts = (text ?? '').split(',').map(Number);
  const [west, south, east, north] = parts;
  if (parts.length !== 4 || !parts.every(Number.isFinite) || !text) return null;
  return { west: west!, south: south!, east: east!, north: north! };
}

const within = (above: string, word: string): boolean => word === above || word.startsWith(`${above}.`);
const same = (wanted: string, word: string): boolean => word === wanted;

function values(params: URLSearchParams, name: string): string[] {
  return params.getAll(name).filter((value) => value !== '');
}

function anyOf(tests: Test[], picture: Picture, params: URLSearchParams, name: string, match: typeof same): void {
  const wanted = values(params, name);
  if (wanted.length === 0) return;
  const words = picture.head.words[name] ?? [];
  const holds = Uint8Array.from(words, (word) => (wanted.some((one) => match(one, word)) ? 1 : 0));
  const column: Numbers = picture.column(name);
  tests.push((row) => holds[column[row]!] === 1);
}

/** The one value of a parameter: the last, where an address gives several, as the server takes it. */
export function one(params: URLSearchParams, name: string): string | null {
  return values(params, name).at(-1) ?? null;
}

/** The term that verdicts and agreement are about. */
export function termOf(picture: Picture, params: URLSearchParams): string {
  const asked = one(params, 'term') ?? '';
  return picture.head.terms.some((term) => term.id === asked) ? asked : (picture.head.terms[0]?.id ?? '');
}

/**
 * What the filter of an address selects: the same as Selection of the server, which a test holds
 * the two to.
 *
 * @param text bits of the rows that hold the words of q; null where nothing is asked for
 * @param into one byte a row, set to 1 or 0
 * @returns how many are selected
 */
export function select(picture: Picture, params: URLSearchParams, text: Uint8Array | null, into: Uint8Array): number {
  const tests = testsOf(picture, params, text);
  let count = 0;
  for (let row = 0; row < picture.size; row++) {
    let holds = 1;
    for (let test = 0; test < tests.length; test++) {
      if (!tests[test]!(row)) {
        holds = 0;
        break;
      }
    }
    into[row] = holds;
    count += holds;
  }
  return count;
}

function testsOf(picture: Picture, params: URLSearchParams, text: Uint8Array | null): Test[] {
  const tests: Test[] = [];
  const from = seconds(one(params, 'from'));
  const to = seconds(one(params, 'to'));
  if (from !== null || to !== null) {
    const begin = from ?? -Infinity;
    const end = to ?? Infinity;
    tests.push((row) => {
      const first = picture.from[row]!;
      const last = picture.to[row]!;
      return (first !== -Infinity || last !== Infinity) && first < end && last > begin;
    });
  }
  const known = seconds(one(params, 'known'));
  if (known !== null) tests.push((row) => picture.known[row]! <= known);
  const term = termOf(picture, params);
  const verdicts = values(params, 'v');
  if (verdicts.length > 0) tests.push(held(picture, term, verdicts));
  const agree = values(params, 'agree').map((word) => picture.head.agreeing.indexOf(word));
  if (agree.length > 0) {
    const column = picture.column(`a.${term}`);
    tests.push((row) => agree.includes(column[row]!));
  }
  anyOf(tests, picture, params, 'class', within);
  anyOf(tests, picture, params, 'act', within);
  anyOf(tests, picture, params, 'by', same);
  anyOf(tests, picture, params, 'source', same);
  anyOf(tests, picture, params, 'region', same);
  const grades = values(params, 'grade').map(Number);
  if (grades.length > 0) tests.push((row) => grades.includes(picture.grade[row]!));
  const area = box(one(params, 'bbox'));
  if (area) tests.push(inside(picture, area));
  if (text) tests.push((row) => (text[row >> 3]! & (1 << (row & 7))) !== 0);
  return tests;
}

function held(picture: Picture, term: string, verdicts: readonly string[]): Test {
  const wanted: { readonly column: Uint8Array; readonly verdict: number }[] = [];
  for (const value of verdicts) {
    const colon = value.lastIndexOf(':');
    const verdict = picture.head.verdicts.indexOf(value.slice(colon + 1));
    for (const column of picture.columnsOf(term)) {
      if (picture.reading(column).id === value.slice(0, colon)) wanted.push({ column: picture.verdicts(column), verdict });
    }
  }
  return (row) => wanted.some((one) => one.column[row] === one.verdict);
}

function inside(picture: Picture, area: Box): Test {
  return (row) => {
    const latitude = picture.latitude[row]!;
    const longitude = picture.longitude[row]!;
    return (
      picture.placed[row] === 1 &&
      latitude >= area.south &&
      latitude <= area.north &&
      (area.west <= area.east
        ? longitude >= area.west && longitude <= area.east
        : longitude >= area.west || longitude <= area.east)
    );
  };
}
