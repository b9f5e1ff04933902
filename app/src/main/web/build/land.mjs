// Turns the Natural Earth land of the package world-atlas into the resource that the map reads.
//
// Format, all numbers unsigned LEB128 and all differences zigzag: the number of polygons; for each
// polygon its length in bytes, then its box (west, south, width, height), the number of rings; for
// each ring the number of points and, point by point, the difference of longitude and of latitude
// to the point before (the first to 0, 0). Units are thousandths of a degree, about 100 m.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { feature } from 'topojson-client';

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const out = join(web, '../../../target/web/org/treuga/app/page');
const require = createRequire(import.meta.url);
const topology = JSON.parse(readFileSync(require.resolve('world-atlas/land-10m.json'), 'utf8'));
const UNITS = 1000;

const unsigned = (bytes, value) => {
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  bytes.push(value);
};
const signed = (bytes, value) => unsigned(bytes, value < 0 ? -2 * value - 1 : 2 * value);

function thinned(ring) {
  const points = [];
  for (const [longitude, latitude] of ring) {
    const point = [Math.round(longitude * UNITS), Math.round(latitude * UNITS)];
    const last = points.at(-1);
    if (!last || last[0] !== point[0] || last[1] !== point[1]) points.push(point);
  }
  return points;
}

function encoded(polygon) {
  const rings = polygon.map(thinned).filter((ring) => ring.length > 3);
  if (rings.length === 0) return null;
  const box = rings[0].reduce(
    ([w, s, e, n], [x, y]) => [Math.min(w, x), Math.min(s, y), Math.max(e, x), Math.max(n, y)],
    [Infinity, Infinity, -Infinity, -Infinity],
  );
  const bytes = [];
  signed(bytes, box[0]);
  signed(bytes, box[1]);
  unsigned(bytes, box[2] - box[0]);
  unsigned(bytes, box[3] - box[1]);
  unsigned(bytes, rings.length);
  for (const ring of rings) {
    unsigned(bytes, ring.length);
    let [x, y] = [0, 0];
    for (const point of ring) {
      signed(bytes, point[0] - x);
      signed(bytes, point[1] - y);
      [x, y] = point;
    }
  }
  return bytes;
}

const land = feature(topology, topology.objects.land);
const polygons = land.features
  .flatMap((one) => (one.geometry.type === 'Polygon' ? [one.geometry.coordinates] : one.geometry.coordinates))
  .map(encoded)
  .filter((bytes) => bytes !== null);
const bytes = [];
unsigned(bytes, polygons.length);
for (const polygon of polygons) {
  unsigned(bytes, polygon.length);
  for (const byte of polygon) bytes.push(byte);
}
mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'land.bin'), Uint8Array.from(bytes));
// The same for the map of the workbench, which decodes it in the browser.
writeFileSync(join(out, '../workbench/land.bin'), Uint8Array.from(bytes));

const licences = ['world-atlas', 'maplibre-gl', '@fontsource/ibm-plex-sans', '@fontsource/ibm-plex-mono', '@fontsource/source-serif-4'];
writeFileSync(
  join(out, 'LICENSES.txt'),
  licences
    .map((name) => {
      const root = join(web, 'node_modules', name);
      const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
      return `${name} ${version}\n\n${readFileSync(join(root, existsSync(join(root, 'LICENSE')) ? 'LICENSE' : 'LICENSE.txt'), 'utf8').trim()}\n`;
    })
    .join('\n----\n\n'),
);
