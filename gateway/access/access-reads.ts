import { DATASETS, type Dataset } from '../../schema/vocabulary/datasets.ts';
import { isInForce, type Grant } from '../../schema/canonical/grant.ts';
import { shippedTerms, type DatasetTerms } from '../../schema/canonical/dataset-terms.ts';
import type { AccessCaseDoc, AccessCaseKind } from '../../schema/store/access-case-docs.ts';
import type { GrantDoc } from '../../schema/store/grant-docs.ts';
import { afterFilter, allOf, keysetSort, type Filter, type KeysetPosition } from './criteria.ts';
import type { Reader } from './reader.ts';

export interface GrantCriteria {
  readonly partner?: string;
  readonly dataset?: Dataset;
  readonly state?: GrantDoc['state'];
}

export interface CaseCriteria {
  readonly partner?: string;
  readonly states?: readonly string[];
}

/** One kind of case. */
export type CaseOf<Kind extends AccessCaseKind> = Extract<AccessCaseDoc, { kind: Kind }>;

/**
 * Reads of who may see what: of the caller's own partner, and of all for whoever has the dataset `access`; cases also for whoever may approve, and for
 * the partner that is to answer. The catalogue is for everybody.
 */
export interface AccessReads {
  datasetTerms(): Promise<ReadonlyMap<Dataset, DatasetTerms>>;
  /** The newest first. */
  grantPage(
    criteria: GrantCriteria,
    after: KeysetPosition | null,
    limit: number,
  ): Promise<readonly GrantDoc[]>;
  countGrants(criteria: GrantCriteria, upTo: number): Promise<number>;
  /** Grants of a partner that are in force. */
  grantsInForce(partner: string, now: Date): Promise<readonly Grant[]>;
  accessCase<Kind extends AccessCaseKind>(kind: Kind, id: string): Promise<CaseOf<Kind> | null>;
  /** The newest first. */
  accessCasePage<Kind extends AccessCaseKind>(
    kind: Kind,
    criteria: CaseCriteria,
    after: KeysetPosition | null,
    limit: number,
  ): Promise<readonly CaseOf<Kind>[]>;
  countAccessCases(kind: AccessCaseKind, criteria: CaseCriteria, upTo: number): Promise<number>;
}

export function accessReads(reader: Reader): AccessReads {
  const casesOf = async <Kind extends AccessCaseKind>(
    kind: Kind,
    filters: readonly Filter[],
    limit: number,
  ): Promise<readonly CaseOf<Kind>[]> => {
    const options = { sort: keysetSort('createdAt', 'DESC'), limit };
    // The filter says which kind they are.
    return (await reader.find('accessCases', allOf([{ kind }, ...filters]), options)) as CaseOf<Kind>[];
  };
  return {
    datasetTerms: async () => {
      const stored = new Map((await reader.find('datasetTerms', {})).map((terms) => [terms._id, terms]));
      return new Map(DATASETS.map((dataset) => [dataset, stored.get(dataset) ?? shippedTerms(dataset)]));
    },
    grantPage: (criteria, after, limit) =>
      reader.find('grants', allOf([{ ...criteria }, ...afterFilter('createdAt', 'DESC', after)]), {
        sort: keysetSort('createdAt', 'DESC'),
        limit,
      }),
    countGrants: (criteria, upTo) => reader.count('grants', { ...criteria }, upTo),
    grantsInForce: async (partner, now) =>
      (await reader.find('grants', { partner, state: 'ACTIVE' }))
        .filter((grant) => isInForce(grant, now.getTime()))
        .map(({ _id: id, ...grant }) => ({ id, ...grant })),
    accessCase: async (kind, id) => (await casesOf(kind, [{ _id: id }], 1))[0] ?? null,
    accessCasePage: (kind, criteria, after, limit) =>
      casesOf(kind, [caseFilter(criteria), ...afterFilter('createdAt', 'DESC', after)], limit),
    countAccessCases: (kind, criteria, upTo) =>
      reader.count('accessCases', allOf([{ kind }, caseFilter(criteria)]), upTo),
  };
}

function caseFilter({ partner, states }: CaseCriteria): Filter {
  return {
    ...(partner === undefined ? {} : { partner }),
    ...(states === undefined ? {} : { state: { $in: [...states] } }),
  };
}
