import type {
  ColourDecisionDoc,
  LinkDecisionDoc,
  LinkDoc,
  RiskColourDoc,
} from '../../../schema/store/documents.ts';
import type { ScrubParty } from '../../../schema/masking/party-forms.ts';
import { shownBy } from './context.ts';
import { ALL_WITHHELD, levelsOfAll, strictest } from './levels.ts';
import { partiesOfDispute } from './parties.ts';
import { levelsOfDispute, levelsOfRecord, type Sight } from './sight.ts';
import type { DisputeAround } from './surroundings.ts';

export async function showLinks(
  sight: Sight,
  docs: readonly Partial<LinkDoc>[],
): Promise<Partial<LinkDoc>[]> {
  const texts = await textsAbout(
    sight,
    docs.map(({ decidedBy, recordIds = [] }) => ({ text: decidedBy?.note ?? null, recordIds })),
  );
  return docs.map((doc, index) =>
    doc.decidedBy == null ? doc : { ...doc, decidedBy: { ...doc.decidedBy, note: texts[index] ?? null } },
  );
}

export async function showLinkDecisions(
  sight: Sight,
  docs: readonly Partial<LinkDecisionDoc>[],
): Promise<Partial<LinkDecisionDoc>[]> {
  const texts = await textsAbout(
    sight,
    docs.map(({ note = null, recordIds = [] }) => ({ text: note, recordIds })),
  );
  return docs.map((doc, index) => (doc.note == null ? doc : { ...doc, note: texts[index] ?? null }));
}

interface TextAbout {
  readonly text: string | null;
  readonly recordIds: readonly string[];
}

/** What people wrote about records, each text as the strictest of its records shows it. */
async function textsAbout(sight: Sight, asked: readonly TextAbout[]): Promise<readonly (string | null)[]> {
  const { access, around, viewer } = sight;
  const ids = asked.flatMap(({ text, recordIds }) => (text === null ? [] : recordIds));
  if (ids.length === 0) return asked.map(() => null);
  const [records, partiesOf, holding] = await Promise.all([
    around.records(ids),
    around.partiesAround(ids),
    sight.holding(),
  ]);
  const byId = new Map(records.map((record) => [record._id, record]));
  const own = levelsOfAll(access, 'disputes');
  return asked.map(({ text, recordIds }) => {
    const levels = recordIds.map((id) => {
      const record = byId.get(id);
      return record === undefined ? ALL_WITHHELD : levelsOfRecord(sight, holding, record);
    });
    const parties = recordIds.flatMap((id) => partiesOf.get(id) ?? []);
    return shownBy(viewer, strictest([own, ...levels]), null, parties).text(text);
  });
}

type ColourStep = ColourDecisionDoc | RiskColourDoc;

export async function showColourSteps(sight: Sight, docs: readonly ColourStep[]): Promise<ColourStep[]> {
  const { around, viewer } = sight;
  const decided = docs.flatMap((doc) => ('reason' in doc ? [doc.disputeId] : []));
  const [disputes, holding] = await Promise.all([around.disputes(decided), sight.holding()]);
  const byId = new Map(disputes.map((dispute) => [dispute._id, dispute]));
  const partiesOf = await around.partiesAround(disputes.flatMap(memberIds));
  return docs.map((doc) => {
    if (!('reason' in doc)) return doc;
    const dispute = byId.get(doc.disputeId);
    const of = dispute === undefined ? null : levelsOfDispute(sight, holding, dispute);
    const levels = of === null ? ALL_WITHHELD : strictest([of.risk, ...of.byFeed.values()]);
    const parties = dispute === undefined ? [] : peopleOf(dispute, partiesOf);
    // Null where texts are withheld: the graph says so.
    return { ...doc, reason: shownBy(viewer, levels, null, parties).text(doc.reason) as string };
  });
}

/** Everybody of its records; of a dispute whose records were all withdrawn, whom it still names. */
function peopleOf(
  dispute: DisputeAround,
  partiesOf: ReadonlyMap<string, readonly ScrubParty[]>,
): readonly ScrubParty[] {
  const ids = memberIds(dispute);
  if (ids.length === 0) return partiesOfDispute(dispute);
  return [...new Set(ids.flatMap((id) => partiesOf.get(id) ?? []))];
}

function memberIds({ members }: DisputeAround): readonly string[] {
  return members.map(({ recordId }) => recordId);
}
