import type { Words } from '../words';
import { NO_DAY, type Picture, type Standing } from './columns';
import { bar, cell, hatch, inks, sharpen, type Inks } from './marks';
import { made } from './strip';
import type { Times } from './times';

const DAY = 86_400;
const WIDEST = 6;
const NARROWEST = 4;
const MOST_ROWS = 12;
const STACK = 42;
const BAR_HEIGHT = 40;
const AXIS = 34;
const TOP = 26;
const LABEL = 14;

export interface Lane {
  readonly column: number;
  readonly bands: readonly Standing[];
}

interface Laid {
  readonly lane: Lane;
  readonly top: number;
  readonly base: number;
}

/** What the reader does on the timeline. */
export interface Deeds {
  brush(from: number | null, to: number | null, done: boolean): void;
  cursor(at: number | null, done: boolean): void;
  choose(row: number): void;
}

/** Lanes over one time axis, one for each reading, with a brush and a cursor. */
export class Timeline {
  private readonly canvas = made('canvas');
  private readonly cursor = made('div', 'cursor');
  private readonly handles: readonly [HTMLElement, HTMLElement] = [made('div', 'handle'), made('div', 'handle')];
  private readonly undated = made('p', 'note');
  private ink: Inks;
  private width = 0;
  private left = 0;
  private right = 0;
  /** Days since 1970; the last is outside. */
  firstDay = 0;
  lastDay = 1;
  private lanes: readonly Lane[] = [];
  private laid: readonly Laid[] = [];
  private mask: Uint8Array = new Uint8Array(0);
  private at: number | null = null;
  private from: number | null = null;
  private to: number | null = null;
  private chosen = -1;
  private across = 1;
  private pitch = WIDEST;
  private cells = false;
  private bin = 1;
  private counts: Uint32Array = new Uint32Array(0);
  private perDay: Uint32Array = new Uint32Array(0);
  /** Of each lane covered and arguable, with a time or without. */
  private totals: Uint32Array = new Uint32Array(0);
  private selected = 0;
  private slots: Int32Array = new Int32Array(0);

  constructor(
    private readonly root: HTMLElement,
    private readonly picture: Picture,
    private readonly times: Times,
    private readonly words: Words,
    private readonly deeds: Deeds,
  ) {
    this.ink = inks(root);
    this.canvas.setAttribute('role', 'img');
    const stage = made('div', 'stage');
    stage.title = words.of('js.picture.brush');
    stage.append(this.canvas, this.cursor, ...this.handles);
    root.replaceChildren(stage, this.undated);
    this.domain();
    this.dragging(stage);
    this.sliders();
    new ResizeObserver(() => this.redraw()).observe(root);
  }

  repaint(): void {
    this.ink = inks(this.root);
    this.redraw();
  }

  /** All incidents, and begins and ends that are not far from them. */
  private domain(): void {
    const { picture } = this;
    const days: number[] = [];
    if (picture.timed > 0) {
      days.push(picture.day[picture.byTime[0]!]!, picture.day[picture.byTime[picture.timed - 1]!]!);
    }
    const changes = picture.head.standings
      .flatMap((standing) => standing.segments.flatMap((segment) => [segment.from, segment.to]))
      .filter((change): change is number => change !== null)
      .map((change) => Math.floor(change / DAY));
    if (days.length === 0) days.push(...changes);
    if (days.length === 0) days.push(0);
    const first = Math.min(...days);
    const last = Math.max(...days);
    const room = Math.max(14, (last - first) / 3);
    const near = changes.filter((day) => day > first - room && day < last + room);
    this.firstDay = Math.min(first, ...near) - 2;
    this.lastDay = Math.max(last, ...near) + 3;
  }

  show(
    lanes: readonly Lane[],
    mask: Uint8Array,
    at: number | null,
    from: number | null,
    to: number | null,
    chosen: number,
  ): void {
    this.lanes = lanes;
    this.mask = mask;
    this.at = at;
    this.from = from;
    this.to = to;
    this.chosen = chosen;
    this.redraw();
  }

  private x(seconds: number): number {
    const part = (seconds / DAY - this.firstDay) / (this.lastDay - this.firstDay);
    return this.left + (this.right - this.left) * Math.min(1, Math.max(0, part));
  }

  private time(x: number): number {
    const part = Math.min(1, Math.max(0, (x - this.left) / (this.right - this.left)));
    return Math.round((this.firstDay + part * (this.lastDay - this.firstDay)) * DAY);
  }

  // --- drawing

