import { describe, expect, it } from 'vitest';
import type { Inks } from '../src/workbench/picture/marks';
import { layersOf } from '../src/workbench/picture/tiles';

const ink = new Proxy({}, { get: (_, name) => String(name) }) as unknown as Inks;

describe("layers of a map of the user's own", () => {
  it('draws ground and no border, no country and no name', () => {
    const drawn = layersOf(1, ['boundaries', 'admin', 'earth', 'landuse', 'places', 'pois', 'roads', 'water', 'buildings'], ink);
    expect(drawn.map(({ id }) => id)).toEqual(['own-roads', 'own-water', 'own-buildings']);
  });

  it('shows pictures faintly, so that marks stand out', () => {
    expect(layersOf(2, [], ink)).toEqual([expect.objectContaining({ type: 'raster' })]);
  });

  it('draws nothing of what it does not know', () => {
    expect(layersOf(6, ['roads'], ink)).toEqual([]);
  });
});
