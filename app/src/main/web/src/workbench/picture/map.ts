import type { Map as Ground } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { Words } from '../words';
import { Clusters, type Mark } from './clusters';
import type { Picture, Zone } from './columns';
import { land, type Window } from './land';
import { rowParts } from './list';
import { bar, cell, inks, sharpen, type Inks } from './marks';
import { made } from './strip';
import { lay } from './tiles';
import type { Times } from './times';

const TILE = 512;
const UNITS = 1e6;
const EQUATOR_METERS = 40_075_016.686;
const LISTED = 60;
/** At first that part of the incidents on each side may lie beyond the edge. */
const MOST = 0.03;
const MOST_AREAS = 200;

export interface View {
  readonly longitude: number;
  readonly latitude: number;
  readonly zoom: number;
}

/** What the reader does on the map. */
export interface MapDeeds {
  moved(view: View): void;
  choose(row: number): void;
  box(value: string): void;
}

const worldX = (longitude: number): number => (longitude + 180) / 360;
const worldY = (latitude: number): number => {
  const sin = Math.sin((Math.max(-85, Math.min(85, latitude)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
};

/** Land and water below, drawn by MapLibre; marks, areas, zones and names above, on one canvas. */
export class IncidentMap {
  private readonly canvas = made('canvas', 'marks');
  private readonly here = made('div', 'here');
  private readonly edge = made('p', 'edge');
  private readonly clusters: Clusters;
  private readonly xs: Float64Array;
  private readonly ys: Float64Array;
  private readonly coarse: Uint8Array;
  private readonly rows: Uint32Array;
  private ink: Inks;
  private mask: Uint8Array = new Uint8Array(0);
  private columns: readonly number[] = [];
  private chosen = -1;
  private zones: readonly Zone[] = [];
  private active = -1;
  private frame = 0;

  private constructor(
    private readonly root: HTMLElement,
    private readonly ground: Ground,
    private readonly picture: Picture,
    private readonly times: Times,
    private readonly words: Words,
    private readonly say: (words: string) => void,
    private readonly deeds: MapDeeds,
  ) {
    this.clusters = new Clusters(picture.size);
    this.xs = Float64Array.from({ length: picture.size }, (_, row) => worldX(picture.longitude[row]!));
    this.ys = Float64Array.from({ length: picture.size }, (_, row) => worldY(picture.latitude[row]!));
    const district = picture.head.precisions.indexOf('DISTRICT');
    this.coarse = Uint8Array.from({ length: picture.size }, (_, row) => (picture.precision[row]! >= district ? 1 : 0));
    const rows: number[] = [];
    for (let row = 0; row < picture.size; row++) if (picture.placed[row] === 1) rows.push(row);
    this.rows = Uint32Array.from(rows);
    this.ink = inks(root);
    this.here.hidden = true;
    this.edge.setAttribute('aria-live', 'off');
    root.append(this.canvas, this.here, this.edge, this.buttons());
    ground.on('render', () => this.draw());
    ground.on('moveend', () => {
      const { lng, lat } = ground.getCenter();
      this.deeds.moved({ longitude: lng, latitude: lat, zoom: ground.getZoom() });
    });
    ground.on('movestart', () => this.close());
    ground.on('click', (event) => this.click(event.point.x, event.point.y));
    ground.on('mousemove', (event) => {
      ground.getCanvas().style.cursor = this.hit(event.point.x, event.point.y) >= 0 ? 'pointer' : '';
    });
    const canvas = ground.getCanvas();
    canvas.addEventListener('keydown', (event) => this.key(event));
    canvas.addEventListener('blur', () => {
      this.active = -1;
      this.later();
    });
    this.root.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close();
    });
  }

  /** Makes the map; throws where the browser has no WebGL. */
  static async make(
    root: HTMLElement,
    picture: Picture,
    times: Times,
    words: Words,
    view: View | null,
    say: (words: string) => void,
    deeds: MapDeeds,
  ): Promise<IncidentMap> {
    const gl = await import('maplibre-gl');
    await import('maplibre-gl/dist/maplibre-gl.css');
    gl.setWorkerUrl(workerUrl);
    const stage = made('div', 'ground');
    root.prepend(stage);
    const ink = inks(root);
    const most = boundsOf(picture, MOST);
    const ground = new gl.Map({
      container: stage,
      style: {
        version: 8,
        sources: {},
        layers: [{ id: 'water', type: 'background', paint: { 'background-color': ink.water } }],
      },
      attributionControl: false,
      keyboard: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      renderWorldCopies: false,
      fadeDuration: 0,
      minZoom: 1,
      maxZoom: 14,
      canvasContextAttributes: { preserveDrawingBuffer: true },
      reduceMotion: matchMedia('(prefers-reduced-motion: reduce)').matches,
      ...(view
        ? { center: [view.longitude, view.latitude], zoom: view.zoom }
        : { bounds: [most.west, most.south, most.east, most.north], fitBoundsOptions: { padding: { left: root.clientWidth > 700 ? 250 : 20, right: 30, top: 26, bottom: 40 }, maxZoom: 9 } }),
    } as ConstructorParameters<typeof gl.Map>[0]);
    ground.touchZoomRotate.disableRotation();
    const map = new IncidentMap(root, ground, picture, times, words, say, deeds);
    if (!ground.loaded()) await new Promise((done) => ground.once('load', done));
    await map.coasts(boundsOf(picture, 0));
    if (picture.head.tiles !== '') await map.own(picture.head.tiles);
    return map;
  }

  /** Fetches the land around all incidents, with room to look about. */
  private async coasts(all: Window): Promise<void> {
    const answer = await fetch('/assets/land.bin');
    if (!answer.ok) return;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const across = Math.max(15, all.east - all.west);
    const down = Math.max(10, all.north - all.south);
    const window: Window = {
      west: Math.max(-180, all.west - across),
      south: Math.max(-85, all.south - down),
      east: Math.min(180, all.east + across),
      north: Math.min(85, all.north + down),
    };
    const data = land(bytes, window);
    this.ground.addSource('land', { type: 'geojson', data, tolerance: 0.6, maxzoom: 10 });
    this.ground.addLayer({ id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': this.ink.land } });
    if (window.east - window.west < 340) this.ground.setMaxBounds([window.west, window.south, window.east, window.north]);
  }

  /** The user's own map, with a line that says whose it is; without it the coast remains. */
  private async own(address: string): Promise<void> {
    const line = made('p', 'own');
    try {
      line.textContent = this.words.of('js.picture.tiles', await lay(this.ground, address, this.ink));
      this.root.dataset['tiles'] = 'shown';
    } catch (failed) {
      line.textContent = this.words.of('js.picture.tiles.failed', failed instanceof Error ? failed.message : String(failed));
    }
    this.root.append(line);
  }

  show(mask: Uint8Array, columns: readonly number[], chosen: number, zones: readonly Zone[]): void {
    this.mask = mask;
    this.columns = columns;
    this.chosen = chosen;
    this.zones = zones;
    this.close();
    this.draw();
  }

  /** Colours of the scheme that has come. */
  repaint(): void {
    this.ink = inks(this.root);
    this.ground.setPaintProperty('water', 'background-color', this.ink.water);
    if (this.ground.getLayer('land')) this.ground.setPaintProperty('land', 'fill-color', this.ink.land);
    this.draw();
  }

  /** Where the address says, without telling of it. */
  go(view: View): void {
    const { lng, lat } = this.ground.getCenter();
    if (Math.abs(lng - view.longitude) + Math.abs(lat - view.latitude) > 1e-3 || Math.abs(this.ground.getZoom() - view.zoom) > 0.01) {
      this.ground.jumpTo({ center: [view.longitude, view.latitude], zoom: view.zoom });
    }
  }

  private later(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw());
  }

  // --- drawing

  private draw(): void {
    const width = this.root.clientWidth;
    const height = this.root.clientHeight;
    if (width === 0 || this.mask.length === 0) return;
    const scale = TILE * 2 ** this.ground.getZoom();
    const centre = this.ground.getCenter();
    const origin = { x: worldX(centre.lng) * scale - width / 2, y: worldY(centre.lat) * scale - height / 2 };
    const verdicts = this.columns.map((column) => this.picture.verdicts(column));
    this.clusters.lay(this.rows, this.mask, this.xs, this.ys, scale, origin, width, height, verdicts, this.coarse);
    const context = sharpen(this.canvas, width, height);
    this.drawZones(context, scale, origin);
    this.drawAreas(context, scale, origin, width, height);
    const { marks } = this.clusters;
    this.drawNames(context, scale, origin, width, height);
    marks.forEach((mark) => this.drawLeader(context, mark));
    marks.forEach((mark) => this.drawMark(context, mark, verdicts));
    const ring = this.chosen >= 0 ? this.clusters.markOf[this.chosen]! : -1;
    if (ring >= 0) this.ring(context, marks[ring]!, 2.5);
    if (this.active >= 0 && marks[this.active]) this.ring(context, marks[this.active]!, 1.5);
    this.drawScale(context, width, height, scale, centre.lat);
    let standing = 0;
    for (const mark of marks) standing += mark.count;
    let placed = 0;
    for (let i = 0; i < this.rows.length; i++) placed += this.mask[this.rows[i]!]!;
    const beyond = placed - standing;
    this.edge.hidden = beyond <= 0;
    this.edge.textContent = beyond > 0 ? this.words.count('js.picture.beyond', beyond) : '';
    this.root.dataset['placed'] = String(placed);
    this.root.dataset['seen'] = String(standing);
    this.root.dataset['marks'] = String(marks.length);
    this.ground.getCanvas().setAttribute('aria-label', this.words.of('js.picture.map', placed, marks.length));
  }

  /** A mark beside its place is tied to it. */
  private drawLeader(context: CanvasRenderingContext2D, mark: Mark): void {
    if (Math.abs(mark.x - mark.placeX) < mark.width / 2 - 3 && Math.abs(mark.y - mark.placeY) < mark.height / 2 - 3) return;
    context.strokeStyle = this.ink.soft;
    context.fillStyle = this.ink.soft;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(mark.x, mark.y);
    context.lineTo(mark.placeX, mark.placeY);
    context.stroke();
    context.beginPath();
    context.arc(mark.placeX, mark.placeY, 2, 0, 2 * Math.PI);
    context.fill();
  }

  private drawMark(context: CanvasRenderingContext2D, mark: Mark, verdicts: readonly Uint8Array[]): void {
    const left = Math.round(mark.x - mark.width / 2);
    const top = Math.round(mark.y - mark.height / 2);
    context.fillStyle = this.ink.panel;
    context.strokeStyle = mark.coarse ? this.ink.ink3 : this.ink.rule;
    context.lineWidth = 1;
    context.setLineDash(mark.coarse ? [2, 2] : []);
    context.beginPath();
    context.roundRect(left + 0.5, top + 0.5, mark.width - 1, mark.height - 1, 3);
    context.fill();
    context.stroke();
    context.setLineDash([]);
    const inset = left + (mark.width - verdicts.length * 8 + 1) / 2;
    if (mark.count === 1) {
      verdicts.forEach((column, i) => cell(context, this.ink, column[mark.first]!, inset + i * 8, top + 4, 7, 9));
      return;
    }
    verdicts.forEach((_, i) => {
      bar(context, this.ink, mark.counts[i * 2]!, mark.counts[i * 2 + 1]!, mark.count, inset + i * 8, top + 4, 7, 25);
    });
    context.fillStyle = this.ink.ink;
    context.font = `600 10.5px ${this.ink.sans}`;
    context.textAlign = 'center';
    context.fillText(String(mark.count), mark.x, top + 41);
  }

  private ring(context: CanvasRenderingContext2D, mark: Mark, width: number): void {
    context.strokeStyle = this.ink.action;
    context.lineWidth = width;
    context.beginPath();
    context.roundRect(mark.x - mark.width / 2 - 3, mark.y - mark.height / 2 - 3, mark.width + 6, mark.height + 6, 6);
    context.stroke();
  }

  /** A place known by district is as wide as that. */
  private drawAreas(context: CanvasRenderingContext2D, scale: number, origin: { x: number; y: number }, width: number, height: number): void {
    const seen = new Set<number>();
    for (let i = 0; i < this.rows.length; i++) {
      const row = this.rows[i]!;
      if (this.mask[row] !== 1 || this.coarse[row] !== 1) continue;
      const x = this.xs[row]! * scale - origin.x;
      const y = this.ys[row]! * scale - origin.y;
      const latitude = (this.picture.latitude[row]! * Math.PI) / 180;
      const radius = (this.picture.radius[row]! / (EQUATOR_METERS * Math.cos(latitude))) * scale;
      if (x + radius < 0 || y + radius < 0 || x - radius > width || y - radius > height || radius < 3) continue;
      // Circles that the eye could not tell apart are one.
      const near = Math.max(1, radius / 4);
      const key = (Math.round(x / near) * 65_536 + Math.round(y / near)) * 65_536 + Math.min(65_535, Math.round(radius));
      if (seen.has(key)) continue;
      seen.add(key);
      if (seen.size > MOST_AREAS) return;
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.globalAlpha = 0.28;
      context.fillStyle = this.ink.wash;
      context.fill();
      context.globalAlpha = 0.75;
      context.setLineDash([3, 3]);
      context.strokeStyle = this.ink.soft;
      context.lineWidth = 1;
      context.stroke();
      context.setLineDash([]);
      context.globalAlpha = 1;
    }
  }

  /** Lines of the case's own zones; whose line it is stands beside the map, in words. */
  private drawZones(context: CanvasRenderingContext2D, scale: number, origin: { x: number; y: number }): void {
    for (const zone of this.zones) {
      context.beginPath();
      for (const line of zone.lines) {
        for (let i = 0; i < line.length; i += 2) {
          const x = worldX(line[i]! / UNITS) * scale - origin.x;
          const y = worldY(line[i + 1]! / UNITS) * scale - origin.y;
          if (i === 0) context.moveTo(x, y);
          else context.lineTo(x, y);
        }
      }
      if (zone.surface) {
        context.globalAlpha = 0.35;
        context.fillStyle = this.ink.wash;
        context.fill('evenodd');
        context.globalAlpha = 1;
      }
      context.setLineDash(zone.reading ? [6, 4] : []);
      context.strokeStyle = this.ink.ink3;
      context.lineWidth = 1.2;
      context.stroke();
      context.setLineDash([]);
    }
  }

  /** Names where nothing else stands. */
  private drawNames(context: CanvasRenderingContext2D, scale: number, origin: { x: number; y: number }, width: number, height: number): void {
    const taken: { x: number; y: number; width: number; height: number }[] = this.clusters.marks.map((mark) => ({
      x: mark.x - mark.width / 2 - 2,
      y: mark.y - mark.height / 2 - 2,
      width: mark.width + 4,
      height: mark.height + 4,
    }));
    taken.push({ x: width - 60, y: 0, width: 60, height: 130 });
    const tray = this.root.querySelector<HTMLElement>('.tray');
    if (tray) taken.push({ x: 0, y: tray.offsetTop - 4, width: tray.offsetWidth + 24, height: height - tray.offsetTop + 4 });
    const free = (x: number, y: number, wide: number, high: number): boolean =>
      x > 2 && y > 2 && x + wide < width - 2 && y + high < height - 30 &&
      !taken.some((one) => x < one.x + one.width && one.x < x + wide && y < one.y + one.height && one.y < y + high);
    context.font = `11px ${this.ink.sans}`;
    context.textAlign = 'left';
    for (const place of this.picture.head.places) {
      const x = worldX(place.longitude / UNITS) * scale - origin.x;
      const y = worldY(place.latitude / UNITS) * scale - origin.y;
      if (x < 0 || y < 0 || x > width || y > height) continue;
      const wide = context.measureText(place.name).width;
      const right = free(x - 3, y - 8, wide + 11, 15);
      if (!right && !free(x - wide - 8, y - 8, wide + 11, 15)) continue;
      const at = right ? x + 6 : x - wide - 6;
      taken.push({ x: (right ? x - 3 : at) - 4, y: y - 9, width: wide + 17, height: 17 });
      context.fillStyle = this.ink.ink3;
      context.beginPath();
      context.arc(x, y, 2, 0, 2 * Math.PI);
      context.fill();
      context.strokeStyle = this.ink.land;
      context.lineWidth = 3;
      context.strokeText(place.name, at, y + 4);
      context.fillStyle = this.ink.ink2;
      context.fillText(place.name, at, y + 4);
    }
  }

  private drawScale(context: CanvasRenderingContext2D, width: number, height: number, scale: number, latitude: number): void {
    const perPixel = (EQUATOR_METERS * Math.cos((latitude * Math.PI) / 180)) / scale / 1000;
    const most = perPixel * 110;
    const power = 10 ** Math.floor(Math.log10(most));
    const kilometers = [5, 2, 1].map((one) => one * power).find((one) => one <= most) ?? power;
    const wide = kilometers / perPixel;
    const words = this.words.of('js.picture.km', kilometers >= 1 ? Math.round(kilometers) : kilometers.toFixed(1));
    context.font = `11px ${this.ink.sans}`;
    const label = context.measureText(words).width;
    const right = width - 14 - label - 8;
    context.fillStyle = this.ink.ink2;
    context.fillRect(right - wide, height - 32, wide, 1.5);
    context.textAlign = 'left';
    context.fillText(words, right + 8, height - 28);
  }

  // --- what the reader does

  private buttons(): HTMLElement {
    const box = made('div', 'zoom');
    const deeds: readonly (readonly [string, string, () => void])[] = [
      ['+', 'js.picture.zoom.in', () => this.ground.zoomIn()],
      ['−', 'js.picture.zoom.out', () => this.ground.zoomOut()],
      ['⤢', 'js.picture.zoom.all', () => this.all()],
    ];
    for (const [sign, key, deed] of deeds) {
      const button = made('button', '', sign);
      button.type = 'button';
      button.setAttribute('aria-label', this.words.of(key));
      button.title = this.words.of(key);
      button.addEventListener('click', deed);
      box.append(button);
    }
    const only = made('button', 'only', this.words.of('js.picture.box.set'));
    only.type = 'button';
    only.addEventListener('click', () => {
      const bounds = this.ground.getBounds();
      const sides = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
      this.deeds.box(sides.map((side) => side.toFixed(3)).join(','));
    });
    this.root.append(only);
    return box;
  }

  private all(): void {
    const { west, south, east, north } = boundsOf(this.picture, 0);
    this.ground.fitBounds([west, south, east, north], { padding: 40, maxZoom: 9 });
  }

  private hit(x: number, y: number): number {
    return this.clusters.marks.findIndex(
      (mark) => Math.abs(x - mark.x) <= Math.max(12, mark.width / 2) && Math.abs(y - mark.y) <= Math.max(12, mark.height / 2),
    );
  }

  private click(x: number, y: number): void {
    const at = this.hit(x, y);
    if (at >= 0) this.open(at);
    else this.close();
  }

  private members(mark: number): number[] {
    const rows: number[] = [];
    for (const row of this.rows) if (this.clusters.markOf[row] === mark) rows.push(row);
    return rows.sort((one, other) => this.picture.middle(one) - this.picture.middle(other) || one - other);
  }

  /** One incident is chosen; of several a list opens. */
  private open(at: number): void {
    const mark = this.clusters.marks[at];
    if (!mark) return;
    if (mark.count === 1) {
      this.deeds.choose(mark.first);
      return;
    }
    const rows = this.members(at);
    const head = made('p', 'herehead');
    head.append(made('b', '', this.words.count('js.picture.here', rows.length)));
    const closer = made('button', '', this.words.of('js.picture.closer'));
    closer.type = 'button';
    closer.addEventListener('click', () => this.closer(rows));
    const close = made('button', 'close', '×');
    close.type = 'button';
    close.setAttribute('aria-label', this.words.of('js.picture.close'));
    close.addEventListener('click', () => this.close());
    head.append(closer, close);
    this.here.replaceChildren(head, rowList(this.picture, this.times, this.words, this.columns, rows, (row) => this.deeds.choose(row)));
    this.here.hidden = false;
    const width = Math.min(340, this.root.clientWidth - 16);
    this.here.style.width = `${width}px`;
    this.here.style.left = `${Math.max(8, Math.min(this.root.clientWidth - width - 8, mark.x - width / 2))}px`;
    const below = mark.y + mark.height / 2 + 6;
    const high = this.here.offsetHeight;
    this.here.style.top = `${below + high < this.root.clientHeight ? below : Math.max(8, mark.y - mark.height / 2 - high - 6)}px`;
    closer.focus();
  }

  private closer(rows: readonly number[]): void {
    const longitudes = rows.map((row) => this.picture.longitude[row]!);
    const latitudes = rows.map((row) => this.picture.latitude[row]!);
    this.ground.fitBounds(
      [Math.min(...longitudes), Math.min(...latitudes), Math.max(...longitudes), Math.max(...latitudes)],
      { padding: 90, maxZoom: Math.min(13, this.ground.getZoom() + 3) },
    );
    this.ground.getCanvas().focus();
  }

  private close(): void {
    if (this.here.hidden) return;
    const inside = this.here.contains(document.activeElement);
    this.here.hidden = true;
    if (inside) this.ground.getCanvas().focus();
  }

  private key(event: KeyboardEvent): void {
    const { marks } = this.clusters;
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    const step = steps[event.key];
    if (event.key === '+' || event.key === '=') this.ground.zoomIn();
    else if (event.key === '-') this.ground.zoomOut();
    else if (event.key === 'Enter' && this.active >= 0) this.open(this.active);
    else if (step && marks.length > 0) this.step(step);
    else return;
    event.preventDefault();
  }

  /** To the nearest mark on that side, in the order of the page from none. */
  private step([across, down]: readonly [number, number]): void {
    const { marks } = this.clusters;
    const from = marks[this.active];
    let best = this.active;
    if (!from) best = 0;
    else {
      let least = Infinity;
      marks.forEach((mark, index) => {
        const along = (mark.x - from.x) * across + (mark.y - from.y) * down;
        const aside = Math.abs((mark.x - from.x) * down) + Math.abs((mark.y - from.y) * across);
        if (index === this.active || along <= 1 || aside > along * 2) return;
        if (along + aside < least) {
          least = along + aside;
          best = index;
        }
      });
    }
    this.active = best;
    this.draw();
    const mark = marks[best];
    if (mark) this.say(this.described(mark));
  }

  private described(mark: Mark): string {
    const { picture, words } = this;
    const verdicts = this.columns.map((column, i) => {
      const label = picture.reading(column).label;
      if (mark.count > 1) return `${label}: ${words.of('js.picture.counts', mark.counts[i * 2]!, mark.counts[i * 2 + 1]!)}`;
      const verdict = picture.head.verdicts[picture.verdicts(column)[mark.first]!] ?? '';
      return `${label}: ${picture.head.said[`verdict.${verdict}`] ?? ''}`;
    });
    return words.count('js.picture.mark', mark.count, picture.where(mark.first), `${verdicts.join('; ')}.`);
  }

  /** Ground and marks in one, for a picture to take away. */
  images(): readonly HTMLCanvasElement[] {
    return [this.ground.getCanvas(), this.canvas];
  }
}

/**
 * The box of the places; the whole world where there are none.
 *
 * @param beyond the part of them on each side that may lie outside, so that few far ones do not squeeze the others
 */
function boundsOf(picture: Picture, beyond: number): Window {
  const rows: number[] = [];
  for (let row = 0; row < picture.size; row++) if (picture.placed[row] === 1) rows.push(row);
  if (rows.length === 0) return { west: -160, south: -55, east: 160, north: 70 };
  const ends = (column: Picture['latitude']): readonly [number, number] => {
    const sorted = Float64Array.from(rows, (row) => column[row]!).sort();
    const skip = Math.floor(sorted.length * beyond);
    return [sorted[skip]!, sorted[sorted.length - 1 - skip]!];
  };
  const [west, east] = ends(picture.longitude);
  const [south, north] = ends(picture.latitude);
  return { west, south, east, north };
}

/** Some rows as buttons, the first sixty of them. */
export function rowList(
  picture: Picture,
  times: Times,
  words: Words,
  columns: readonly number[],
  rows: readonly number[],
  choose: (row: number) => void,
): HTMLElement {
  const box = made('div');
  const list = made('ul', 'few');
  for (const row of rows.slice(0, LISTED)) {
    const item = made('li');
    const button = made('button', 'row');
    button.type = 'button';
    button.append(...rowParts(picture, times, columns, row));
    button.addEventListener('click', () => choose(row));
    item.append(button);
    list.append(item);
  }
  box.append(list);
  if (rows.length > LISTED) box.append(made('p', 'note', words.of('js.picture.first', LISTED, rows.length)));
  return box;
}