  private redraw(): void {
    const width = this.canvas.parentElement?.clientWidth ?? 0;
    if (width === 0 || this.lanes.length === 0) return;
    this.width = width;
    const narrow = width < 640;
    this.left = narrow ? 10 : 176;
    this.right = width - (narrow ? 10 : 24);
    const timed = this.count();
    const stack = this.cells ? Math.max(18, this.most() * this.pitch) : BAR_HEIGHT;
    let y = TOP;
    this.laid = this.lanes.map((lane) => {
      const top = y;
      const base = top + (narrow ? 17 : 0) + LABEL * Math.max(1, lane.bands.length) + stack - 8;
      y = base + 4 * Math.max(1, lane.bands.length) + 9;
      return { lane, top, base };
    });
    const height = y + AXIS;
    const context = sharpen(this.canvas, width, height);
    this.axis(context, y);
    this.shade(context, y);
    this.laid.forEach((laid, index) => this.lane(context, laid, index, narrow));
    this.canvas.setAttribute(
      'aria-label',
      this.words.of('js.picture.timeline', this.laid.map((laid) => this.picture.reading(laid.lane.column).label).join(', '), timed),
    );
    const without = this.selected - timed;
    this.undated.hidden = without === 0;
    this.undated.textContent = without > 0 ? this.words.count('js.picture.undated', without) : '';
    this.root.dataset['timed'] = String(timed);
    this.root.dataset['undated'] = String(without);
    this.place(y);
  }

  /** Counts per lane, day or bin, and verdict, in one pass over the rows. */
  private count(): number {
    const { picture, mask } = this;
    const days = this.lastDay - this.firstDay;
    const dayWidth = (this.right - this.left) / days;
    this.bin = Math.max(1, Math.ceil(4 / dayWidth));
    const bins = Math.ceil(days / this.bin);
    const size = this.lanes.length * bins * 2;
    if (this.counts.length !== size) this.counts = new Uint32Array(size);
    else this.counts.fill(0);
    if (this.perDay.length !== bins) this.perDay = new Uint32Array(bins);
    else this.perDay.fill(0);
    const columns = this.lanes.map((lane) => picture.verdicts(lane.column));
    const { day } = picture;
    const { counts, perDay, bin, firstDay } = this;
    const totals = new Uint32Array(columns.length * 2);
    let timed = 0;
    let selected = 0;
    for (let row = 0; row < picture.size; row++) {
      if (mask[row] !== 1) continue;
      selected++;
      const at = day[row] === NO_DAY ? -1 : Math.floor((day[row]! - firstDay) / bin);
      if (at >= 0) {
        timed++;
        perDay[at]!++;
      }
      for (let lane = 0; lane < columns.length; lane++) {
        const verdict = columns[lane]![row]!;
        if (verdict > 1) continue;
        totals[lane * 2 + verdict]!++;
        if (at >= 0) counts[(lane * bins + at) * 2 + verdict]!++;
      }
    }
    this.totals = totals;
    this.selected = selected;
    // Cells shrink before they give way to bars.
    for (this.pitch = WIDEST; this.pitch >= NARROWEST; this.pitch--) {
      this.across = Math.max(1, Math.floor((dayWidth - 1) / this.pitch));
      if (this.most() * this.pitch <= STACK) break;
    }
    this.pitch = Math.max(NARROWEST, this.pitch);
    this.cells = this.bin === 1 && dayWidth >= this.pitch && this.most() <= MOST_ROWS;
    return timed;
  }

  private most(): number {
    let most = 1;
    for (const count of this.perDay) if (count > most) most = count;
    return Math.ceil(most / this.across);
  }

  private axis(context: CanvasRenderingContext2D, bottom: number): void {
    const days = this.lastDay - this.firstDay;
    const month = ((this.right - this.left) / days) * 30;
    context.font = `11px ${this.ink.sans}`;
    context.textAlign = 'center';
    let free = -Infinity;
    for (let day = this.firstDay; day < this.lastDay; day++) {
      const date = new Date(day * DAY * 1000);
      const of = date.getUTCDate();
      const tick =
        month > 500 ? of % 7 === 1 && of < 28
        : month > 130 ? of === 1 || of === 15
        : of === 1 && (month > 60 || (month > 16 ? date.getUTCMonth() % 3 === 0 : date.getUTCMonth() === 0));
      if (!tick) continue;
      const x = this.x(day * DAY);
      context.fillStyle = this.ink.hair;
      context.fillRect(Math.round(x), TOP - 8, 1, bottom - TOP + 8);
      const label = this.times.day(day * DAY);
      const half = context.measureText(label).width / 2;
      if (x - half < free + 8 || x + half > this.width) continue;
      context.fillStyle = this.ink.ink2;
      context.fillText(label, x, bottom + 13);
      free = x + half;
    }
  }

