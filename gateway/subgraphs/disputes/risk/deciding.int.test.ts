import { beforeEach, describe, expect, test } from 'vitest';
import { disputeCodeOf } from '../../../../schema/canonical/dispute-code.ts';
import { freshStore } from '../../../../test/harness/servers.ts';
import type { DisputeRisk } from '../../../../schema/canonical/risk.ts';
import type { Store } from '../../../../schema/store/models.ts';
import { openDoor, type Door } from '../../../access/door.ts';
import { ask } from '../../testing/ask.ts';
import { dispute, record } from '../../testing/fixtures.ts';
import { risk } from '../../testing/full-risk.ts';

const CODE = disputeCodeOf('320612', '261124', 'K7QF2');
const OLD_CODE = disputeCodeOf('320612', '261124', 'ABCDE');
const RED = risk({ score: 80, colour: 'RED', machineColour: 'RED' });
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

let store: Store;
let door: Door;

/** A store with one dispute of this risk, and one that was merged into it. */
async function withDispute(held: DisputeRisk): Promise<string> {
  const standing = dispute(CODE, [record('police110', 'J1')], { risk: held });
  await store.disputes.insertMany([
    standing,
    dispute(OLD_CODE, [], { state: 'MERGED', mergedInto: standing._id }),
  ]);
  return standing._id;
}

beforeEach(async () => {
  store = await freshStore();
  door = openDoor(store);
});

const INPUTS = {
  confirmColour: 'ConfirmColourInput',
  raiseColour: 'ChangeColourInput',
  lowerColour: 'ChangeColourInput',
  clearColourDecision: 'ClearColourDecisionInput',
} as const;

interface Decided {
  readonly applied: boolean;
  readonly message: string;
  readonly clientMutationId: string;
  readonly decision: Readonly<Record<string, unknown>>;
  readonly dispute: { readonly code: string };
}

interface Outcome {
  readonly decided: Decided | null;
  readonly refused: Readonly<Record<string, unknown>> | undefined;
  readonly words: string | undefined;
}

async function call(mutation: keyof typeof INPUTS, input: object): Promise<Outcome> {
  const fields = 'id kind colour reason expiresAt partner actor at';
  const { data, errors } = await ask(
    door,
    'disputes',
    `mutation ($input: ${INPUTS[mutation]}!) { ${mutation}(input: $input) { clientMutationId applied message decision { ${fields} } dispute { code } } }`,
    { input: { clientMutationId: 'call-1', code: CODE, reason: '研判后认定', ...input } },
  );
  const [error] = errors ?? [];
  return {
    decided: (data?.[mutation] as Decided | null | undefined) ?? null,
    refused: error?.extensions,
    words: error?.message,
  };
}

