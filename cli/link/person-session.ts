import { HubError } from '../../schema/canonical/hub-error.ts';
import { LINK_FROM } from '../../streams/stages/link/pair-score.ts';
import { PersonLinker } from '../../streams/stages/link/person/link-persons.ts';
import { PersonTable } from '../../streams/stages/link/person/person-table.ts';
import {
  mixtureOf,
  PersonWeightsSchema,
  type PersonWeights,
} from '../../streams/stages/link/person/person-weights.ts';
import { personExplanation } from './explain-text.ts';
import type { LinkedRecord } from './linked-record.ts';
import { readJson, type LinkMap } from './map-file.ts';
import { personRowOf } from './person-rows.ts';
import { readRecords } from './read-records.ts';
import type { LinkRequest, LinkSession } from './link-request.ts';

/** Persons are linked by weights estimated from the data itself, unless a file of weights is given. */
export async function personSession(
  request: LinkRequest,
  map: LinkMap,
  progress: (text: string) => void,
): Promise<LinkSession> {
  const given = request.fit || request.weights === null ? null : await readPersonWeights(request.weights);
  const table = new PersonTable();
  await readRecords(request, map, progress, (line, id) => {
    table.add(personRowOf(line, id, map));
  });
  const linker = new PersonLinker(table.finish());
  const weights = given ?? linker.fit(`${table.size} records of persons`);
  const linkFrom = request.linkFrom ?? LINK_FROM;
  return {
    basis:
      given === null
        ? `persons by weights estimated from these ${table.size} records (${weights.version}); --fit --weights FILE keeps them`
        : `persons by the weights ${weights.version} of ${request.weights ?? ''}`,
    weights,
    link: () => {
      const { clusterOf, probabilityOf, candidates, uncertain } = linker.cluster(weights, linkFrom);
      const names = smallestIds(table.ids, clusterOf);
      const linked = table.ids.map((id, row): LinkedRecord => ({
        id,
        cluster: names[clusterOf[row] ?? row] ?? id,
        probability: probabilityOf[row] ?? 0,
      }));
      const clusters = new Set(clusterOf).size;
      return { linked, summary: { records: table.size, clusters, compared: candidates, uncertain } };
    },
    explain: (a, b) => {
      const rowOf = (id: string): number => {
        const row = table.ids.indexOf(id);
        if (row < 0)
          throw new HubError('HUB_NOT_FOUND', `there is no record with id "${id}" in ${request.file}`);
        return row;
      };
      return personExplanation(a, b, linker.scorer(weights).score(rowOf(a), rowOf(b)), linkFrom);
    },
  };
}

/** By the first row of each cluster, the smallest id in it. */
function smallestIds(ids: readonly string[], clusterOf: Uint32Array): string[] {
  const names: string[] = [];
  for (const [row, id] of ids.entries()) {
    const cluster = clusterOf[row] ?? row;
    const name = names[cluster];
    if (name === undefined || id < name) names[cluster] = id;
  }
  return names;
}

async function readPersonWeights(path: string): Promise<PersonWeights> {
  const parsed = PersonWeightsSchema.safeParse(await readJson(path, 'the weights file'));
  const fitAnew = 'make one with --fit --weights FILE on data of this kind';
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `${path} is no weights file for persons: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}; ${fitAnew}`,
      { field: 'weights' },
    );
  }
  try {
    mixtureOf(parsed.data);
  } catch (cause) {
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `${path} leaves a level out: ${(cause as Error).message}; ${fitAnew}`,
      {
        cause,
        field: 'weights',
      },
    );
  }
  return parsed.data;
}
