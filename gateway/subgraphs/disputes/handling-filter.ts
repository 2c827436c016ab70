import type { HandledCriteria } from '../../access/criteria.ts';
import type { HandlingMark } from '../../access/handling-marks.ts';
import { numberTextOf, rangeOf, type RangeArgument } from '../kit/arguments.ts';

/** `input HandlingFilter`. */
export interface HandlingFilterArgument {
  readonly states?: readonly string[] | null;
  readonly registeredBetween?: RangeArgument | null;
  readonly dueBetween?: RangeArgument | null;
  readonly supervised?: boolean | null;
  readonly agency?: string | null;
  readonly countsAs?: HandlingMark | null;
}

/**
 * @param now the moment as of which deadlines are over
 * @throws HubError HUB_BAD_REQUEST for an agency that no list could name.
 */
export function handledCriteriaOf(asked: HandlingFilterArgument, now: Date): HandledCriteria {
  const { states, registeredBetween, dueBetween, supervised, agency, countsAs } = asked;
  return {
    ...(states == null ? {} : { states }),
    ...(registeredBetween == null ? {} : { registered: rangeOf(registeredBetween) }),
    ...(dueBetween == null ? {} : { due: rangeOf(dueBetween) }),
    ...(supervised == null ? {} : { isSupervised: supervised }),
    ...(agency == null ? {} : { agency: numberTextOf(agency, 'filter.handling.agency') }),
    ...(countsAs == null ? {} : { countsAs: { mark: countsAs, asOf: now } }),
  };
}
