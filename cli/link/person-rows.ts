import type { PersonRow } from '../../streams/stages/link/person/person-row.ts';
import { mappedText, type LinkMap } from './map-file.ts';

/** One line as a person. @throws HubError HUB_RECORD_INVALID naming the field */
export function personRowOf(line: Readonly<Record<string, unknown>>, id: string, map: LinkMap): PersonRow {
  return {
    id,
    familyName: mappedText(line, map.familyName),
    givenName: mappedText(line, map.givenName),
    name: mappedText(line, map.name),
    phone: mappedText(line, map.phone),
    idNumber: mappedText(line, map.idNumber),
    birthDate: mappedText(line, map.birthDate),
    addressLines: map.addressLines.map((column) => mappedText(line, column)).filter((text) => text !== null),
    locality: mappedText(line, map.locality),
    postcode: mappedText(line, map.postcode),
    region: mappedText(line, map.region),
    category: mappedText(line, map.category),
    narrative: mappedText(line, map.narrative),
  };
}