/** Takes the mark away as soon as it is there, as whoever scores does. */
async function scoreOnce(id: string): Promise<void> {
  for (;;) {
    const { modifiedCount } = await store.disputes.updateOne(
      { _id: id, scoreDue: { $gt: '' } },
      { $unset: { scoreDue: 1 } },
    );
    if (modifiedCount === 1) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('a decision', () => {
  test('is kept in the name of who took it, marks the dispute, and is answered once it was applied', async () => {
    const id = await withDispute(risk());
    const expiresAt = inDays(7);
    const [{ decided }] = await Promise.all([
      call('raiseColour', { colour: 'RED', expiresAt }),
      scoreOnce(id),
    ]);
    expect(decided).toMatchObject({
      applied: true,
      clientMutationId: 'call-1',
      decision: {
        kind: 'RAISE',
        colour: 'RED',
        reason: '研判后认定',
        expiresAt,
        partner: 'analyst',
        actor: 'analyst@test',
      },
      dispute: { code: CODE },
    });
    expect(await store.colourDecisions.find({ disputeId: id }).lean()).toMatchObject([
      { _id: decided?.decision['id'], kind: 'COLOUR_RAISE', disputeId: id, clientMutationId: 'call-1' },
    ]);
    expect((await store.disputes.findById(id).lean())?.rev).toBe(1);
  });

  test('that nobody applies in 5 s is kept; the same call later is the same decision, and marks the dispute again', async () => {
    const id = await withDispute(RED);
    const first = await call('confirmColour', {});
    expect(first.decided).toMatchObject({ applied: false, decision: { kind: 'CONFIRM', expiresAt: null } });
    expect(first.decided?.message).toContain('Kept');
    await store.disputes.updateOne({ _id: id }, { $unset: { scoreDue: 1 } });
    const [again] = await Promise.all([call('confirmColour', {}), scoreOnce(id)]);
    expect(again.decided).toMatchObject({ applied: true, decision: first.decided?.decision });
    expect(await store.colourDecisions.countDocuments({ disputeId: id })).toBe(1);
  });

  test('on a merged dispute is one on its survivor', async () => {
    const id = await withDispute(RED);
    const [{ decided }] = await Promise.all([
      call('lowerColour', { code: OLD_CODE, colour: 'GREEN', expiresAt: inDays(1) }),
      scoreOnce(id),
    ]);
    expect(decided).toMatchObject({ applied: true, dispute: { code: CODE } });
    expect(await store.colourDecisions.countDocuments({ disputeId: id })).toBe(1);
  });

  test('taken twice at the same moment is one decision', async () => {
    const id = await withDispute(RED);
    const other = openDoor(store);
    const send = (through: Door): ReturnType<typeof ask> =>
      ask(
        through,
        'disputes',
        `mutation { confirmColour(input: { clientMutationId: "same", code: "${CODE}", reason: "属实" }) { decision { id } } }`,
      );
    const scorer = setInterval(() => {
      void store.disputes
        .updateOne({ _id: id, scoreDue: { $gt: '' } }, { $unset: { scoreDue: 1 } })
        .then(() => undefined);
    }, 10);
    const answers = await Promise.all([send(door), send(other), send(door), send(other)]).finally(() => {
      clearInterval(scorer);
    });
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(await store.colourDecisions.countDocuments({ disputeId: id })).toBe(1);
  });
});

describe('is refused', () => {
  test.each([
    ['raiseColour', { colour: 'RED', expiresAt: inDays(1) }],
    ['lowerColour', { colour: 'RED', expiresAt: inDays(1) }],
    ['clearColourDecision', {}],
  ] as const)('%s when the colour that holds makes it senseless', async (mutation, input) => {
    await withDispute(RED);
    const { decided, refused } = await call(mutation, input);
    expect(decided).toBeNull();
    expect(refused).toEqual({ code: 'HUB_COLOUR_CONFLICT', field: 'colour', currentColour: 'RED' });
    expect(await store.colourDecisions.countDocuments({})).toBe(0);
  });

  test('a confirmation of what is not RED, in words', async () => {
    await withDispute(risk());
    const { refused, words } = await call('confirmColour', {});
    expect(refused).toEqual({ code: 'HUB_COLOUR_CONFLICT', field: 'colour', currentColour: 'YELLOW' });
    expect(words).toContain('YELLOW (黄)');
  });

  test('a dispute that is not there, or is named in two ways', async () => {
    await withDispute(RED);
    const unknown = await call('confirmColour', { code: disputeCodeOf('320612', '261124', 'ZZZZZ') });
    expect(unknown.refused).toEqual({ code: 'HUB_NOT_FOUND' });
    const both = await call('confirmColour', { disputeId: 'dispute-1' });
    expect(both.refused).toEqual({ code: 'HUB_BAD_REQUEST', field: 'disputeId' });
  });

  test.each([
    ['reason', { reason: '  ' }],
    ['clientMutationId', { clientMutationId: 'x'.repeat(201) }],
    ['expiresAt', { expiresAt: inDays(91) }],
    ['expiresAt', { expiresAt: inDays(-1) }],
  ])('a bad %s', async (field, input) => {
    await withDispute(risk());
    const { refused } = await call('raiseColour', { colour: 'RED', expiresAt: inDays(1), ...input });
    expect(refused).toEqual({ code: 'HUB_BAD_REQUEST', field });
  });

  test('a call that was used for something else', async () => {
    const id = await withDispute(RED);
    await Promise.all([call('confirmColour', {}), scoreOnce(id)]);
    const { refused } = await call('confirmColour', { reason: '另一个理由' });
    expect(refused).toMatchObject({ code: 'HUB_IDEMPOTENCY_MISMATCH', field: 'clientMutationId' });
  });
});
