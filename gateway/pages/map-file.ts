import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { HubError } from '../../schema/canonical/hub-error.ts';

/** GeoJSON of the operator's own: outlines of divisions, with the number under which the map was approved. */
const MapFileSchema = z.object({
  type: z.literal('FeatureCollection'),
  /** 审图号: no map is shown without it. */
  approvalNumber: z.string().trim().min(1),
  features: z
    .array(
      z.object({
        type: z.literal('Feature'),
        properties: z.object({ code: z.string().regex(/^\d{2,9}$/), name: z.string().optional() }),
        geometry: z.object({ type: z.enum(['Polygon', 'MultiPolygon']), coordinates: z.array(z.json()) }),
      }),
    )
    .min(1),
});

/**
 * What the console's map is drawn from, as JSON text; null where no file is named.
 * @throws HubError HUB_CONFIG_INVALID naming the file, the field and how to write it.
 */
export function readMapFile(path: string | null): string | null {
  if (path === null) return null;
  const file = MapFileSchema.safeParse(parsed(path));
  if (file.success) {
    const { approvalNumber, ...outlines } = file.data;
    return JSON.stringify({ approvalNumber, outlines });
  }
  const [first] = file.error.issues;
  throw new HubError(
    'HUB_CONFIG_INVALID',
    `TRIBUTARY_MAP_FILE: ${path}: ${first?.path.join('.') ?? ''}: ${first?.message ?? ''}; write a GeoJSON FeatureCollection with "approvalNumber" (审图号) and each feature's "properties.code", as docs/console.md shows`,
  );
}

/** `/map/regions.json`: the operator's outlines, or nothing (204). Open, as the page is: it says nothing of any dispute. */
export function registerMap(app: FastifyInstance, map: string | null): void {
  app.get('/map/regions.json', (_request, reply) =>
    map === null
      ? reply.code(204).send()
      : reply.header('cache-control', 'public, max-age=3600').type('application/json').send(map),
  );
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `TRIBUTARY_MAP_FILE: ${path} cannot be read as JSON: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}
