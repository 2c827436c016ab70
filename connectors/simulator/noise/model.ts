import type { AgencyName } from '../agencies/agency.ts';

/** Probability in [0, 1]. */
type Share = number;
type ByAgency = Readonly<Record<Exclude<AgencyName, 'open311'>, Share>>;

/**
 * The noise model of the simulated city: everything that makes the records of one quarrel look different, and records of different
 * quarrels look alike. It stands here and nowhere else.
 *
 * **Frozen**: version 1, 2026-11-24, written before any linker and never retuned with one. A linker is measured against it, so moving a
 * number here to please a linker would make its figures worthless. A change needs a new version, a new date and the reason, and every
 * published figure names the version.
 *
 * Where the sizes come from: no agency publishes error rates of its intake. The kinds of noise are those that the reports and the open
 * platforms show (missing identity on hotline tickets, abbreviated addresses, number formats, late entry after the fact, quoting of
 * other agencies' numbers); the sizes are set by judgement so that neither identifiers nor text alone suffice: about one record in five
 * carries no usable identifier, and at least one true pair in ten crosses a county border.
 *
 * Each share is the chance per record unless its comment says otherwise.
 */
export const NOISE_MODEL = {
  version: '1',
  frozenOn: '2026-11-24',

  /** What the records are about. */
  mix: {
    /** Records of the four Chinese agencies that belong to a quarrel; the rest is everyday business (咨询, 表扬, 骚扰, 遗失 …). */
    disputeShare: 0.44,
    /** The same for the city 311 export. */
    disputeShareOpen311: 0.25,
    /** Group quarrels per 1,000 records (at least one from 300 records on), and how many people report in each. */
    groupQuarrelsPerThousand: 0.8,
    groupReporters: { least: 20, most: 38 },
    /** Share of quarrels that only ever reach one agency once. */
    singleContactShare: 0.34,
  },

  /** Look-alikes, each a chance per quarrel; the ground truth names the quarrel that it resembles. */
  hardNegatives: {
    /** The same caller with a second, separate quarrel. */
    sameCaller: 0.06,
    /** Another person of the same name. */
    namesake: 0.05,
    /** The same building, other people, another quarrel. */
    sameBuilding: 0.06,
    /** The same counterparty (a property company, a shop) in a separate quarrel of other people. */
    sameCounterparty: 0.08,
  },

  /** County borders. */
  borders: {
    /** Quarrels with two contacts or more whose records fall into two counties (workplace and home, court of the defendant). */
    crossCountyQuarrel: 0.34,
    /** In such a quarrel, the chance per later contact to be taken in the other county. */
    crossCountyContact: 0.55,
    /** Of the other counties, the share that lies in the neighbouring city. */
    neighbouringCity: 0.3,
    /** Chance per reporter of a group quarrel to be registered in another county. */
    crossCountyReporter: 0.16,
  },

  /** What is missing. */
  missing: {
    phone: { police110: 0.06, hotline12345: 0.1, court: 0.25, grid: 0.35 } satisfies ByAgency,
    /** Police and grid have no column for it: there it is the chance that the text does not give it. */
    idNumber: { police110: 0.92, hotline12345: 0.68, court: 0.15, grid: 0.9 } satisfies ByAgency,
    name: { police110: 0.12, hotline12345: 0.08, court: 0, grid: 0.2 } satisfies ByAgency,
    /** The counterparty is not named at all / named by its short name only. */
    counterparty: 0.16,
    counterpartyShort: 0.45,
    /** Only the surname with 先生/女士. */
    nameTitleOnly: 0.1,
  },

  /** How it is written. */
  writing: {
    /** One homophone or look-alike character in the narrative / in the reporter's name. */
    typoNarrative: 0.08,
    typoName: 0.03,
    /** Traditional script. */
    traditionalNarrative: 0.05,
    traditionalName: 0.04,
    /** Full-width digits and letters in narrative, phone or address. */
    fullWidth: 0.06,
    phonePlus86: 0.08,
    phoneSpaced: 0.06,
    /** A relative's phone. */
    otherPhone: 0.05,
    /** Province, city or county left out; 3-2-501 for 3幢2单元501室. */
    addressAbbreviated: 0.4,
    /** Only the community or a landmark. */
    addressVague: 0.08,
    /** Filed under a neighbouring class of the agency's own list. */
    misclassified: 0.06,
  },

  /** How it arrives. */
  arrival: {
    /** Reported days after the event, and how many at most. */
    occurredDaysAgo: 0.18,
    occurredDaysAgoMost: 12,
    /** The same version sent again, identical. */
    repeated: 0.03,
    /** A later version of the same number that corrects phone, name or address. */
    corrected: 0.05,
    /** Taken back: 110 status 1000 已撤销, hotline 撤回. */
    withdrawn: 0.03,
    /** Hotline rows that become visible after their own updatedAt (a long transaction), and by how much at most. */
    lateCommit: 0.08,
    lateCommitMostMs: 9 * 60_000,
  },

  /** What agencies say of each other. */
  quoting: {
    /** A later contact with another agency quotes an earlier record's number in its text. */
    quotesNumber: 0.24,
    /** Of the hotline's quotes, the share that also fills `relatedNumbers`. */
    alsoInField: 0.4,
    /** Case numbers in half-width brackets. */
    halfWidthBrackets: 0.5,
  },
} as const;

export type NoiseModel = typeof NOISE_MODEL;
