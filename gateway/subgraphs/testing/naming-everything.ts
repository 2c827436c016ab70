import { FULL_CASE, FULL_DISPUTE, FULL_EVENT, FULL_POLICE } from './full-dispute.ts';

/** Fields that a record always has are among them. */
const RECORD = '{ id feed number title state }';
const EVIDENCE = `factors { evidence { recordId record ${RECORD} } }`;
/** Every place of the graph that names what another collection has. */
export const NAMING_EVERYTHING = `{
  dispute(code: "${FULL_DISPUTE.code}") {
    recordIds policeIncidents { nodes { number } }
    members { nodes { recordId record ${RECORD} linkedTo ${RECORD} link { id } } }
    recurrences { recordId record ${RECORD} linkedTo ${RECORD} link { id } }
    parties { name records ${RECORD} }
    timeline(first: 100) { nodes { recordId record ${RECORD} } }
    links { nodes { recordIds records ${RECORD} decision { id } } }
    reviews { nodes { link { records ${RECORD} } } }
    linkDecisions { nodes { recordIds records ${RECORD} undoes { id } } }
    risk { ${EVIDENCE} }
  }
  search(query: "金沙") { nodes { recordId record ${RECORD} dispute { code } } }
  linkReviews { nodes { link { records ${RECORD} } disputes { code } } }
  riskEvents(filter: { kinds: [COLOUR_CHANGED, WHISTLE, HOT_SPOT_OPENED, DISPUTE_CHANGED] }) { nodes {
    recordIds records ${RECORD} ${EVIDENCE} dispute { code } mergedInto { code } hotSpot { state regionCode } } }
  hotSpots { nodes { feeds disputes { totalCount nodes { code } edges { node { code } } } } }
  record: node(id: "${FULL_POLICE._id}") { ... on Record ${RECORD} }
  gridEvent(number: "${FULL_EVENT.sourceId}") { grid { code committee { code } } community { code } }
  courtCase(number: "${FULL_CASE.sourceId}") { mediationCommittee { code } }
}`;
