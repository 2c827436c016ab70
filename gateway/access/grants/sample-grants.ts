import { fileURLToPath } from 'node:url';
import type { NewGrant } from '../../../schema/store/grant-docs.ts';
import { newGrantOf } from './policy-import.ts';
import { readPolicy, type PolicyGrant } from './grant-policy.ts';

const FILE = fileURLToPath(new URL('sample-policy.yaml', import.meta.url));

/** What the sample partners may see on a hub on one machine. */
export function sampleGrants(): readonly PolicyGrant[] {
  return readPolicy(FILE).grants;
}

/** The same as they are stored. */
export function newSampleGrants(): readonly NewGrant[] {
  return sampleGrants().map((grant) => newGrantOf(grant, grant.id.replace(/^policy/, 'sample'), 'SAMPLE'));
}
