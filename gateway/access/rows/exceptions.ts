/**
 * Where what a caller is not granted can show all the same, by field. Everything else is the same whatever lies out of its reach
 * (`non-interference.int.test.ts`); docs/access.md shows this list.
 */
export const INTERFERENCE = [
  { field: 'Dispute.id', why: 'they are made once, of the record that was registered first' },
  { field: 'Dispute.code', why: 'they are made once, of the record that was registered first' },
  {
    field: 'Dispute.members',
    why: 'which of the records that are seen stand together is decided over all records',
  },
  {
    field: 'Record (texts that are not shown in clear)',
    why: 'whose names are hidden in a text is decided over the records that are seen and stand together with it, as for Dispute.members',
  },
  { field: 'Dispute.workflow', why: 'a dispute is handled as one, and deadlines are counted for all of it' },
  {
    field: 'Dispute (whether it is there)',
    why: 'it is gone when a record above the granted level joins it; where all feeds are granted, also when one of another region does',
  },
  {
    field: 'Dispute (of a place that is not known)',
    why: 'where all feeds are granted, records without a known place count as where their dispute is',
  },
  { field: 'DisputeRisk.colour', why: 'with the right COLOUR: the colour that holds, over all records' },
  { field: 'Link.status', why: 'whether a pair is together depends on the records around it' },
  { field: 'Link.reason', why: 'whether a pair is together depends on the records around it' },
  { field: 'RiskEvent.seq', why: 'events of a dispute are numbered, also while it is out of reach' },
  {
    field: 'RiskEventConnection (order, short pages)',
    why: "what is read from the store is looked through 4,096 events of a partition at a time, others' too: with more of them in between, events of different disputes can come in another order, and a list's page can be short though a next one is there",
  },
  {
    field: 'HUB_CURSOR_EXPIRED',
    why: 'a cursor is refused once anything behind it has been removed by age, whosever it was',
  },
  { field: 'HotSpot (numbers)', why: 'they count all disputes of the area, guarded ones too' },
  {
    field: 'Feed (flow)',
    why: 'rates, repeats, columns and freshness are those of the whole feed, and feedStatus tells again when its freshness moves',
  },
] as const;
