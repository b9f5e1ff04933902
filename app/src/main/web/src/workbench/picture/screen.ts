import type { Words } from '../words';
import { Card } from './card';
import type { Picture, Zone } from './columns';
import { Filters } from './filters';
import { force, isIn } from './force';
import { IncidentList, rowParts } from './list';
import { IncidentMap, rowList, type View } from './map';
import { takeAway } from './png';
import { one, seconds, select, termOf } from './selection';
import { made } from './strip';
import { Timeline } from './timeline';
import { Times } from './times';

const DAY = 86_400;
const PRINTED = 200;
const WRITING_MILLIS = 200;

/** The one state, the address; whoever changes it goes through here, and all views follow. */
export class Screen {
  private params = new URLSearchParams(location.search);
  private readonly mask: Uint8Array;
  private readonly order: Uint32Array;
  private count = 0;
  private text: { readonly q: string; readonly bits: Uint8Array } | null = null;
  private readonly times: Times;
  private readonly list: IncidentList;
  private readonly timeline: Timeline;
  private readonly filters: Filters;
  private readonly card: Card;
  private map: IncidentMap | null = null;
  private pending = 0;
  private writing = 0;
  private searching = false;
  private shownFrom = address(this.params);

  constructor(
    private readonly page: Document,
    private readonly root: HTMLElement,
    private readonly picture: Picture,
    private readonly words: Words,
    private readonly base: string,
  ) {
    this.mask = new Uint8Array(picture.size);
    this.order = new Uint32Array(picture.size);
    this.times = new Times(picture.head.said, picture.head.years);
    this.filters = new Filters(page, picture, this.times, words, (change, done) => this.change(change, done));
    this.list = new IncidentList(this.element('list'), picture, this.times, words.of('js.picture.empty'), (row) => this.choose(row));
    this.timeline = new Timeline(this.element('time'), picture, this.times, words, {
      brush: (from, to, done) => this.change((params) => this.brushed(params, from, to), done),
      cursor: (at, done) => this.change((params) => put(params, 'at', at === null ? '' : iso(at)), done),
      choose: (row) => this.choose(row),
    });
    this.card = new Card(this.element('card'), picture, words, base);
    this.exports();
    window.addEventListener('popstate', () => this.back());
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      this.timeline.repaint();
      this.map?.repaint();
    });
    window.addEventListener('beforeprint', () => this.printed());
  }

  private element(id: string): HTMLElement {
    const element = this.page.getElementById(id);
    if (!element) throw new Error(`the page has no ${id}`);
    return element;
  }

  /** Shows what the address says; the map, which is the slowest to come, last. */
  async open(): Promise<void> {
    await this.fetchText();
    this.draw();
    performance.mark('counts');
    const root = this.element('map');
    const say = (words: string): void => {
      this.element('said').textContent = words;
    };
    try {
      this.map = await IncidentMap.make(root, this.picture, this.times, this.words, viewOf(this.params), say, {
        moved: (view) => this.moved(view),
        choose: (row) => this.choose(row),
        box: (value) => this.change((params) => put(params, 'bbox', value), true),
      });
      root.querySelector('.noscript')?.remove();
    } catch {
      const note = root.querySelector('.noscript') ?? root;
      note.textContent = this.words.of('js.picture.nogl');
      root.classList.add('nogl');
    }
    this.draw();
  }

  // --- changes

  /** @param done whether the reader has finished: then it can be gone back to */
  private change(change: (params: URLSearchParams) => void, done: boolean): void {
    const next = new URLSearchParams(this.params);
    change(next);
    // A field that is left tells of a change that was made long ago.
    if (done && address(next) === this.shownFrom && address(next) === address(this.params)) return;
    this.params = next;
    if (done) {
      window.clearTimeout(this.writing);
      const before = this.shownFrom;
      if (address(next) !== before) {
        // What was shown on the way is not gone back to.
        history.replaceState(null, '', before);
        history.pushState(null, '', address(next));
      }
      this.shownFrom = address(next);
    } else this.write();
    if ((one(next, 'q') ?? '') !== (this.text?.q ?? '')) void this.search();
    else if (done) this.draw();
    else this.soon();
  }

  private soon(): void {
    if (this.pending !== 0) return;
    this.pending = requestAnimationFrame(() => {
      this.pending = 0;
      this.draw();
    });
  }

  /** The address follows when the movement rests: browsers refuse more than some changes a second. */
  private write(): void {
    window.clearTimeout(this.writing);
    this.writing = window.setTimeout(() => history.replaceState(null, '', address(this.params)), WRITING_MILLIS);
  }

  /** One question at a time; what was typed while it was answered is asked next. */
  private async search(): Promise<void> {
    if (this.searching) return;
    this.searching = true;
    try {
      const answered = (): boolean => (one(this.params, 'q') ?? '') === (this.text?.q ?? '');
      while (!answered() && (await this.fetchText())) if (answered()) this.draw();
    } finally {
      this.searching = false;
    }
  }

  private back(): void {
    this.params = new URLSearchParams(location.search);
    this.shownFrom = address(this.params);
    const view = viewOf(this.params);
    if (view) this.map?.go(view);
    void this.fetchText().then(() => this.draw());
  }

  private brushed(params: URLSearchParams, from: number | null, to: number | null): void {
    put(params, 'from', from === null ? '' : iso(from).slice(0, 10));
    put(params, 'to', to === null ? '' : iso(to).slice(0, 10));
  }

  private moved(view: View): void {
    put(this.params, 'map', `${view.longitude.toFixed(3)},${view.latitude.toFixed(3)},${view.zoom.toFixed(2)}`);
    this.shownFrom = address(this.params);
    history.replaceState(null, '', address(this.params));
  }

  private choose(row: number): void {
    this.change((params) => put(params, 'i', this.picture.id(row)), true);
    this.list.reveal(row);
  }

  /**
   * The server searches in the words; it alone has them all.
   *
   * @returns whether there is an answer; without one what was selected before stays
   */
  private async fetchText(): Promise<boolean> {
    const q = one(this.params, 'q') ?? '';
    if (q === (this.text?.q ?? '')) return true;
    if (q === '') {
      this.text = null;
      return true;
    }
    const asked = new URLSearchParams({ q });
    const recorded = this.params.get('recorded');
    if (recorded) asked.set('recorded', recorded);
    const answer = await fetch(`${this.base}/rows?${asked}`);
    if (answer.ok) this.text = { q, bits: new Uint8Array(await answer.arrayBuffer()) };
    return answer.ok;
  }

  // --- showing

  private draw(): void {
    const began = performance.now();
    const { picture, params, mask } = this;
    this.count = select(picture, params, this.text?.bits ?? null, mask);
    const term = termOf(picture, params);
    const all = picture.columnsOf(term);
    const focus = params.get('reading') ?? '';
    const focused = all.filter((column) => picture.reading(column).id === focus);
    const columns = focused.length > 0 ? focused : all;
    const at = seconds(one(params, 'at'));
    const chosen = params.get('i') ? picture.find(params.get('i') ?? '') : -1;
    this.counted(columns, term, at);
    const top = this.shownOrder !== this.orderKey(at);
    this.shownOrder = this.orderKey(at);
    this.arrange(at);
    this.list.show(this.order, this.count, columns, chosen, top);
    this.timeline.show(
      columns.map((column) => ({
        column,
        bands: picture.head.standings.filter((band) => band.term === term && band.reading === picture.reading(column).id),
      })),
      mask,
      at,
      seconds(one(params, 'from')),
      seconds(one(params, 'to')),
      chosen,
    );
    this.map?.show(mask, columns, chosen, this.zones(at));
    this.tray(columns);
    this.filters.show(params);
    this.links();
    void this.card.show(chosen, params);
    this.root.dataset['count'] = String(this.count);
    this.root.dataset['millis'] = (performance.now() - began).toFixed(1);
  }

  private shownOrder = '';

  private orderKey(at: number | null): string {
    const shown = new URLSearchParams(this.params);
    ['i', 'map', 'at'].forEach((name) => shown.delete(name));
    return `${shown} ${at === null ? '' : Math.floor(at / 3600)}`;
  }

  private counted(columns: readonly number[], term: string, at: number | null): void {
    const { picture, words } = this;
    const n = this.element('shown');
    const [number, of] = [n.querySelector('b'), n.querySelector('span')];
    if (number) number.textContent = String(this.count);
    if (of) of.textContent = words.count('js.picture.of', picture.size);
    this.element('said').textContent = words.of('js.picture.said', this.count, picture.size);
    this.page.title = `${this.count} ${words.count('js.picture.of', picture.size)} · ${picture.head.title} · Treuga`;
    const title = this.element('list-title');
    const nearby = this.element('nearby');
    if (at === null) {
      title.textContent = words.of('js.picture.list');
      nearby.textContent = '';
      this.others(term, null);
    } else {
      title.textContent = `${this.times.day(at)} ${this.times.clock(at)}, ${force(picture, words, columns, term, at)}`;
      const off = made('button', 'off', '×');
      off.type = 'button';
      off.setAttribute('aria-label', words.of('js.picture.cursor.off'));
      off.addEventListener('click', () => this.change((params) => put(params, 'at', ''), true));
      nearby.replaceChildren(words.of('js.picture.nearby', this.near(at)), off);
      this.others(term, at);
    }
  }

  /** Which other terms are in force at the cursor, and under which readings. */
  private others(term: string, at: number | null): void {
    const { picture, words } = this;
    const known = this.root.querySelector<HTMLDetailsElement>('.others') ?? made('details', 'others');
    if (!known.isConnected) this.element('list').before(known);
    const held = new Map<string, { title: string; readings: Set<string> }>();
    for (const band of picture.head.standings) {
      if (at === null || band.term === term || !isIn(band, at)) continue;
      const one = held.get(band.term) ?? { title: band.title, readings: new Set<string>() };
      one.readings.add(picture.head.readings.find((reading) => reading.id === band.reading)?.label ?? band.reading);
      held.set(band.term, one);
    }
    known.hidden = held.size === 0;
    const list = made('ul');
    for (const { title, readings } of held.values()) list.append(made('li', '', `${title}: ${[...readings].join(', ')}`));
    known.replaceChildren(made('summary', '', words.of('js.picture.others', held.size)), list);
  }

  private near(at: number): number {
    let near = 0;
    for (let row = 0; row < this.picture.size; row++) {
      if (this.mask[row] === 1 && Math.abs(this.picture.middle(row) - at) <= 2 * DAY) near++;
    }
    return near;
  }

  /** In order of time; with a cursor those nearest to it first, before and after in turn. */
  private arrange(at: number | null): void {
    const { picture, mask, order } = this;
    const { byTime, timed } = picture;
    let filled = 0;
    const take = (row: number): void => {
      if (mask[row] === 1) order[filled++] = row;
    };
    if (at === null) {
      for (let i = 0; i < timed; i++) take(byTime[i]!);
    } else {
      let after = 0;
      while (after < timed && picture.middle(byTime[after]!) < at) after++;
      let before = after - 1;
      while (before >= 0 || after < timed) {
        const past = before >= 0 ? at - picture.middle(byTime[before]!) : Infinity;
        const coming = after < timed ? picture.middle(byTime[after]!) - at : Infinity;
        take(past < coming ? byTime[before--]! : byTime[after++]!);
      }
    }
    for (let i = timed; i < picture.size; i++) take(byTime[i]!);
  }

  private zones(at: number | null): readonly Zone[] {
    const held = at === null ? [] : this.picture.head.zones.filter((zone) => (zone.from ?? -Infinity) <= at && at < (zone.to ?? Infinity));
    let note = this.root.querySelector<HTMLElement>('.zones');
    if (!note) {
      note = made('p', 'zones note');
      this.element('map').after(note);
    }
    note.hidden = held.length === 0;
    note.textContent = `${this.words.of('js.picture.zones')}: ${held
      .map((zone) =>
        zone.reading
          ? this.words.of('js.picture.zone.whose', zone.name, zone.reading, zone.source)
          : this.words.of('js.picture.zone', zone.name, zone.source),
      )
      .join('; ')}`;
    return held;
  }

  /** Region or less: counted and openable, never a point. */
  private tray(columns: readonly number[]): void {
    const { picture, words } = this;
    const region = picture.column('region');
    const by = new Uint32Array(picture.head.words['region']?.length ?? 0);
    let all = 0;
    let sum = 0;
    for (let row = 0; row < picture.size; row++) {
      if (this.mask[row] !== 1 || picture.placed[row] === 1) continue;
      all++;
      sum = (Math.imul(sum, 31) + row) | 0;
      by[region[row]!]!++;
    }
    const box = this.element('tray');
    box.dataset['count'] = String(all);
    const details = box.querySelector('details');
    const summary = box.querySelector('summary');
    const key = `${all} ${sum} ${columns}`;
    if (!details || !summary || box.dataset['key'] === key) return;
    box.dataset['key'] = key;
    summary.textContent = words.count('js.picture.tray', all);
    box.hidden = all === 0;
    details.open = details.open && innerWidth > 700;
    const regions = made('div', 'regions');
    [...by.keys()]
      .filter((code) => by[code]! > 0)
      .sort((one, other) => by[other]! - by[one]! || one - other)
      .forEach((code) => {
        const one = made('details');
        const head = made('summary');
        head.append(made('span', '', picture.head.words['region']?.[code] || words.of('js.picture.nowhere')), made('b', '', String(by[code])));
        one.append(head);
        one.addEventListener('toggle', () => {
          if (one.open && !one.querySelector('ul')) {
            one.append(rowList(picture, this.times, words, columns, this.unplaced(code), (row) => this.choose(row)));
          }
        });
        regions.append(one);
      });
    details.replaceChildren(summary, regions);
  }

  private unplaced(region: number): number[] {
    const { picture, mask } = this;
    const regions = picture.column('region');
    const rows: number[] = [];
    for (let row = 0; row < picture.size; row++) {
      if (mask[row] === 1 && picture.placed[row] !== 1 && regions[row] === region) rows.push(row);
    }
    return rows;
  }

  // --- taking away

  private exports(): void {
    const button = made('button', 'link', this.words.of('js.picture.png'));
    button.type = 'button';
    button.id = 'png';
    button.addEventListener('click', () => {
      takeAway(
        this.page,
        this.picture,
        this.words,
        this.times,
        [...(this.map?.images() ?? [])],
        this.timeline.image(),
        this.params,
        this.count,
        this.filters.said(this.params),
      );
    });
    this.element('exports').append(button);
  }

  /** The files and the other pages are of what is shown here. */
  private links(): void {
    const query = address(this.params).slice(location.pathname.length);
    this.element('exports')
      .querySelectorAll<HTMLAnchorElement>('a')
      .forEach((link) => (link.href = new URL(link.href).pathname + query));
    this.page.querySelectorAll<HTMLAnchorElement>('.top nav a').forEach((link) => (link.href = new URL(link.href).pathname + query));
    const back = this.page.querySelector<HTMLInputElement>('.languages input[name=back]');
    if (back) back.value = location.pathname + query;
  }

  /** The list is made anew for paper: a screen's list has only the rows that are seen. */
  private printed(): void {
    let paper = this.page.getElementById('paper');
    if (!paper) {
      paper = made('section', 'paper');
      paper.id = 'paper';
      this.root.append(paper);
    }
    const columns = this.picture.columnsOf(termOf(this.picture, this.params));
    const rows = [...this.order.subarray(0, Math.min(PRINTED, this.count))];
    const list = made('ol', 'rows');
    for (const row of rows) {
      const item = made('li');
      item.append(...rowParts(this.picture, this.times, columns, row));
      list.append(item);
    }
    paper.replaceChildren(made('h2', '', this.words.of('js.picture.printed', rows.length, this.count)), list);
  }
}

function iso(secondsOf: number): string {
  return `${new Date(secondsOf * 1000).toISOString().slice(0, 19)}Z`;
}

function put(params: URLSearchParams, name: string, value: string): void {
  if (value === '') params.delete(name);
  else params.set(name, value);
}

/** Path and query; commas and colons stay readable. */
function address(params: URLSearchParams): string {
  const query = params.toString().replaceAll('%3A', ':').replaceAll('%2C', ',');
  return location.pathname + (query === '' ? '' : `?${query}`);
}

function viewOf(params: URLSearchParams): View | null {
  const [longitude, latitude, zoom] = (params.get('map') ?? '').split(',').map(Number);
  if (longitude === undefined || latitude === undefined || zoom === undefined) return null;
  return [longitude, latitude, zoom].every(Number.isFinite) && Math.abs(latitude) <= 85 ? { longitude, latitude, zoom } : null;
}
