/** The verdict strip on a canvas: one hue, several textures, as symbols.jte has them. */

export interface Inks {
  readonly mark: string;
  readonly soft: string;
  readonly wash: string;
  readonly track: string;
  readonly panel: string;
  readonly ground: string;
  readonly rule: string;
  readonly hair: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly action: string;
  readonly land: string;
  readonly water: string;
  readonly sans: string;
}

const TOKENS = ['mark', 'soft', 'wash', 'track', 'panel', 'ground', 'rule', 'hair', 'ink', 'ink2', 'ink3', 'action', 'land', 'water', 'sans'] as const;

/** The page's own colours, as they are in this scheme. */
export function inks(element: Element): Inks {
  const style = getComputedStyle(element);
  return Object.fromEntries(TOKENS.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as unknown as Inks;
}

/** Hatching of a width, kept for as long as its colours hold. */
const hatches = new Map<string, CanvasPattern>();

export function hatch(context: CanvasRenderingContext2D, ink: Inks): CanvasPattern | string {
  const key = ink.mark + ink.panel;
  const known = hatches.get(key);
  if (known) return known;
  const tile = document.createElement('canvas');
  tile.width = 4;
  tile.height = 4;
  const on = tile.getContext('2d');
  if (!on) return ink.soft;
  on.fillStyle = ink.panel;
  on.fillRect(0, 0, 4, 4);
  on.strokeStyle = ink.mark;
  on.lineWidth = 1.5;
  on.beginPath();
  for (const shift of [-4, 0, 4]) {
    on.moveTo(shift - 1, 5);
    on.lineTo(shift + 5, -1);
  }
  on.stroke();
  const made = context.createPattern(tile, 'repeat');
  if (!made) return ink.soft;
  hatches.set(key, made);
  return made;
}

/** One cell; verdicts are numbered as the server numbers them. */
export function cell(
  context: CanvasRenderingContext2D,
  ink: Inks,
  verdict: number,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  switch (verdict) {
    case 0:
      context.fillStyle = ink.mark;
      context.fillRect(x, y, width, height);
      return;
    case 1:
      context.fillStyle = hatch(context, ink);
      context.fillRect(x, y, width, height);
      context.strokeStyle = ink.mark;
      context.lineWidth = 0.8;
      context.strokeRect(x + 0.4, y + 0.4, width - 0.8, height - 0.8);
      return;
    case 3:
      context.fillStyle = ink.ink3;
      context.fillRect(x + width * 0.1, y + height / 2 - 0.5, width * 0.8, 1);
      return;
    default:
      context.fillStyle = ink.panel;
      context.fillRect(x, y, width, height);
      context.strokeStyle = ink.ink3;
      context.lineWidth = 0.8;
      if (verdict === 5) context.setLineDash([1.4, 1.4]);
      context.strokeRect(x + 0.4, y + 0.4, width - 0.8, height - 0.8);
      context.setLineDash([]);
      if (verdict === 4) {
        context.strokeStyle = ink.mark;
        context.beginPath();
        context.moveTo(x + 1, y + height - 1);
        context.lineTo(x + width - 1, y + 1);
        context.stroke();
      }
  }
}

/** One bar of several incidents: filled covered, hatched arguable, the pale track all of them. */
export function bar(
  context: CanvasRenderingContext2D,
  ink: Inks,
  covered: number,
  arguable: number,
  all: number,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  context.fillStyle = ink.track;
  context.fillRect(x, y, width, height);
  const filled = (height * covered) / all;
  const open = (height * arguable) / all;
  if (arguable > 0) {
    context.fillStyle = hatch(context, ink);
    context.fillRect(x, y + height - filled - open, width, open);
    context.strokeStyle = ink.mark;
    context.lineWidth = 0.6;
    context.strokeRect(x + 0.3, y + height - filled - open + 0.3, width - 0.6, Math.max(0, open - 0.6));
  }
  if (covered > 0) {
    context.fillStyle = ink.mark;
    context.fillRect(x, y + height - filled, width, filled);
  }
}

/** Makes a canvas as sharp as the screen and clears it; sizes are in CSS pixels. */
export function sharpen(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D {
  const ratio = Math.min(3, window.devicePixelRatio || 1);
  const across = Math.round(width * ratio);
  const down = Math.round(height * ratio);
  if (canvas.width !== across || canvas.height !== down) {
    canvas.width = across;
    canvas.height = down;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser cannot draw on a canvas');
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}
