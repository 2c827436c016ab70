import { feedNamed, FEEDS } from '../../connectors/registry.ts';
import { cityOf, type CityVersion } from '../../connectors/simulator/timeline/city-of.ts';
import { wireMessageOf } from '../../connectors/simulator/wire/wire-message.ts';
import { fullWorkflow } from '../../gateway/subgraphs/testing/full-workflow.ts';
import { FULL_ENTRIES } from '../../gateway/subgraphs/testing/full-dispute.ts';
import { feedStatus, rawVersion, storeRecords } from '../../gateway/subgraphs/testing/fixtures.ts';
import { colourDecision, hotSpot, risk } from '../../gateway/subgraphs/testing/full-risk.ts';
import { keepEvents, type KeptEventGiven } from '../../gateway/subgraphs/testing/kept-events.ts';
import { digest } from '../../schema/canonical/ids.ts';
import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import type { Dispute } from '../../schema/canonical/dispute.ts';
import { SENSITIVITIES } from '../../schema/canonical/sensitivity.ts';
import { linkDecisionIdOf } from '../../schema/canonical/link-decision.ts';
import type { DisputeDoc, LinkDecisionDoc, RecordDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { normalise } from '../../streams/stages/normalise/normalise.ts';
import { LinkWorld } from '../../streams/testing/link-world.ts';
import type { Offered } from '../federation/fixture.ts';

/** What is in the store, in clear. */
export interface City {
  readonly records: readonly RecordDoc[];
  readonly disputes: readonly DisputeDoc[];
  readonly offered: Offered;
}

const NUMBER_PATTERNS = FEEDS.flatMap((feed) => feed.numberPatterns);
/** Every so many-th record is guarded more than its text says. */
const RESTRICTED_EACH = 7;
const SEALED_EACH = 11;

/** Fills a store with quarrels of the simulated city that several agencies know, told again wherever people write something. */
export async function storeCity(store: Store, seed: string, quarrels: number): Promise<City> {
  const world = new LinkWorld();
  for (const [number, version] of versionsOf(seed, quarrels).entries()) {
    await world.arrive(recordOf(version, number));
  }
  const records = [...world.records.values()].map(({ id: _id, ...record }): RecordDoc => ({
    _id,
    ...record,
  }));
  const disputes = [...world.disputes.values()].map((dispute) => told(dispute, records));
  const links = [...world.links.values()];
  await storeRecords(store, records);
  await store.rawRecords.insertMany(records.map(rawVersion));
  await store.disputes.insertMany(disputes);
  const decisions = links.slice(0, 20).map(({ recordIds }, index): LinkDecisionDoc => {
    const [one] = records.filter(({ _id }) => recordIds.includes(_id));
    return {
      _id: linkDecisionIdOf(index + 1),
      kind: 'LINK_CONFIRMED',
      recordIds: [...recordIds],
      together: [recordIds],
      apart: [],
      undoes: null,
      partner: 'grid',
      actor: 'clerk@grid',
      note: tale(one?.parties ?? []),
      at: `2026-11-25T0${index % 10}:00:00.000Z`,
    };
  });
  await store.links.insertMany(
    links.map(({ id: _id, ...link }, index) => {
      const decision = decisions[index];
      const by = { kind: 'LINK_CONFIRMED', partner: 'grid', actor: 'clerk@grid' };
      return {
        _id,
        ...link,
        decidedBy:
          decision === undefined
            ? null
            : { ...by, decisionId: decision._id, note: decision.note, at: decision.at },
      };
    }),
  );
  await store.decisions.collection.insertMany([
    ...decisions,
    ...disputes.map(({ _id, parties }) => ({ ...colourDecision(_id, 'RAISE'), reason: tale(parties) })),
  ] as never[]);
  await store.references.insertMany([...FULL_ENTRIES]);
  const spots = [
    hotSpot(
      'one',
      disputes.slice(0, 5).map(({ _id }) => _id),
    ),
  ];
  await store.hotSpots.insertMany(spots);
  await keepEvents(store, disputes.map(eventOf));
  await store.feedStatuses.insertMany(FEEDS.map(({ name }) => feedStatus(name)));
  return {
    records,
    disputes,
    offered: offeredBy(
      records,
      disputes,
      spots.map(({ _id }) => _id),
    ),
  };
}

function versionsOf(seed: string, quarrels: number): CityVersion[] {
  const versions = [
    ...cityOf({ seed, records: quarrels * 40, days: 10, start: '2026-11-10T00:00:00+08:00' }),
  ];
  const known = Map.groupBy(versions, ({ truth }) => truth.quarrelId ?? '');
  known.delete('');
  const shared = [...known.values()].filter(
    (ofQuarrel) => ofQuarrel.length < 12 && new Set(ofQuarrel.map(({ agency }) => agency)).size > 1,
  );
  const others = versions.filter(({ truth, agency }) => truth.quarrelId === null || agency === 'open311');
  return [...shared.slice(0, quarrels).flat(), ...others.slice(0, quarrels)];
}

function recordOf(version: CityVersion, number: number): CanonicalRecord {
  const { bytes, ...context } = wireMessageOf(version);
  const feed = feedNamed(version.agency);
  const envelope = { feed: feed.name, receivedAt: version.sourceTime, contentHash: digest(bytes) };
  const record = normalise(feed.toDraft(bytes, context), envelope, {
    ...feed,
    numberPatterns: NUMBER_PATTERNS,
  });
  const least = number % SEALED_EACH === 3 ? 2 : number % RESTRICTED_EACH === 2 ? 1 : 0;
  const level = SENSITIVITIES[Math.max(least, SENSITIVITIES.indexOf(record.sensitivity))] ?? 'SEALED';
  return { ...record, sensitivity: level, sensitivityRule: level === 'NORMAL' ? null : 'test' };
}

type Named = Pick<CanonicalRecord['parties'][number], 'name'> & {
  readonly phone?: string | null;
  readonly phones?: readonly string[];
  readonly idNumber: string | null;
};

/** What a clerk writes about people. */
function tale(parties: readonly Named[]): string {
  const people = parties.map(({ name, phone, phones, idNumber }) =>
    [name, phone ?? phones?.[0], idNumber].filter((one) => one != null).join(' '),
  );
  return `已联系${people.join('、')}，等回电`;
}

function told({ id: _id, ...dispute }: Dispute, records: readonly RecordDoc[]): DisputeDoc {
  const telling = tale(dispute.parties);
  const workflow = fullWorkflow(_id);
  const first = records.find(({ _id: id }) => id === dispute.members[0]?.recordId);
  return {
    _id,
    ...dispute,
    workflow: {
      ...workflow,
      sessions: workflow.sessions.map((one) => ({
        ...one,
        result: telling,
        present: dispute.parties.flatMap(({ name }) => name ?? []),
      })),
      agreement: workflow.agreement === null ? null : { ...workflow.agreement, terms: telling },
      events: workflow.events.map((event) => ({
        ...event,
        note: telling,
        data: { ...event.data, ...('reason' in event.data ? { reason: telling } : {}) },
      })),
    },
    risk: risk({ factors: first === undefined ? [] : [factorOf(first)] }),
  };
}

function factorOf({
  _id: recordId,
  feed,
  narrative,
}: RecordDoc): NonNullable<DisputeDoc['risk']>['factors'][number] {
  return {
    name: 'THREAT_WORDS',
    value: 1,
    unit: '处',
    points: 30,
    note: '威胁1处',
    evidence: [{ recordId, feed, words: narrative }],
    ruleVersion: 'risk-test-1',
  };
}

/** What is told of a dispute. */
export function eventOf(dispute: DisputeDoc, offset: number): KeptEventGiven {
  const { _id, code, feeds, members, regionCode, category, guard, reach, parties, risk: scored } = dispute;
  return {
    partition: 0,
    offset,
    disputeId: _id,
    kind: 'COLOUR_CHANGED',
    code,
    title: tale(parties),
    feeds,
    regionCode,
    category,
    recordIds: members.map(({ recordId }) => recordId),
    factors: scored?.factors ?? [],
    ...(guard === undefined ? {} : { guard }),
    ...(reach === undefined ? {} : { reach }),
  };
}

function offeredBy(
  records: readonly RecordDoc[],
  disputes: readonly DisputeDoc[],
  hotSpotIds: readonly string[],
): Offered {
  const numbers = Map.groupBy(records, ({ feed }) => feed);
  const people = records.flatMap(({ parties }) => parties);
  return {
    codes: disputes.map(({ code }) => code),
    nodeIds: [
      ...records.map(({ _id }) => _id),
      ...FULL_ENTRIES.map(({ _id }) => _id),
      ...hotSpotIds,
      ...disputes.flatMap(({ _id, parties }) => [_id, ...parties.map(({ id }) => id)]),
    ],
    numbers: new Map([...numbers].map(([feed, of]) => [feed, of.flatMap((record) => record.numbers)])),
    searchTexts: people.flatMap(({ name, phone, idNumber }) => name ?? phone ?? idNumber ?? []).slice(0, 60),
    regionCodes: [...new Set(records.flatMap(({ place }) => place.regionCode ?? [])), '32', '3206'],
    hotSpotIds,
    webhookIds: ['webhook-none'],
  };
}
