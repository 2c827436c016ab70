import { HubError } from '../../schema/canonical/hub-error.ts';
import { csvFormat } from '../kit/csv-file.ts';
import type { CsvLayout } from '../kit/csv-layout.ts';
import type { FileFormat } from '../kit/file-format.ts';
import { xmlFormat } from '../kit/xml-file.ts';
import { CASE_ELEMENT, CASES_ELEMENT } from './case-element.ts';
import { CASE_COLUMNS, CASE_REQUIRED, PARTY_COLUMNS } from './case-row.ts';
import { courtDraft } from './mapping.ts';

const EVENT_TYPE = 'cn.gov.court.case.v1';
/** Parties that the platform's table has columns for; more may come. */
const PARTIES_USUAL = 2;

const TABLE: CsvLayout = {
  profile: null,
  family: 'court',
  delimiter: ',',
  encoding: 'auto',
  columns: [
    ...CASE_COLUMNS,
    ...Array.from({ length: PARTIES_USUAL }, (_, index) =>
      PARTY_COLUMNS.map((column) => `当事人${index + 1}${column}`),
    ).flat(),
  ],
  required: CASE_REQUIRED,
};

/** The forms in which the court's platform exports its cases: a list in XML, or a table in CSV. */
export const COURT_FILES: readonly FileFormat[] = [
  xmlFormat({
    feed: 'court',
    eventType: EVENT_TYPE,
    rootElement: CASES_ELEMENT,
    itemElement: CASE_ELEMENT,
    countAttribute: '数量',
    toDraft: courtDraft,
  }),
  csvFormat({
    feed: 'court',
    eventType: EVENT_TYPE,
    layoutsNamed(profile) {
      if (profile === null) return [TABLE];
      throw new HubError(
        'HUB_CONFIG_INVALID',
        `files of the court have no profiles; leave out "${profile}"`,
        {
          field: 'profile',
        },
      );
    },
    toDraft: courtDraft,
  }),
];