  /** What lies outside the chosen days is veiled. */
  private shade(context: CanvasRenderingContext2D, bottom: number): void {
    if (this.from === null && this.to === null) return;
    context.fillStyle = this.ink.wash;
    const from = this.from === null ? this.left : this.x(this.from);
    const to = this.to === null ? this.right : this.x(this.to);
    context.fillRect(from, TOP - 8, Math.max(1, to - from), bottom - TOP + 8);
  }

  private lane(context: CanvasRenderingContext2D, laid: Laid, index: number, narrow: boolean): void {
    this.heading(context, laid, index, narrow);
    if (this.cells) this.drawCells(context, laid);
    else this.drawBars(context, laid, index);
    context.fillStyle = this.ink.hair;
    context.fillRect(this.left, laid.base + 1, this.right - this.left, 1);
    laid.lane.bands.forEach((band, row) => this.band(context, laid, band, row, narrow));
  }

  private heading(context: CanvasRenderingContext2D, laid: Laid, index: number, narrow: boolean): void {
    const [covered = 0, arguable = 0] = this.totals.subarray(index * 2);
    const counts = this.words.of('js.picture.counts', covered, arguable);
    this.root.dataset[`lane${index}`] = `${covered} ${arguable}`;
    const label = this.picture.reading(laid.lane.column).label;
    context.textAlign = narrow ? 'left' : 'right';
    const x = narrow ? this.left : this.left - 16;
    const middle = narrow ? laid.top + 8 : (laid.top + laid.base) / 2;
    context.font = `600 12.5px ${this.ink.sans}`;
    context.fillStyle = this.ink.ink;
    context.fillText(label, x, middle, narrow ? undefined : this.left - 20);
    const after = narrow ? context.measureText(label).width + 10 : 0;
    context.font = `11px ${this.ink.sans}`;
    context.fillStyle = this.ink.ink2;
    context.fillText(counts, x + after, narrow ? middle : middle + 14);
  }

  private drawCells(context: CanvasRenderingContext2D, laid: Laid): void {
    const { picture, mask } = this;
    const verdicts = picture.verdicts(laid.lane.column);
    const days = this.lastDay - this.firstDay;
    const dayWidth = (this.right - this.left) / days;
    if (this.slots.length !== days) this.slots = new Int32Array(days);
    else this.slots.fill(0);
    for (let i = 0; i < picture.timed; i++) {
      const row = picture.byTime[i]!;
      if (mask[row] !== 1) continue;
      const day = picture.day[row]! - this.firstDay;
      const slot = this.slots[day]!++;
      const x = this.cellX(day, slot, dayWidth);
      const y = laid.base - this.pitch * (Math.floor(slot / this.across) + 1) + 1;
      cell(context, this.ink, verdicts[row]!, x, y, (this.pitch - 1), (this.pitch - 1));
      if (row === this.chosen) {
        context.strokeStyle = this.ink.action;
        context.lineWidth = 1.5;
        context.strokeRect(x - 1.5, y - 1.5, (this.pitch - 1) + 3, (this.pitch - 1) + 3);
      }
    }
  }

  private cellX(day: number, slot: number, dayWidth: number): number {
    return this.left + day * dayWidth + (dayWidth - this.across * this.pitch) / 2 + (slot % this.across) * this.pitch;
  }

  private drawBars(context: CanvasRenderingContext2D, laid: Laid, index: number): void {
    const bins = this.perDay.length;
    let most = 1;
    for (const count of this.perDay) if (count > most) most = count;
    const width = ((this.right - this.left) / (this.lastDay - this.firstDay)) * this.bin;
    for (let at = 0; at < bins; at++) {
      const all = this.perDay[at]!;
      if (all === 0) continue;
      const height = Math.max(1, ((BAR_HEIGHT - 6) * all) / most);
      const covered = this.counts[(index * bins + at) * 2]!;
      const arguable = this.counts[(index * bins + at) * 2 + 1]!;
      bar(context, this.ink, covered, arguable, all, this.left + at * width, laid.base - height, Math.max(1, width - 0.5), height);
    }
  }

