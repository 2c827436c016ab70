import type { PartyDraft } from '../../schema/canonical/party.ts';
import { partyKindOf } from '../kit/party-kind.ts';
import type { CourtParty } from './case-row.ts';
import { PARTY_ROLE, PARTY_TYPE } from './terms.ts';

type Role = PartyDraft['role'];

/** First fit wins: 被申请人 holds 申请人. */
const ROLES: readonly (readonly [RegExp, Role])[] = [
  [/代理人|代表人/u, 'AGENT'],
  [/^被(申请|告|上诉|答辩|反诉)/u, 'COUNTERPARTY'],
  [/申请人|原告|上诉人|起诉人/u, 'REPORTER'],
  [/证人/u, 'WITNESS'],
  [/[被受]害人/u, 'VICTIM'],
];

/** GA/T 517: what the court's platform calls a document → its type. */
const ID_TYPES: ReadonlyMap<string, string> = new Map([
  ['居民身份证', '111'],
  ['身份证', '111'],
  ['临时居民身份证', '112'],
  ['户口簿', '113'],
  ['军官证', '114'],
  ['护照', '414'],
  ['普通护照', '414'],
  ['台湾居民来往大陆通行证', '511'],
  ['港澳居民来往内地通行证', '516'],
]);
/** GA/T 517: any other document, among them the identifiers of organisations. */
const OTHER_ID = '990';

/** A party in the hub's words, with its position in the court's; empty when the court wrote none. */
export function partyOf(party: CourtParty): { readonly draft: PartyDraft; readonly position: string } {
  const position = PARTY_ROLE.read(null, party.诉讼地位).label ?? '';
  const name = party.名称;
  const idNumber = party.证件号码;
  return {
    position,
    draft: {
      role: ROLES.find(([pattern]) => pattern.test(position))?.[1] ?? 'OTHER',
      kind: kindOf(party),
      name,
      phone: party.联系电话,
      idType:
        idNumber === null || party.证件类型 === null ? null : (ID_TYPES.get(party.证件类型) ?? OTHER_ID),
      idNumber,
      address: party.住址,
    },
  };
}

function kindOf({ 类型, 名称 }: CourtParty): PartyDraft['kind'] {
  const { term } = PARTY_TYPE.read(null, 类型);
  if (term === 'NATURAL_PERSON') return 'PERSON';
  if (term !== null) return 'ORGANISATION';
  return 名称 === null ? 'UNKNOWN' : partyKindOf(名称);
}
