import { HubError } from '../../schema/canonical/hub-error.ts';
import { comparePair } from '../../streams/stages/link/compare-pair.ts';
import { linkableOf, type Linkable } from '../../streams/stages/link/linkable.ts';
import { SHIPPED_WEIGHTS, weightsOf, type LinkWeights } from '../../streams/stages/link/weights.ts';
import { canonicalRecordOf, disputeRecordOf } from './dispute-records.ts';
import { disputeExplanation } from './explain-text.ts';
import { DisputeLinker } from './link-disputes.ts';
import { readJson, type LinkMap } from './map-file.ts';
import { readRecords } from './read-records.ts';
import type { LinkRequest, LinkSession } from './link-request.ts';

/** Disputes are linked by the hub's own weights, unless others are given or fitted. */
export async function disputeSession(
  request: LinkRequest,
  map: LinkMap | null,
  progress: (text: string) => void,
): Promise<LinkSession> {
  if (request.linkFrom !== null) {
    throw new HubError(
      'HUB_BAD_REQUEST',
      'disputes are linked from 0.95 as in the hub: --threshold is for mode person only',
      { field: 'threshold' },
    );
  }
  const given = request.fit || request.weights === null ? null : await readLinkWeights(request.weights);
  const records: Linkable[] = [];
  await readRecords(request, map, progress, (line, id) => {
    records.push(linkableOf(map === null ? canonicalRecordOf(line) : disputeRecordOf(line, id, map)));
  });
  const linker = new DisputeLinker(records);
  const weights = request.fit
    ? linker.fit(`${records.length} records given to link --fit`, `fitted-${records.length}`)
    : (given ?? SHIPPED_WEIGHTS);
  const origin = request.fit
    ? 'estimated from these records'
    : (request.weights ?? 'that the hub ships with');
  return {
    basis: `disputes by weights ${weights.version}, ${origin}`,
    weights,
    link: () => linker.link(weights),
    explain: (a, b) => {
      const [one, other] = [a, b].map((id) => {
        const record = records.find((candidate) => candidate.id === id);
        if (record === undefined) {
          throw new HubError('HUB_NOT_FOUND', `there is no record with id "${id}" in ${request.file}`);
        }
        return record;
      }) as [Linkable, Linkable];
      return disputeExplanation(a, b, comparePair(one, other, weights));
    },
  };
}

async function readLinkWeights(path: string): Promise<LinkWeights> {
  const file = await readJson(path, 'the weights file');
  try {
    return weightsOf(file);
  } catch (cause) {
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `${path} is no weights file for disputes: ${(cause as Error).message}; make one with --fit --weights FILE`,
      { cause, field: 'weights' },
    );
  }
}
