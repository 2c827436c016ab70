import { GraphQLError } from 'graphql';
import pino from 'pino';
import { expect, test } from 'vitest';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { clientError } from './mask-error.ts';

const LOG = pino({ level: 'silent' });
const PLACE = { path: ['acceptDispute'], subgraph: 'disputes' };

test('a refused move keeps the legal moves and the version, from a subgraph in process or elsewhere, and nothing else', () => {
  const details = { legalMoves: ['TRIAGE'], currentVersion: 3 };
  const remote = new GraphQLError('no', {
    extensions: { code: 'HUB_MOVE_ILLEGAL', ...details, stack: 'secret' },
  });
  const local = new HubError('HUB_MOVE_ILLEGAL', 'no', { details });
  for (const error of [remote, local]) {
    expect(clientError(error, PLACE, LOG).extensions).toEqual({ code: 'HUB_MOVE_ILLEGAL', ...details });
  }
});
