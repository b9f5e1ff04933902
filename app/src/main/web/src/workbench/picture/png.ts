import type { Words } from '../words';
import type { Picture } from './columns';
import { cell, inks } from './marks';
import { termOf } from './selection';
import type { Times } from './times';

const WIDTH = 1400;
const EDGE = 28;

/** Saves what is seen as one image that says what it is of. */
export function takeAway(
  page: Document,
  picture: Picture,
  words: Words,
  times: Times,
  map: readonly HTMLCanvasElement[],
  timeline: HTMLCanvasElement,
  params: URLSearchParams,
  count: number,
  conditions: string,
): void {
  const ink = inks(page.body);
  const inner = WIDTH - 2 * EDGE;
  const ground = map[0];
  const mapHeight = ground && ground.width > 0 ? (inner * ground.height) / ground.width : 0;
  const timeHeight = timeline.width > 0 ? (inner * timeline.height) / timeline.width : 0;
  const canvas = page.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = Math.round(150 + mapHeight + timeHeight + 70);
  const context = canvas.getContext('2d');
  if (!context) return;
  context.fillStyle = ink.panel;
  context.fillRect(0, 0, canvas.width, canvas.height);
  const text = (line: string, x: number, y: number, font: string, colour: string): void => {
    context.font = font;
    context.fillStyle = colour;
    context.fillText(line, x, y, inner);
  };
  const term = termOf(picture, params);
  const focus = params.get('reading');
  const columns = picture.columnsOf(term).filter((column) => !focus || picture.reading(column).id === focus);
  const title = picture.head.terms.find((one) => one.id === term)?.title ?? '';
  text(picture.head.title, EDGE, 40, `600 24px ${ink.sans}`, ink.ink);
  text(`${count} ${words.count('js.picture.of', picture.size)} · ${title}`, EDGE, 70, `600 17px ${ink.sans}`, ink.ink);
  text(columns.map((column) => picture.reading(column).label).join(' | '), EDGE, 94, `15px ${ink.sans}`, ink.ink2);
  text(conditions, EDGE, 116, `13px ${ink.sans}`, ink.ink2);
  let x = EDGE;
  picture.head.verdicts.forEach((verdict, index) => {
    const word = picture.head.said[`verdict.${verdict}`] ?? '';
    cell(context, ink, index, x, 126, 12, 12);
    text(word, x + 18, 137, `13px ${ink.sans}`, ink.ink2);
    x += 18 + context.measureText(word).width + 22;
  });
  map.forEach((layer) => context.drawImage(layer, EDGE, 150, inner, mapHeight));
  if (timeHeight > 0) context.drawImage(timeline, EDGE, 160 + mapHeight, inner, timeHeight);
  const recorded = params.get('recorded');
  const now = recorded ? Date.parse(recorded) / 1000 : Date.now() / 1000;
  const key = picture.head.places.length > 0 ? 'js.picture.source' : 'js.picture.source.plain';
  text(words.of(key, picture.head.title, `${times.day(now, true)} UTC`), EDGE, canvas.height - 22, `12px ${ink.sans}`, ink.ink2);
  canvas.toBlob((blob) => {
    if (!blob) return;
    const link = page.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = 'treuga-picture.png';
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }, 'image/png');
}
