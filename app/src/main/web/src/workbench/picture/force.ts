import type { Words } from '../words';
import type { Picture, Standing } from './columns';

type Held = 'yes' | 'open' | 'no';

function heldBy(band: Standing, at: number): Held {
  const segment = band.segments.find((one) => (one.from ?? -Infinity) <= at && at < (one.to ?? Infinity));
  return segment ? (segment.open ? 'open' : 'yes') : 'no';
}

/** Whether a term is in force, or may be, at an instant. */
export function isIn(band: Standing, at: number): boolean {
  return heldBy(band, at) !== 'no';
}

/** Under which readings a term is in force at an instant, in words. */
export function force(picture: Picture, words: Words, columns: readonly number[], term: string, at: number): string {
  const by: Record<Held, string[]> = { yes: [], open: [], no: [] };
  for (const column of columns) {
    const reading = picture.reading(column);
    const bands = picture.head.standings.filter((band) => band.term === term && band.reading === reading.id);
    const held = bands.map((band) => heldBy(band, at));
    // One bearer for whom it holds is enough to say that it does; the lanes tell them apart.
    by[held.includes('yes') ? 'yes' : held.includes('open') ? 'open' : 'no'].push(reading.label);
  }
  if (by.yes.length === columns.length) return words.count('js.picture.force.all', columns.length);
  if (by.no.length === columns.length) return words.of('js.picture.force.none');
  const list = (names: readonly string[]): string => names.join(', ');
  const open = by.open.length > 0 ? words.of('js.picture.force.open', list(by.open)) : '';
  if (by.yes.length === 0) return open;
  const some = words.of('js.picture.force.some', list(by.yes), list([...by.no, ...by.open]));
  return by.no.length === 0 ? `${some} (${open})` : open ? `${some}; ${open}` : some;
}
