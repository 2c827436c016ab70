import { fileURLToPath } from 'node:url';
import type { NewGrant } from '../../../schema/store/grant-docs.ts';
import { readPolicy, type PolicyGrant } from './grant-policy.ts';

const FILE = fileURLToPath(new URL('sample-policy.yaml', import.meta.url));

/** What the sample partners may see on a hub on one machine. */
export function sampleGrants(): readonly PolicyGrant[] {
  return readPolicy(FILE).grants;
}

/** The same as they are stored. */
export function newSampleGrants(): readonly NewGrant[] {
  return sampleGrants().map(({ id, ...grant }) => ({
    ...grant,
    _id: id.replace(/^policy/, 'sample'),
    origin: 'SAMPLE',
    originId: null,
  }));
}
