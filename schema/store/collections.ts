/**
 * What a collection is to a rebuild (rule 1 of the rules of correctness):
 * - SOURCE: insert-only, never dropped; what everything derived is made of.
 * - DERIVED: made anew by `tributary rebuild`, and equal to what it replaces.
 * - OPERATIONAL: about this hub's running and not about records; kept as it is.
 */
export type CollectionRole = 'SOURCE' | 'DERIVED' | 'OPERATIONAL';

interface CollectionUse {
  readonly role: CollectionRole;
  /** Why it is that. */
  readonly why: string;
}

/** Every collection of the hub. One that is not here fails a test. */
export const COLLECTIONS = {
  rawRecords: { role: 'SOURCE', why: 'every accepted version of every record, original bytes' },
  rawReferences: {
    role: 'SOURCE',
    why: 'every version of every entry of an agency’s lists, original bytes',
  },
  decisions: {
    role: 'SOURCE',
    why: 'codes, placements, merges, people’s decisions about links, moves of workflows, firings of timers',
  },
  auditChains: {
    role: 'SOURCE',
    why: 'which chains of looks there are, registered before their first entry',
  },
  auditEntries: { role: 'SOURCE', why: 'every look at data, each hanging on the one before' },
  references: { role: 'DERIVED', why: 'the newest version of each raw reference' },
  records: { role: 'DERIVED', why: 'the newest version of each raw record' },
  searchEntries: { role: 'DERIVED', why: 'words and keys of each record' },
  blockKeys: { role: 'DERIVED', why: 'blocking keys of each version of each record' },
  disputes: { role: 'DERIVED', why: 'linked records, with the moves in `decisions`' },
  links: { role: 'DERIVED', why: 'pairs of records, scored, with people’s decisions' },
  decisionProgress: {
    role: 'OPERATIONAL',
    why: 'receipts: when the pipeline had applied a decision, and what it found then',
  },
  deadLetters: { role: 'OPERATIONAL', why: 'copies of the dead letter topics, which keep 30 days' },
  repeats: { role: 'OPERATIONAL', why: 'messages that brought nothing new: only the topics knew them' },
  connectorCursors: { role: 'OPERATIONAL', why: 'how far each connector has read' },
  feedStatuses: { role: 'OPERATIONAL', why: 'when each agency was last heard of' },
  feedMinutes: { role: 'OPERATIONAL', why: 'what the pipeline did in each minute of its own clock' },
  feedColumns: { role: 'OPERATIONAL', why: 'columns as they were seen, and when that was found out' },
  deliveries: { role: 'OPERATIONAL', why: 'what agencies were told, and when' },
  outboundStatuses: { role: 'OPERATIONAL', why: 'how telling the agencies goes' },
  risks: { role: 'OPERATIONAL', why: 'what was told of each dispute so far, and the colour that holds' },
  riskRules: { role: 'OPERATIONAL', why: 'the rules that the pipeline says it scores by' },
  events: { role: 'OPERATIONAL', why: 'what was told, with its place in the stream: cursors point there' },
  eventLogs: { role: 'OPERATIONAL', why: 'epoch of the stream, and how much of it was removed' },
  hotSpots: { role: 'OPERATIONAL', why: 'alarms that were raised: later records never unsay them' },
  accessCases: { role: 'OPERATIONAL', why: 'applications, corrections and emergencies, with who decided' },
  datasetTerms: { role: 'OPERATIONAL', why: 'whose each dataset is, and on what terms it is shared' },
  grants: { role: 'OPERATIONAL', why: 'who may see what, since when, until when and by whose word' },
  riskWebhooks: { role: 'OPERATIONAL', why: 'what partners saved, and how far each was told' },
  webhookDeliveries: { role: 'OPERATIONAL', why: 'what saved webhooks were told, and when' },
  exportJobs: { role: 'OPERATIONAL', why: 'lists that people had written into files: over after seven days' },
  exportPages: { role: 'OPERATIONAL', why: 'what is in those files: over after two days' },
  savedViews: { role: 'OPERATIONAL', why: 'filters that people keep under a name' },
  revocations: {
    role: 'OPERATIONAL',
    why: 'tokens that are refused before they expire: about who asks, and over after two days',
  },
  partnerUses: {
    role: 'OPERATIONAL',
    why: 'how much was read for each partner in a day: over after eight days',
  },
  registeredDocuments: { role: 'OPERATIONAL', why: 'documents that partners may send by identifier' },
  erasures: {
    role: 'SOURCE',
    why: 'who was erased, by keyed hashes: a rebuild takes nobody in again',
  },
  listRewrites: {
    role: 'OPERATIONAL',
    why: 'entries of lists whose rows in the topics are still to be written over without whoever was erased',
  },
  legalHolds: { role: 'SOURCE', why: 'what must be kept, and by whose word' },
  retentionRuns: {
    role: 'OPERATIONAL',
    why: 'which pipeline ends what is over its term, and what it is ending now',
  },
  rebuilds: { role: 'OPERATIONAL', why: 'the journal of a rebuild that is under way' },
} as const satisfies Record<string, CollectionUse>;

export type CollectionName = keyof typeof COLLECTIONS;

/** Those that a rebuild makes anew, in the order in which it puts them in place. */
export const DERIVED = [
  'references',
  'records',
  'searchEntries',
  'blockKeys',
  'links',
  'disputes',
] as const satisfies readonly CollectionName[];
export type DerivedName = (typeof DERIVED)[number];
