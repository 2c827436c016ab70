import type { ReferenceView } from '../../access/reference-reads.ts';
import type { PageArguments } from '../kit/connection.ts';
import { listDetail, numberDetail, textDetail, type Detailed } from '../kit/details.ts';
import { regionView } from '../kit/region.ts';
import { entriesOf, entryNamed, eventsInGrid } from './lists.ts';
import type { GridContext } from './loaders.ts';

type Entry = ReferenceView;

const workerName = textDetail('workerName');
const workerPhone = textDetail('workerPhone');

/** Fields of every kind of entry that are not stored under their own name. */
const ENTRY_FIELDS = {
  id: ({ _id }: Entry) => _id,
  inUse: ({ state }: Entry) => state === 'ACTIVE',
};

const IN_REGION = { ...ENTRY_FIELDS, region: ({ regionCode }: Entry) => regionView(regionCode) };

const committee = ({ committeeCode }: Entry, _: unknown, context: GridContext): unknown =>
  entryNamed('MEDIATION_COMMITTEE', committeeCode, context);

export const GRID_FIELDS = {
  ...IN_REGION,
  communityName: textDetail('communityName'),
  community: ({ communityCode }: Entry, _: unknown, context: GridContext) =>
    entryNamed('COMMUNITY', communityCode, context),
  committee,
  worker: workerOf,
  households: numberDetail('households'),
  events: eventsInGrid,
};

export const COMMUNITY_FIELDS = {
  ...IN_REGION,
  population: numberDetail('population'),
  grids: (community: Entry, args: PageArguments, context: GridContext) =>
    entriesOf(community, 'GRID', 'communityCode', args, context),
};

export const COMMITTEE_FIELDS = {
  ...IN_REGION,
  kind: textDetail('committeeKind'),
  level: textDetail('level'),
  address: textDetail('address'),
  phone: textDetail('phone'),
  establishedOn: textDetail('establishedOn'),
  mediators: (body: Entry, args: PageArguments, context: GridContext) =>
    entriesOf(body, 'MEDIATOR', 'committeeCode', args, context),
  grids: (body: Entry, args: PageArguments, context: GridContext) =>
    entriesOf(body, 'GRID', 'committeeCode', args, context),
};

export const MEDIATOR_FIELDS = {
  ...ENTRY_FIELDS,
  gender: textDetail('gender'),
  committee,
  specialities: listDetail('specialities'),
  phone: textDetail('phone'),
  fullTime: ({ details }: Detailed) => {
    const { fullTime } = details;
    return typeof fullTime === 'boolean' ? fullTime : null;
  },
  certificateNumber: textDetail('certificateNumber'),
};

function workerOf(grid: Entry): { name: string | null; phone: string | null } | null {
  const worker = { name: workerName(grid), phone: workerPhone(grid) };
  return worker.name === null && worker.phone === null ? null : worker;
}
