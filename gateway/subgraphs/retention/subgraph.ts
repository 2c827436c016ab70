import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { ErasureDoc, LegalHoldDoc } from '../../../schema/store/erasure-docs.ts';
import type { HoldToPlace, PersonToErase } from '../../access/erasing.ts';
import { buildSubgraph } from '../kit/build-subgraph.ts';
import type { Subgraph, SubgraphContext } from '../kit/subgraph.ts';

type RetentionContext = SubgraphContext<undefined>;

interface Input {
  readonly clientMutationId: string;
}
interface PersonInput {
  readonly idNumber?: string | null;
  readonly phone?: string | null;
  readonly disputeCode?: string | null;
  readonly reason: string;
}
type EraseInput = Input & PersonInput & { readonly name?: string | null };

const MOST = 100;
const LONGEST = 500;

/** Who is erased, and what must be kept. Who may ask is decided at the door. */
export function buildRetention(): Subgraph {
  return buildSubgraph<undefined>({
    name: 'retention',
    loadersFor: () => undefined,
    references: {},
    resolvers: {
      Query: {
        erasure: (_: unknown, { id }: { readonly id: string }, { store }: RetentionContext) =>
          store.erasure(id),
        erasures: (_: unknown, _args: unknown, { store }: RetentionContext) => store.erasures(MOST),
        legalHolds: (_: unknown, _args: unknown, { store }: RetentionContext) => store.legalHolds(MOST),
      },
      Mutation: {
        erasePerson: async (
          _: unknown,
          { input }: { readonly input: EraseInput },
          { store }: RetentionContext,
        ) => ({
          clientMutationId: input.clientMutationId,
          erasure: await store.erasePerson({ ...asked(input), name: input.name ?? null }),
        }),
        placeLegalHold: async (
          _: unknown,
          { input }: { readonly input: Input & PersonInput },
          { store }: RetentionContext,
        ) => ({
          clientMutationId: input.clientMutationId,
          legalHold: await store.placeLegalHold({
            ...asked(input),
            clientMutationId: input.clientMutationId,
          }),
        }),
        releaseLegalHold: async (
          _: unknown,
          { input }: { readonly input: Input & { readonly id: string } },
          { store }: RetentionContext,
        ) => ({
          clientMutationId: input.clientMutationId,
          legalHold: await store.releaseLegalHold(input.id),
        }),
      },
      Erasure: {
        id: ({ _id }: ErasureDoc) => _id,
        partner: ({ by }: ErasureDoc) => by.partner,
        actor: ({ by }: ErasureDoc) => by.actor,
        counts: ({ counts }: ErasureDoc) =>
          Object.entries(counts).map(([collection, count]) => ({ collection, count })),
      },
      LegalHold: {
        id: ({ _id }: LegalHoldDoc) => _id,
        partner: ({ by }: LegalHoldDoc) => by.partner,
        actor: ({ by }: LegalHoldDoc) => by.actor,
      },
    },
  });
}

function asked(input: PersonInput): Omit<PersonToErase, 'name'> & Omit<HoldToPlace, 'clientMutationId'> {
  const { idNumber = null, phone = null, disputeCode = null, reason } = input;
  if (reason.trim() === '' || reason.length > LONGEST) {
    throw new HubError('HUB_BAD_REQUEST', `reason: write 1 to ${LONGEST} characters`, { field: 'reason' });
  }
  return { idNumber, phone, disputeCode, reason };
}
