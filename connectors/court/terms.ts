import { feedCodes } from '../../schema/vocabulary/tables.ts';

/** A code of the court's own tables with its label and the hub's term. */
export interface CourtTerm {
  /** The court's own code, else the term. */
  readonly code: string | null;
  readonly label: string | null;
  /** Upper-case word, e.g. `IN_MEDIATION`; null for what is in no table. */
  readonly term: string | null;
}

/** One of the court's tables, asked by code or by label: platforms write one, the other, or both. */
export class CourtTable {
  readonly #byCode: ReadonlyMap<string, CourtTerm>;
  readonly #byLabel: ReadonlyMap<string, CourtTerm>;

  constructor(table: string) {
    const terms = feedCodes(table).map(({ code, label, enumName }) => ({
      code: code === '' ? enumName : code,
      label,
      term: enumName,
    }));
    this.#byCode = new Map(terms.map((term) => [term.code, term]));
    this.#byLabel = new Map(terms.map((term) => [term.label, term]));
  }

  /** What was written stays; what is missing comes from the table, where it has the other. */
  read(code: string | null, label: string | null): CourtTerm {
    const byCode = this.#byCode.get(code ?? label ?? '');
    const known = byCode ?? this.#byLabel.get(label ?? '');
    if (known === undefined) return { code, label, term: null };
    const isLabelCode = code === null && byCode !== undefined;
    return {
      code: code ?? known.code,
      label: isLabelCode ? known.label : (label ?? known.label),
      term: known.term,
    };
  }
}

export const CASE_STATUS = new CourtTable('court.case_status');
export const CLOSE_OUTCOME = new CourtTable('court.close_outcome');
export const SOURCE = new CourtTable('court.pre_litigation_source');
export const ORGANISATION_TYPE = new CourtTable('court.mediation_org_type');
export const PARTY_TYPE = new CourtTable('court.party_type');
export const PARTY_ROLE = new CourtTable('court.party_role');
