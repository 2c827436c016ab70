import type { AgencyName } from '../agencies/agency.ts';
import type { FaultLedger } from '../faults/fault-ledger.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import type { Trying } from './keep-trying.ts';

/** What every agency's way out of the city needs. */
export interface OutletOptions extends Trying {
  /** Folder of the city's state. */
  readonly folder: string;
  readonly now: () => number;
  /** Called with those that a restart passes over, too. */
  readonly handedOver: (agency: AgencyName, count: number, how: 'now' | 'before') => void;
  readonly faults: { readonly plan: FaultPlan; readonly ledger: FaultLedger };
  readonly log: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
}
