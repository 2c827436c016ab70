import type { Command } from 'commander';
import { auditVerb } from './audit.ts';
import { detectVerb } from './detect.ts';
import { documentsVerb } from './documents.ts';
import { doctorVerb } from './doctor.ts';
import { downVerb } from './down.ts';
import { eraseVerb, holdVerb } from './erase.ts';
import { gatewayVerb } from './gateway.ts';
import { grantsVerb } from './grants.ts';
import { ingestVerb } from './ingest.ts';
import { linkVerb } from './link.ts';
import { prepareVerb } from './prepare.ts';
import { profileVerb } from './profile.ts';
import { rebuildVerb } from './rebuild.ts';
import { redeliverVerb } from './redeliver.ts';
import { riskVerb } from './risk.ts';
import { revokeVerb } from './revoke.ts';
import { schemaVerb } from './schema.ts';
import { statusVerb } from './status.ts';
import { subgraphVerb } from './subgraph.ts';
import { testVerb } from './test.ts';
import { tokenVerb } from './token.ts';
import { upVerb } from './up.ts';

/** Makes a verb's command. What it needs beyond the command line it imports when it runs, so that `help` is quick. */
export type Verb = () => Command;

/** All verbs, in the order in which help lists them. */
export const VERBS: readonly Verb[] = [
  upVerb,
  downVerb,
  statusVerb,
  tokenVerb,
  revokeVerb,
  grantsVerb,
  auditVerb,
  documentsVerb,
  eraseVerb,
  holdVerb,
  ingestVerb,
  linkVerb,
  detectVerb,
  riskVerb,
  profileVerb,
  redeliverVerb,
  rebuildVerb,
  subgraphVerb,
  gatewayVerb,
  schemaVerb,
  prepareVerb,
  doctorVerb,
  testVerb,
];
