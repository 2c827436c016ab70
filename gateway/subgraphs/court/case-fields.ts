import type { RecordParty } from '../../../schema/canonical/party.ts';
import type { RecordDoc } from '../../../schema/store/documents.ts';
import { codedDetail, listDetail, numberDetail, textDetail } from '../kit/details.ts';
import { regionView } from '../kit/region.ts';
import { entryReference } from '../kit/references.ts';
import type { CourtContext } from './loaders.ts';
import { courtLevelOf, type CourtLevel } from './court-level.ts';

/** `type Court`. */
interface CourtView {
  readonly code: string;
  readonly name: string | null;
  readonly level: CourtLevel | null;
}

const courtCode = textDetail('courtCode');
const courtName = textDetail('courtName');
const countyCode = textDetail('countyCode');
const causeCode = textDetail('causeCode');
const causeName = textDetail('causeName');
const causeRules = textDetail('causeRules');
const mediationOrganisation = textDetail('mediationOrganisation');
const partyPositions = listDetail('partyPositions');
const confirmationNumber = textDetail('confirmationNumber');
const confirmationResult = textDetail('confirmationResult');
const confirmedAt = textDetail('confirmedAt');

/** Fields of CourtCase that only this feed has. */
export const CASE_FIELDS = {
  caseNumber: (record: RecordDoc) => record,
  countyCode,
  cause: (record: RecordDoc) =>
    unlessEmpty({ code: causeCode(record), name: causeName(record), rules: causeRules(record) }),
  source: codedDetail('sourceCode', 'source'),
  courtParties: courtPartiesOf,
  claims: textDetail('claims'),
  mediationOrganisation,
  mediationCommittee: async (record: RecordDoc, _: unknown, { loaders }: CourtContext) => {
    const name = mediationOrganisation(record);
    const regionPrefix = countyCode(record);
    if (name === null || regionPrefix === null) return null;
    const committee = await loaders.committeeNamed.load({ name, regionPrefix });
    return committee === null ? null : entryReference(committee);
  },
  mediationOrganisationType: codedDetail('mediationOrganisationTypeCode', 'mediationOrganisationType'),
  mediator: textDetail('mediator'),
  outcome: codedDetail('outcomeCode', 'outcome'),
  judicialConfirmation: (record: RecordDoc) =>
    unlessEmpty({
      number: confirmationNumber(record),
      result: confirmationResult(record),
      confirmedAt: confirmedAt(record),
    }),
};

/** Fields of CaseNumber: its parent is the case. */
export const CASE_NUMBER_FIELDS = {
  text: (record: RecordDoc) => record.sourceId,
  year: numberDetail('caseYear'),
  court: courtOf,
  type: codedDetail('caseTypeCode', 'caseType'),
  serial: numberDetail('caseSerial'),
  county: (record: RecordDoc) => regionView(countyCode(record)),
};

function courtOf(record: RecordDoc): CourtView | null {
  const code = courtCode(record);
  return code === null ? null : { code, name: courtName(record), level: courtLevelOf(code) };
}

/** The case's own parties: what the hub found in the text besides stands behind them and has no position. */
function courtPartiesOf(record: RecordDoc): readonly { position: string | null; party: RecordParty }[] {
  const positions = partyPositions(record);
  return record.parties.slice(0, positions.length).map((party, index) => ({
    position: positions[index] === '' ? null : (positions[index] ?? null),
    party,
  }));
}

/** Null when no member has a value. */
function unlessEmpty<View extends object>(view: View): View | null {
  return Object.values(view).some((value) => value !== null) ? view : null;
}
