import type { Picture } from './columns';

const HOUR = 3_600;
const DAY = 86_400;

const two = (number: number): string => String(number).padStart(2, '0');

/** Time as people write it, all in UTC and as exactly as it is known: as Times of the server. */
export class Times {
  constructor(
    private readonly said: Readonly<Record<string, string>>,
    private readonly years: boolean,
  ) {}

  private of(key: string, ...values: readonly (string | number)[]): string {
    return (this.said[key] ?? key).replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)] ?? ''));
  }

  day(seconds: number, years = this.years): string {
    const date = new Date(seconds * 1000);
    const month = this.of(`month.${date.getUTCMonth() + 1}`);
    return years
      ? this.of('date.year', date.getUTCDate(), month, date.getUTCFullYear())
      : this.of('date', date.getUTCDate(), month);
  }

  instant(seconds: number): string {
    return `${this.day(seconds)} ${this.clock(seconds)}`;
  }

  clock(seconds: number): string {
    const date = new Date(seconds * 1000);
    return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
  }

  /** An instant, some hours, a day, days, or not known. */
  when(picture: Picture, row: number): string {
    const from = picture.from[row]!;
    const to = picture.to[row]!;
    if (from === -Infinity) return to === Infinity ? this.of('when.unknown') : this.of('when.before', this.instant(to));
    if (to === Infinity) return this.of('when.after', this.instant(from));
    const length = to - from;
    if (length <= 61 * 60) return this.instant(from);
    if (length <= 12 * HOUR) {
      const sameDay = Math.floor(from / DAY) === Math.floor(to / DAY);
      return `${this.instant(from)}–${sameDay ? this.clock(to) : this.instant(to)}`;
    }
    const first = this.day(from + 12 * HOUR);
    const last = this.day(to - 12 * HOUR);
    if (length <= 26 * HOUR || first === last) return this.of('when.day', this.day(from + length / 2));
    return this.of('when.days', first, last);
  }
}
