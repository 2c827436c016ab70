import { recordIdOf } from '../../../schema/canonical/ids.ts';
import type { CanonicalRecord, RecordDraft } from '../../../schema/canonical/record.ts';
import { foldText } from '../../../schema/matching/fold.ts';
import type { FeedName } from '../../../schema/vocabulary/feeds.ts';
import { amountFenIn } from './amounts.ts';
import { checkRecord } from './check-record.ts';
import { identifiersIn, namedPartiesIn } from './named-parties.ts';
import { classify, type Crosswalk } from './nature.ts';
import { normaliseParty } from './parties.ts';
import { peopleInvolvedIn } from './people-involved.ts';
import { placeOf } from './place.ts';
import { quotedNumbersIn } from './quoted-numbers.ts';
import { sensitivityOf } from './sensitivity.ts';
import { sourceTextOf } from './source-text.ts';
import { versionOf } from './version.ts';

/** What the envelope knows of the version that the draft was made of. */
export interface VersionEnvelope {
  readonly feed: FeedName;
  /** RFC 3339 with offset. */
  readonly receivedAt: string;
  readonly contentHash: string;
}

/** The hub's knowledge that a record is read with. */
export interface NormaliseRules extends Crosswalk {
  /** Business number patterns of all feeds: any agency may quote any other. */
  readonly numberPatterns: readonly RegExp[];
}

/**
 * Turns what a feed's mapping made of one row into the canonical record: ids, version, folded forms, division, category, nature, numbers
 * quoted, money, people. Pure: the same draft, envelope and rules give the same record.
 * @throws HubError HUB_RECORD_INVALID naming the field when the result breaks the canonical schema.
 */
export function normalise(
  draft: RecordDraft,
  envelope: VersionEnvelope,
  rules: NormaliseRules,
): CanonicalRecord {
  const { feed, receivedAt, contentHash } = envelope;
  const version = versionOf(draft.sourceTime, receivedAt, contentHash);
  const narrative = sourceTextOf(draft.narrative ?? '');
  const words = draft.narrative === draft.title ? draft.title : `${draft.title}\n${draft.narrative ?? ''}`;
  const hasNarrative = draft.narrative !== null;
  const folded = hasNarrative ? narrative.folded : foldText(draft.title);
  const kind = classify(draft.sourceCategory, { folded, hasNarrative }, rules);
  const given = identifiersIn(narrative.folded, draft.parties);
  const named = kind.nature === 'OTHER' ? [] : namedPartiesIn(narrative, given);
  const parties = [...given, ...named].map(normaliseParty);
  const flags = [...version.flags, ...draft.flags, ...parties.flatMap((party) => party.flags)];
  const record: CanonicalRecord = {
    id: recordIdOf(feed, draft.sourceId),
    feed,
    sourceId: draft.sourceId,
    versionKey: version.versionKey,
    sourceTime: draft.sourceTime,
    receivedAt,
    contentHash,
    state: draft.state,
    ...kind,
    sourceCategory: [...draft.sourceCategory],
    title: draft.title,
    narrative: draft.narrative,
    status: draft.status,
    reportedAt: draft.reportedAt,
    occurredAt: draft.occurredAt,
    closedAt: draft.closedAt,
    place: placeOf(draft.place, narrative.folded),
    parties: parties.map(({ party }) => party),
    numbers: [...new Set([draft.sourceId, ...draft.numbers])],
    quotedNumbers: quotedNumbersIn(
      words,
      draft.quotedNumbers,
      [draft.sourceId, ...draft.numbers],
      rules.numberPatterns,
    ),
    amountFen: draft.amountFen ?? (kind.nature === 'OTHER' ? null : amountFenIn(narrative.folded)),
    peopleInvolved: draft.peopleInvolved ?? peopleInvolvedIn(narrative.folded),
    events: draft.events,
    details: draft.details,
    flags: [...new Set(flags)],
    ...sensitivityOf({ ...draft, parties: given }, narrative.folded),
  };
  // A feed's mapping is code of its own: what it made is checked once, here, and trusted everywhere after.
  return checkRecord(record);
}
