import type { AgencyName } from '../agencies/agency.ts';

/** What a hub must make of a fault. Beside it the record always arrives soundly too. */
export type Expectation =
  /** Kept as a dead letter with the reason. */
  | 'DEAD_LETTER'
  /** The file as a whole is put aside with the reason. */
  | 'FILE_REFUSED'
  /** Asked or sent again; nothing is lost and nothing is kept of it. */
  | 'RETRIED'
  /** Taken, with a flag that tells what was odd. */
  | 'FLAGGED'
  /** Seen to be there already, or not looked at. */
  | 'NO_OP'
  /** The record named is withdrawn. */
  | 'WITHDRAWN';

export interface FaultKind {
  readonly fault: string;
  readonly expect: Expectation;
}

interface FaultyChannel {
  readonly agency: AgencyName;
  /** Faults per share: channels that carry little have more of them, so that a day shows every kind. */
  readonly weight: number;
  /** Taken in turn. */
  readonly kinds: readonly FaultKind[];
}

const deadLetter = (fault: string): FaultKind => ({ fault, expect: 'DEAD_LETTER' });
const refused = (fault: string): FaultKind => ({ fault, expect: 'FILE_REFUSED' });
const retried = (fault: string): FaultKind => ({ fault, expect: 'RETRIED' });
const flagged = (fault: string): FaultKind => ({ fault, expect: 'FLAGGED' });
const noOp = (fault: string): FaultKind => ({ fault, expect: 'NO_OP' });

/** How an HTTP interface fails for one request. */
const ANSWERS = [
  retried('service-unavailable'),
  retried('html-page'),
  retried('dropped-connection'),
  retried('cut-off-body'),
] as const;

/** What may go wrong between an agency and the hub, by the way that the agency hands its records over. */
export const FAULTY_CHANNELS = {
  'police110.push': {
    agency: 'police110',
    weight: 1,
    kinds: [
      deadLetter('unreadable-event'),
      flagged('unknown-column'),
      noOp('repeated-post'),
      retried('dropped-connection'),
    ],
  },
  'hotline12345.items': {
    agency: 'hotline12345',
    weight: 1,
    kinds: [deadLetter('unreadable-item'), flagged('unknown-member')],
  },
  'hotline12345.answers': { agency: 'hotline12345', weight: 4, kinds: ANSWERS },
  'hotline12345.export': {
    agency: 'hotline12345',
    weight: 4,
    kinds: [
      deadLetter('ragged-row'),
      deadLetter('nul'),
      refused('utf-16'),
      noOp('half-written'),
      noOp('twice'),
    ],
  },
  'court.drop': {
    agency: 'court',
    weight: 6,
    kinds: [
      deadLetter('unreadable-element'),
      flagged('unknown-element'),
      refused('wrong-declared-encoding'),
      refused('cut-off'),
      refused('external-entity'),
      deadLetter('ragged-row'),
      deadLetter('nul'),
      noOp('half-written'),
      noOp('twice'),
    ],
  },
  'open311.drop': {
    agency: 'open311',
    weight: 4,
    kinds: [
      deadLetter('ragged-row'),
      deadLetter('nul'),
      deadLetter('undecodable'),
      deadLetter('cut-off'),
      flagged('unknown-column'),
      noOp('half-written'),
      noOp('twice'),
    ],
  },
  'open311.items': {
    agency: 'open311',
    weight: 2,
    kinds: [deadLetter('unreadable-item'), flagged('unknown-member')],
  },
  'open311.answers': { agency: 'open311', weight: 4, kinds: ANSWERS },
  'grid.rows': { agency: 'grid', weight: 2, kinds: [deadLetter('unreadable-row')] },
  'grid.connections': { agency: 'grid', weight: 4, kinds: [retried('dropped-connection')] },
} as const satisfies Record<string, FaultyChannel>;

export type FaultChannel = keyof typeof FAULTY_CHANNELS;
