import type { AddLayerObject, Map as Ground } from 'maplibre-gl';
import type { Inks } from './marks';

/** Layers of vector archives that are drawn: ground under foot, and never a border or a name. */
const DRAWN: Readonly<Record<string, 'water' | 'waterway' | 'road' | 'rail' | 'building'>> = {
  water: 'water',
  ocean: 'water',
  waterway: 'waterway',
  waterways: 'waterway',
  road: 'road',
  roads: 'road',
  street: 'road',
  streets: 'road',
  transportation: 'road',
  rail: 'rail',
  railway: 'rail',
  transit: 'rail',
  building: 'building',
  buildings: 'building',
};

const SOURCE = 'own';
const VECTOR = 1;
const RASTER = [2, 3, 4, 5];

/** How the layers of an archive are drawn; none where it has nothing that we draw. */
export function layersOf(tileType: number, ids: readonly string[], ink: Inks): AddLayerObject[] {
  if (RASTER.includes(tileType)) {
    return [{ id: 'own-raster', type: 'raster', source: SOURCE, paint: { 'raster-saturation': -0.6, 'raster-opacity': 0.55, 'raster-fade-duration': 0 } }];
  }
  if (tileType !== VECTOR) return [];
  return ids.flatMap((id) => {
    const kind = DRAWN[id];
    return kind ? [layer(id, kind, ink)] : [];
  });
}

function layer(id: string, kind: (typeof DRAWN)[string], ink: Inks): AddLayerObject {
  const from = { id: `own-${id}`, source: SOURCE, 'source-layer': id } as const;
  switch (kind) {
    case 'water':
      return { ...from, type: 'fill', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': ink.water } };
    case 'building':
      return { ...from, type: 'fill', minzoom: 12, filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': ink.hair } };
    default:
      return {
        ...from,
        type: 'line',
        filter: ['==', ['geometry-type'], 'LineString'],
        paint: {
          'line-color': kind === 'waterway' ? ink.water : ink.rule,
          'line-width': kind === 'road' ? 0.8 : 0.6,
          ...(kind === 'rail' ? { 'line-dasharray': [4, 3] } : {}),
        },
      };
  }
}

/** Lays an archive of the user's own over the coast, below all marks. Gives its name; throws where it cannot be read. */
export async function lay(ground: Ground, address: string, ink: Inks): Promise<string> {
  const [{ PMTiles, Protocol }, gl] = await Promise.all([import('pmtiles'), import('maplibre-gl')]);
  const archive = new PMTiles(address);
  const protocol = new Protocol();
  protocol.add(archive);
  gl.addProtocol('pmtiles', async (asked, control) => ({ data: (await protocol.tilev4(asked, control)).data as ArrayBuffer }));
  const header = await archive.getHeader();
  const about = (await archive.getMetadata()) as { name?: string; vector_layers?: { id: string }[] };
  ground.addSource(SOURCE, {
    type: header.tileType === VECTOR ? 'vector' : 'raster',
    url: `pmtiles://${address}`,
    ...(header.tileType === VECTOR ? {} : { tileSize: 256 }),
  });
  for (const one of layersOf(header.tileType, (about.vector_layers ?? []).map(({ id }) => id), ink)) ground.addLayer(one);
  return about.name ?? '';
}
