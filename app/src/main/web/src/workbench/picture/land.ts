/** Land of the world, as build/land.mjs writes it, cut to a window and made into GeoJSON. */
import type { Feature, MultiPolygon } from 'geojson';

export interface Window {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

type Ring = number[];

const UNITS = 1000;

class Reader {
  at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  unsigned(): number {
    let value = 0;
    let factor = 1;
    for (;;) {
      const next = this.bytes[this.at++] ?? 0;
      value += (next & 127) * factor;
      if (next < 128) return value;
      factor *= 128;
    }
  }

  signed(): number {
    const value = this.unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}

/** Polygons within the window; those whose box lies outside are skipped by their length. */
export function land(bytes: Uint8Array, window: Window): Feature<MultiPolygon> {
  const reader = new Reader(bytes);
  const polygons: number[][][][] = [];
  for (let count = reader.unsigned(); count > 0; count--) {
    const length = reader.unsigned();
    const end = reader.at + length;
    const west = reader.signed() / UNITS;
    const south = reader.signed() / UNITS;
    const east = west + reader.unsigned() / UNITS;
    const north = south + reader.unsigned() / UNITS;
    if (west < window.east && east > window.west && south < window.north && north > window.south) {
      const inside = west >= window.west && east <= window.east && south >= window.south && north <= window.north;
      const rings: number[][][] = [];
      for (let parts = reader.unsigned(); parts > 0; parts--) {
        const ring = inside ? decoded(reader) : cut(decoded(reader), window);
        if (ring.length >= 6) rings.push(closed(ring));
      }
      if (rings.length > 0) polygons.push(rings);
    }
    reader.at = end;
  }
  return { type: 'Feature', properties: {}, geometry: { type: 'MultiPolygon', coordinates: polygons } };
}

function decoded(reader: Reader): Ring {
  const ring: Ring = [];
  let x = 0;
  let y = 0;
  for (let points = reader.unsigned(); points > 0; points--) {
    x += reader.signed();
    y += reader.signed();
    ring.push(x / UNITS, y / UNITS);
  }
  return ring;
}

function closed(ring: Ring): number[][] {
  const points: number[][] = [];
  for (let i = 0; i < ring.length; i += 2) points.push([ring[i]!, ring[i + 1]!]);
  points.push([ring[0]!, ring[1]!]);
  return points;
}

/** Sutherland and Hodgman's clipping, one side after another. */
function cut(ring: Ring, window: Window): Ring {
  const sides: readonly (readonly [number, number, number])[] = [
    [0, window.west, 1],
    [0, window.east, -1],
    [1, window.south, 1],
    [1, window.north, -1],
  ];
  return sides.reduce((points, [axis, limit, sign]) => cutSide(points, axis, limit, sign), ring);
}

function cutSide(points: Ring, axis: number, limit: number, sign: number): Ring {
  const kept: Ring = [];
  for (let i = 0; i < points.length; i += 2) {
    const before = i === 0 ? points.length - 2 : i - 2;
    const from = (points[before + axis]! - limit) * sign;
    const to = (points[i + axis]! - limit) * sign;
    if (from < 0 !== to < 0) {
      const part = from / (from - to);
      const crossing = [0, 1].map((k) => points[before + k]! + part * (points[i + k]! - points[before + k]!));
      crossing[axis] = limit;
      kept.push(crossing[0]!, crossing[1]!);
    }
    if (to >= 0) kept.push(points[i]!, points[i + 1]!);
  }
  return kept;
}
