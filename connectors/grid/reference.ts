import { z } from 'zod';
import { CHINA_OFFSET, readDateTime } from '../../schema/canonical/date-time.ts';
import type { ReferenceDraft, ReferenceKind } from '../../schema/canonical/reference.ts';
import { invalidRecord, readSourceId, required, textColumn } from '../kit/columns.ts';
import { parseJsonObject } from '../kit/json.ts';
import { codeColumn, countColumn, gridLabel, regionOf } from './columns.ts';

/** A yes or no; missing is null. */
const flag = z
  .boolean({ error: 'must be true or false' })
  .nullish()
  .transform((value) => value ?? null);

/** The columns of all four lists; each has some of them. */
const RowSchema = z.object({
  code: codeColumn(),
  name: textColumn(),
  region_code: codeColumn(),
  community_code: codeColumn(),
  committee_code: codeColumn(),
  active: flag,
  updated_at: textColumn(),
  community_name: textColumn(),
  worker_name: textColumn(),
  worker_phone: codeColumn(),
  households: countColumn(),
  population: countColumn(),
  kind: textColumn(),
  level: textColumn(),
  address: textColumn(),
  phone: codeColumn(),
  established_on: textColumn(),
  gender: textColumn(),
  specialities: textColumn(),
  full_time: flag,
  certificate_no: codeColumn(),
});
type Row = z.infer<typeof RowSchema>;

const DETAILS: Readonly<Record<ReferenceKind, (row: Row) => ReferenceDraft['details']>> = {
  GRID: (row) => ({
    communityName: row.community_name,
    workerName: row.worker_name,
    workerPhone: row.worker_phone,
    households: row.households,
  }),
  COMMUNITY: (row) => ({ population: row.population }),
  MEDIATION_COMMITTEE: (row) => ({
    committeeKind: row.kind,
    level: row.level,
    address: row.address,
    phone: row.phone,
    establishedOn: row.established_on,
  }),
  MEDIATOR: (row) => ({
    gender: row.gender,
    specialities: (row.specialities ?? '').split(/[;；,，、]/u).flatMap((one) => one.trim() || []),
    phone: row.phone,
    fullTime: row.full_time,
    certificateNumber: row.certificate_no,
  }),
};

/** Maps one row of a list of the grid platform: grids, communities, mediation committees, mediators. */
export function gridReference(bytes: Uint8Array, { kind }: { readonly kind: ReferenceKind }): ReferenceDraft {
  const parsed = RowSchema.safeParse(parseJsonObject(bytes, `grid list ${kind}`));
  if (!parsed.success) throw invalidRecord(parsed.error, gridLabel);
  const row = parsed.data;
  const updatedAt = required(row.updated_at, 'updated_at', gridLabel('updated_at'));
  return {
    kind,
    code: readSourceId(row.code, 'code', gridLabel('code')),
    name: required(row.name, 'name', gridLabel('name')),
    regionCode: regionOf(row.region_code),
    // Rows from before there was such a column are in use.
    state: row.active === false ? 'WITHDRAWN' : 'ACTIVE',
    sourceTime: readDateTime(updatedAt, CHINA_OFFSET, gridLabel('updated_at')),
    communityCode: kind === 'GRID' ? row.community_code : null,
    committeeCode: kind === 'GRID' || kind === 'MEDIATOR' ? row.committee_code : null,
    details: DETAILS[kind](row),
  };
}