  private band(context: CanvasRenderingContext2D, laid: Laid, band: Standing, row: number, narrow: boolean): void {
    const y = laid.base + 2 + 4 * row;
    const label = laid.top + (narrow ? 17 : 0) + LABEL * row + 8;
    const last = band.segments[band.segments.length - 1];
    const first = band.segments[0];
    for (const segment of band.segments) {
      const from = segment.from === null ? this.left : this.x(segment.from);
      const to = segment.to === null ? this.right : this.x(segment.to);
      context.fillStyle = segment.open ? hatch(context, this.ink) : this.ink.soft;
      context.fillRect(from, y, to - from, 3);
    }
    context.font = `11px ${this.ink.sans}`;
    context.fillStyle = this.ink.ink2;
    const who = band.bearers ? `${this.words.of('js.picture.bearer', band.bearers)} ` : '';
    if (!first || !last) {
      context.textAlign = 'right';
      context.fillText(who + band.begin, this.right, label);
      return;
    }
    const from = first.from === null ? this.left : this.x(first.from);
    const to = last.to === null ? this.right : this.x(last.to);
    context.fillStyle = this.ink.mark;
    if (first.from !== null && from > this.left) context.fillRect(from, label - 8, 1, y + 3 - label + 8);
    if (last.to !== null && to < this.right) context.fillRect(to, label - 8, 1, y + 3 - label + 8);
    // Left of the begin and right of the end is where nothing else is written.
    const begin = who + band.begin;
    const leftward = from - this.left > context.measureText(begin).width + 8;
    const rightward = last.to !== null && this.right - to > context.measureText(band.end).width + 8;
    this.written(context, begin, leftward ? from - 5 : from + 5, label, leftward ? 'right' : 'left');
    const taken = leftward ? from : from + 5 + context.measureText(begin).width;
    // On a narrow lane the words of the begin may reach beyond the end.
    const beyond = Math.max(to + 5, taken + 8);
    const width = context.measureText(band.end).width;
    if (rightward ? this.right - beyond > width : to - 5 - width > taken + 8) {
      this.written(context, band.end, rightward ? beyond : to - 5, label, rightward ? 'left' : 'right');
    }
  }

  private written(context: CanvasRenderingContext2D, words: string, x: number, y: number, align: CanvasTextAlign): void {
    context.textAlign = align;
    context.lineWidth = 3;
    context.strokeStyle = this.ink.panel;
    context.strokeText(words, x, y);
    context.fillStyle = this.ink.ink2;
    context.fillText(words, x, y);
  }

  // --- what moves over it

  private place(bottom: number): void {
    const { cursor } = this;
    const x = this.at === null ? this.left : this.x(this.at);
    cursor.classList.toggle('off', this.at === null);
    cursor.style.left = `${x}px`;
    cursor.style.height = `${bottom - 4}px`;
    const words = this.at === null ? this.words.of('js.picture.cursor') : `${this.times.instant(this.at)} UTC`;
    cursor.dataset['words'] = words;
    cursor.style.setProperty('--shift', x < 90 ? '0%' : x > this.width - 90 ? '-100%' : '-50%');
    this.told(cursor, words, this.at ?? this.firstDay * DAY);
    const ends = [this.from ?? this.firstDay * DAY, this.to ?? this.lastDay * DAY] as const;
    this.handles.forEach((handle, index) => {
      handle.style.left = `${this.x(ends[index]!)}px`;
      handle.style.top = `${bottom + 17}px`;
      this.told(handle, this.times.day(ends[index]! - (index === 1 ? DAY : 0)), ends[index]!);
    });
  }

  private told(slider: HTMLElement, words: string, now: number): void {
    slider.setAttribute('aria-valuemin', String(this.firstDay));
    slider.setAttribute('aria-valuemax', String(this.lastDay));
    slider.setAttribute('aria-valuenow', String(Math.round((now / DAY) * 100) / 100));
    slider.setAttribute('aria-valuetext', words);
  }

  private sliders(): void {
    const named: readonly (readonly [HTMLElement, string])[] = [
      [this.cursor, 'js.picture.cursor'],
      [this.handles[0], 'js.picture.brush.from'],
      [this.handles[1], 'js.picture.brush.to'],
    ];
    for (const [element, key] of named) {
      element.tabIndex = 0;
      element.setAttribute('role', 'slider');
      element.setAttribute('aria-label', this.words.of(key));
    }
    this.cursor.addEventListener('keydown', (event) => {
      const now = this.at ?? this.firstDay * DAY;
      const next = this.stepped(event, now, event.shiftKey ? 3_600 : DAY);
      if (event.key === 'Escape' || event.key === 'Delete') this.deeds.cursor(null, true);
      else if (next !== null) this.deeds.cursor(next, true);
    });
    this.handles.forEach((handle, index) => {
      handle.addEventListener('keydown', (event) => {
        const now = (index === 0 ? this.from : this.to) ?? (index === 0 ? this.firstDay : this.lastDay) * DAY;
        const next = this.stepped(event, now, event.shiftKey ? 7 * DAY : DAY);
        if (next === null) return;
        this.handle(index, next, true);
      });
    });
  }

