import { HubError } from '../canonical/hub-error.ts';
import { digest } from '../canonical/ids.ts';
import type { DisputeRisk } from '../canonical/risk.ts';
import { COLOUR_LABELS, COLOURS, type Colour, type ColourDecisionKind } from '../vocabulary/risk-terms.ts';

/** What a person asks for, with who asks and which call it was. */
export interface ColourRequest {
  readonly kind: ColourDecisionKind;
  /** Of RAISE and LOWER: the colour that is to hold; else null. */
  readonly colour: Colour | null;
  readonly reason: string;
  /** RAISE and LOWER have one. */
  readonly expiresAt: string | null;
  readonly clientMutationId: string;
  /** Hash of what was asked, so that a repeat with other input is told apart. */
  readonly inputHash: string;
  readonly by: { readonly partner: string; readonly actor: string };
}

/** Id of the decision that a partner took by this call. */
export function colourDecisionIdOf(partner: string, clientMutationId: string): string {
  return `colour-decision-${digest('colour-decision', partner, clientMutationId).slice(0, 32)}`;
}

/** A person's colour is looked at again after a quarter at the latest. */
export const LONGEST_DECISION_DAYS = 90;
const DAY_MS = 86_400_000;

/**
 * The colour that a decision puts in place, null for CLEAR, given the dispute's risk at that moment.
 * @param colours those that the rules in force have, calm to grave
 * @throws HubError HUB_COLOUR_CONFLICT when the colour that holds makes it senseless (`details.currentColour` says which that is),
 * HUB_BAD_REQUEST for an expiry that is missing, over or too far ahead, and for a colour that the rules do not have.
 */
export function colourDecided(
  risk: DisputeRisk | null,
  request: ColourRequest,
  now: string,
  colours: readonly Colour[],
): Colour | null {
  const { kind, expiresAt } = request;
  checkExpiry(request, now);
  if (risk === null) {
    throw new HubError(
      'HUB_COLOUR_CONFLICT',
      'this dispute was not scored yet, or all its records were withdrawn: there is no colour to decide on; ask for Dispute.risk and try again',
    );
  }
  const { colour: current, machineColour, decision } = risk;
  const inForce = decision !== null && !isOver(decision.expiresAt, now);
  switch (kind) {
    case 'CONFIRM':
      if (machineColour === 'RED' && current === 'RED') return 'RED';
      throw conflict(
        `only a machine's RED can be confirmed: the machine says ${said(machineColour)} and ${said(current)} holds`,
        current,
      );
    case 'CLEAR':
      if (inForce) return null;
      throw conflict(`no person's decision is in force: ${said(current)} is the machine's`, current);
    case 'RAISE':
    case 'LOWER': {
      const colour = request.colour;
      if (colour === null || expiresAt === null) {
        throw new HubError('HUB_BAD_REQUEST', `${kind}: say the colour and until when it holds`, {
          field: colour === null ? 'colour' : 'expiresAt',
        });
      }
      if (!colours.includes(colour)) {
        throw new HubError(
          'HUB_BAD_REQUEST',
          `colour: the rules of this hub have no ${said(colour)}; use one of ${colours.map(said).join(', ')} (riskRules tells)`,
          { field: 'colour' },
        );
      }
      const step = COLOURS.indexOf(colour) - COLOURS.indexOf(current);
      if (kind === 'RAISE' ? step > 0 : step < 0) return colour;
      throw conflict(
        `${said(current)} holds, so that ${said(colour)} is ${step === 0 ? 'the same' : kind === 'RAISE' ? 'less grave' : 'graver'}; ${step === 0 ? 'there is nothing to change' : `use ${kind === 'RAISE' ? 'lowerColour' : 'raiseColour'}`}`,
        current,
      );
    }
  }
}

function checkExpiry({ expiresAt }: ColourRequest, now: string): void {
  if (expiresAt === null) return;
  const days = (Date.parse(expiresAt) - Date.parse(now)) / DAY_MS;
  if (days > 0 && days <= LONGEST_DECISION_DAYS) return;
  throw new HubError(
    'HUB_BAD_REQUEST',
    days > 0
      ? `expiresAt: ${expiresAt} is more than ${LONGEST_DECISION_DAYS} days ahead; decide again then if it still holds`
      : `expiresAt: ${expiresAt} is over; give a moment that is ahead, within ${LONGEST_DECISION_DAYS} days`,
    { field: 'expiresAt' },
  );
}

function isOver(expiresAt: string | null, now: string): boolean {
  return expiresAt !== null && Date.parse(expiresAt) <= Date.parse(now);
}

function said(colour: Colour): string {
  return `${colour} (${COLOUR_LABELS[colour]})`;
}

function conflict(message: string, currentColour: Colour): HubError {
  return new HubError('HUB_COLOUR_CONFLICT', message, { field: 'colour', details: { currentColour } });
}
