import { buildAccess } from './access/subgraph.ts';
import { buildAlerts } from './alerts/subgraph.ts';
import { buildAudit } from './audit/subgraph.ts';
import { buildCourt } from './court/subgraph.ts';
import { buildDisputes } from './disputes/subgraph.ts';
import { buildEvents } from './events/subgraph.ts';
import { buildExports } from './exports/subgraph.ts';
import { buildFeeds } from './feeds/subgraph.ts';
import { buildGrid } from './grid/subgraph.ts';
import { buildHotline12345 } from './hotline12345/subgraph.ts';
import { buildIndicators } from './indicators/subgraph.ts';
import type { Subgraph } from './kit/subgraph.ts';
import { buildOpen311 } from './open311/subgraph.ts';
import { buildPolice110 } from './police110/subgraph.ts';
import { buildRetention } from './retention/subgraph.ts';

/** A subgraph by its name in the supergraph. */
export interface SubgraphEntry {
  readonly name: string;
  readonly build: () => Subgraph;
}

/** The only list of subgraphs: a new one is `schema/subgraphs/<name>.graphql`, a folder here and a line below. */
export const SUBGRAPHS: readonly SubgraphEntry[] = [
  { name: 'access', build: buildAccess },
  { name: 'alerts', build: buildAlerts },
  { name: 'audit', build: buildAudit },
  { name: 'court', build: buildCourt },
  { name: 'disputes', build: buildDisputes },
  { name: 'events', build: buildEvents },
  { name: 'exports', build: buildExports },
  { name: 'feeds', build: buildFeeds },
  { name: 'grid', build: buildGrid },
  { name: 'hotline12345', build: buildHotline12345 },
  { name: 'indicators', build: buildIndicators },
  { name: 'open311', build: buildOpen311 },
  { name: 'police110', build: buildPolice110 },
  { name: 'retention', build: buildRetention },
];
