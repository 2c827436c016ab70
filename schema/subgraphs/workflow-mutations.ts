/** One mutation of the workflow in the graph: its name, what it does, and the fields that its input has beside the common ones, as SDL. */
export interface MutationTerm {
  readonly name: string;
  readonly doc: string;
  readonly fields: string;
}

const REASON = '  "Why (理由)."\n  reason: String!\n';

export const MUTATION_TERMS = [
  { name: 'registerDispute', doc: 'Registers a dispute: its handling begins (登记).', fields: '' },
  {
    name: 'triageDispute',
    doc: 'Says how urgent it is and of which category; the clock starts with the first triage (分流).',
    fields: `  "How soon it must be settled (紧急程度)."
  urgency: Urgency!
  "Category, when that of the records does not fit (类别)."
  category: DisputeCategory
`,
  },
  {
    name: 'referDispute',
    doc: 'Refers it to an agency or to a mediation committee (转办); `Dispute.referralProposals` proposes committees.',
    fields: `  "Agency, as partners of the hub are named, e.g. \`court\` (承办单位). Left out for a committee: the agency that keeps it, \`grid\`."
  agency: String
  "Code of a mediation committee of the grid platform's list (调委会编码), e.g. \`TJ320612003\`."
  committeeCode: String
  "Name of the agency as people read it (名称). A committee's comes from its list."
  name: String
`,
  },
  {
    name: 'acceptDispute',
    doc: 'The agency referred to takes it (受理). Only that agency, or `admin`.',
    fields: '',
  },
  {
    name: 'returnDispute',
    doc: 'The agency referred to gives it back (退单). Only that agency, or `admin`.',
    fields: `${REASON}  "Whose it is instead, when it is not ours (应由谁办理): an agency."
  theirs: String
  "Name of that agency as people read it (名称)."
  theirsName: String
`,
  },
  { name: 'startMediation', doc: 'Mediation begins (办理).', fields: '' },
  {
    name: 'recordMediationSession',
    doc: 'Writes down one sitting of mediation (调解记录).',
    fields: `  "When it was held (调解时间)."
  heldAt: DateTime!
  "How it was sought to settle (化解方式, GB/T 31000 table 93)."
  method: ResolutionMethod!
  "What came of it (化解结果)."
  result: String
  "Who mediated (调解人员), up to 100."
  mediators: [String!]
  "Who else was present (参加人员), up to 100."
  present: [String!]
`,
  },
  {
    name: 'recordAgreement',
    doc: 'The parties agreed (调解成功).',
    fields: `  "Its form (协议形式)."
  form: AgreementForm!
  "How it was reached (化解方式, GB/T 31000 table 93)."
  method: ResolutionMethod!
  "Its terms (协议内容)."
  terms: String
  "Amount agreed on in fen, 1/100 yuan (协议金额，单位：分)."
  amountFen: SafeInt
  "Instalments (分期履行), which add up to the amount; up to 120."
  instalments: [InstalmentInput!]
`,
  },
  {
    name: 'recordFailure',
    doc: 'Mediation failed (调解不成).',
    fields: `${REASON}  "In which way (情形)."
  outcome: FailureOutcome!
`,
  },
  {
    name: 'litigateDispute',
    doc: 'It goes to court (转诉讼).',
    fields: `  "The court (法院)."
  court: String
  "Number of the case (案号)."
  caseNumber: String
`,
  },
  {
    name: 'suspendDispute',
    doc: 'Handling rests, for example for an expert opinion (鉴定): the clock stands still (中止).',
    fields: REASON,
  },
  { name: 'resumeDispute', doc: 'Handling goes on where it rested (恢复办理).', fields: '' },
  {
    name: 'requestConfirmation',
    doc: 'Asks a court to confirm the agreement (申请司法确认).',
    fields: `  "The court (法院)."
  court: String
`,
  },
  {
    name: 'recordConfirmation',
    doc: 'Writes down what the court decided about the agreement (司法确认).',
    fields: `  "Whether it was confirmed (是否确认)."
  confirmed: Boolean!
  "When the court decided (裁定时间)."
  decidedAt: DateTime!
  "Number of the ruling (裁定文号)."
  number: String
`,
  },
  {
    name: 'recordInstalment',
    doc: 'Writes down that an instalment was paid, or not: a default reopens the dispute (履行).',
    fields: `  "Its number (期数)."
  no: Int!
  "Whether it was paid (是否履行)."
  paid: Boolean!
  "When it was paid (履行时间); now when left out."
  paidAt: DateTime
`,
  },
  {
    name: 'followUpDispute',
    doc: 'The parties were asked how it went (回访).',
    fields: `  "How satisfied they are (满意度)."
  satisfaction: Satisfaction!
`,
  },
  { name: 'closeDispute', doc: 'It is done (销号).', fields: '' },
  { name: 'reopenDispute', doc: 'It was not done after all (重开).', fields: REASON },
  { name: 'redoDispute', doc: 'The agency that had it must do it again (重办).', fields: REASON },
  {
    name: 'extendDispute',
    doc: 'Gives it more time (延期).',
    fields: `${REASON}  "Until when (延至): later than it is due now."
  until: DateTime!
`,
  },
  { name: 'withdrawDispute', doc: 'The parties take it back (撤回).', fields: REASON },
  {
    name: 'transferToCriminal',
    doc: 'It proved to be a crime (转刑事).',
    fields: `${REASON}  "Agency that takes it (接收单位)."
  agency: String
`,
  },
  { name: 'superviseDispute', doc: 'Puts it under supervision (督办).', fields: '' },
  {
    name: 'whistleForDispute',
    doc: 'Calls agencies together (吹哨报到).',
    fields: `  "Which whistle (哨种)."
  kind: Whistle!
  "Who is called (被吹哨单位), 1 to 50."
  agencies: [String!]!
`,
  },
] as const satisfies readonly MutationTerm[];

export type MutationName = (typeof MUTATION_TERMS)[number]['name'];