  private stepped(event: KeyboardEvent, now: number, step: number): number | null {
    const to: Readonly<Record<string, number>> = {
      ArrowLeft: now - step,
      ArrowDown: now - step,
      ArrowRight: now + step,
      ArrowUp: now + step,
      PageDown: now - 7 * DAY,
      PageUp: now + 7 * DAY,
      Home: this.firstDay * DAY,
      End: this.lastDay * DAY,
    };
    const next = to[event.key];
    if (next === undefined) return null;
    event.preventDefault();
    return Math.min(this.lastDay * DAY, Math.max(this.firstDay * DAY, next));
  }

  /** Moves one end of the chosen days; an end at the edge of the axis is no condition. */
  private handle(index: number, seconds: number, done: boolean): void {
    const day = Math.round(seconds / DAY);
    const edge = index === 0 ? day <= this.firstDay : day >= this.lastDay;
    const value = edge ? null : day * DAY;
    const other = index === 0 ? this.to : this.from;
    if (value !== null && other !== null && (index === 0 ? value >= other : value <= other)) return;
    if (index === 0) this.deeds.brush(value, this.to, done);
    else this.deeds.brush(this.from, value, done);
  }

  private dragging(stage: HTMLElement): void {
    let from = 0;
    let what: 'cursor' | 'handle0' | 'handle1' | 'brush' | null = null;
    let moved = false;
    const x = (event: PointerEvent): number => event.clientX - stage.getBoundingClientRect().left;
    stage.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      what =
        event.target === this.cursor ? 'cursor'
        : event.target === this.handles[0] ? 'handle0'
        : event.target === this.handles[1] ? 'handle1'
        : 'brush';
      from = x(event);
      moved = false;
      stage.setPointerCapture(event.pointerId);
    });
    const go = (event: PointerEvent, done: boolean): void => {
      const here = x(event);
      if (Math.abs(here - from) > 3) moved = true;
      if (!moved) return;
      if (what === 'cursor') this.deeds.cursor(this.time(here), done);
      else if (what === 'handle0') this.handle(0, this.time(here), done);
      else if (what === 'handle1') this.handle(1, this.time(here), done);
      else if (what === 'brush') {
        const begin = Math.floor(this.time(Math.min(from, here)) / DAY) * DAY;
        const end = Math.ceil(this.time(Math.max(from, here)) / DAY) * DAY;
        this.deeds.brush(begin, Math.max(end, begin + DAY), done);
      }
    };
    stage.addEventListener('pointermove', (event) => {
      if (what) go(event, false);
    });
    stage.addEventListener('pointerup', (event) => {
      if (what && moved) go(event, true);
      else if (what === 'brush') this.click(event);
      what = null;
    });
    stage.addEventListener('pointercancel', () => {
      what = null;
    });
  }

  /** A cell is chosen; beside the cells the cursor goes there. */
  private click(event: PointerEvent): void {
    const bounds = this.canvas.getBoundingClientRect();
    const x = event.clientX - bounds.left;
    const y = event.clientY - bounds.top;
    const row = this.cells ? this.hit(x, y) : -1;
    if (row >= 0) this.deeds.choose(row);
    else if (x >= this.left && x <= this.right) this.deeds.cursor(this.time(x), true);
  }

  private hit(x: number, y: number): number {
    const laid = this.laid.find((one) => y > one.top && y <= one.base);
    if (!laid) return -1;
    const { picture } = this;
    const dayWidth = (this.right - this.left) / (this.lastDay - this.firstDay);
    this.slots.fill(0);
    for (let i = 0; i < picture.timed; i++) {
      const row = picture.byTime[i]!;
      if (this.mask[row] !== 1) continue;
      const day = picture.day[row]! - this.firstDay;
      const slot = this.slots[day]!++;
      const cellX = this.cellX(day, slot, dayWidth);
      const cellY = laid.base - this.pitch * (Math.floor(slot / this.across) + 1) + 1;
      if (x >= cellX - 1 && x < cellX + this.pitch && y >= cellY - 1 && y < cellY + this.pitch) return row;
    }
    return -1;
  }

  /** The drawing, for a picture to take away. */
  image(): HTMLCanvasElement {
    return this.canvas;
  }
}
