import { GrantSchema, type Grant } from '../../../../schema/canonical/grant.ts';

/** A grant of the police's records to the court for handling disputes, changed as told. */
export function grantWith(changes: Partial<Grant> = {}): Grant {
  return {
    ...GrantSchema.parse({
      id: 'grant-1',
      partner: 'court',
      actor: null,
      dataset: 'police110',
      levels: { NAME: 'MASKED', DATE: 'CLEAR' },
      purposes: ['DISPUTE_HANDLING'],
      validFrom: '2026-01-01T00:00:00Z',
      validTo: '2027-01-01T00:00:00Z',
    }),
    ...changes,
  };
}
