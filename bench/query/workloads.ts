const RECORD = `... on PoliceIncident { id number title reportedAt handler }
  ... on HotlineTicket { id number title reportedAt handler }
  ... on CourtCase { id number title reportedAt handler }
  ... on GridEvent { id number title reportedAt handler }`;

/** What is asked, by name. */
export const WORKLOADS: Readonly<Record<string, string>> = {
  '20 disputes over three subgraphs': `{ disputes(first: 20) { id code title state
    risk { score colour factors { name points } } work { stage dueAt agency steps } } }`,
  'one dispute with its timeline over all': `{ dispute(id: "d7") { id code title openedAt regionCode
    risk { score colour } work { stage dueAt } timeline { at kind label record { __typename ${RECORD} } } } }`,
  'search with 20 hits': `{ search(text: "漏水", first: 20) { matched
    record { __typename ${RECORD} } dispute { id code title state risk { colour } } } }`,
};
