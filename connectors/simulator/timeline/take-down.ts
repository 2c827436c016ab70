import type { AgencyName } from '../agencies/agency.ts';
import type { ServiceCase } from '../agencies/open311/shape.ts';
import type { Truth } from '../truth/truth.ts';
import { rfc3339 } from '../writing/time.ts';
import type { Numbering } from './numbers.ts';
import type { QuarrelMatter, RecordPlan, ServiceMatter } from './plan.ts';
import type { Report } from './report.ts';
import { tell } from './tell.ts';

/** A record with its number, its text and the truth behind it: made when its first version arrives, kept until its last. */
export type TakenDown =
  | { readonly agency: Exclude<AgencyName, 'open311'>; readonly report: Report; readonly truth: Truth }
  | { readonly agency: 'open311'; readonly request: ServiceCase; readonly truth: Truth };

export function takeDown(record: RecordPlan, numbering: Numbering): TakenDown {
  const { matter } = record;
  const numberOf = (other: RecordPlan): string => numbering.of(other);
  if (matter.type === 'service') return takeDownService(record, matter, numberOf(record));
  const { report, noise, quotes } = tell(record, matter, numberOf);
  const repeated = record.versions.some(({ repeatedMs }) => repeatedMs !== null);
  const withdrawn = record.versions.some((version) => version.withdrawn);
  const quarrel = matter.type === 'quarrel' ? matter.quarrel : null;
  const truth: Truth = {
    feed: matter.agency,
    sourceId: report.number,
    quarrelId: quarrel?.id ?? null,
    nature: quarrel !== null,
    category: quarrel?.kind.category ?? null,
    kind: matter.type === 'quarrel' ? matter.quarrel.kind.name : matter.topic.name,
    misleading: matter.type === 'everyday' && matter.topic.misleading === true,
    resembles: quarrel?.resembles ?? null,
    group: quarrel?.group ?? false,
    escalation: matter.type === 'quarrel' ? escalationFor(matter, record.reportedMs) : null,
    signal: matter.type === 'quarrel' ? (matter.turn?.signal ?? null) : null,
    contact: matter.type === 'quarrel' ? matter.contact : 0,
    reporter: matter.reporter.n,
    countyCode: report.county.code,
    quotes: [...quotes],
    noise: [...noise, ...(repeated ? ['repeated'] : []), ...(withdrawn ? ['withdrawn'] : [])],
  };
  return { agency: matter.agency, report, truth };
}

function escalationFor({ escalation, turn }: QuarrelMatter, reportedMs: number): Truth['escalation'] {
  if (escalation === null) return null;
  const { event, atMs } = escalation;
  const phase = turn?.signal === 'event' ? 'event' : reportedMs < atMs ? 'before' : 'after';
  return { event, at: rfc3339(atMs), phase };
}

const CHANNELS = ['PHONE', 'PHONE', 'ONLINE', 'MOBILE', 'UNKNOWN'] as const;

function takeDownService(record: RecordPlan, matter: ServiceMatter, key: string): TakenDown {
  const random = record.random.fork('tell');
  const { topic, place } = matter;
  const request: ServiceCase = {
    key,
    topic,
    descriptor: random.pick(topic.descriptors),
    place,
    channel: random.pick(CHANNELS),
    resolution: random.pick(topic.resolutions),
    createdMs: record.reportedMs,
  };
  const repeated = record.versions.some(({ repeatedMs }) => repeatedMs !== null);
  const truth: Truth = {
    feed: 'open311',
    sourceId: key,
    quarrelId: matter.quarrelId,
    nature: topic.category !== null,
    category: topic.category,
    kind: topic.name,
    misleading: request.descriptor.includes('Dispute'),
    resembles: matter.resembles,
    group: false,
    escalation: null,
    signal: null,
    contact: matter.contact,
    reporter: null,
    countyCode: '',
    quotes: [],
    noise: repeated ? ['repeated'] : [],
  };
  return { agency: 'open311', request, truth };
}
