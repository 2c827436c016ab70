import type { CanonicalRecord, RecordDraft } from '../../../schema/canonical/record.ts';
import { foldAddress, foldText } from '../../../schema/matching/fold.ts';
import { divideAddress } from '../../../schema/vocabulary/region-finder.ts';
import { regionOfCode } from '../../../schema/vocabulary/regions.ts';

/**
 * Where it happened: the county by the agency's code, narrowed down to the street by the address, or all by the address. The matching
 * form of the address leaves out the divisions in front, because every second clerk does.
 */
export function placeOf(draft: RecordDraft['place'], foldedNarrative: string): CanonicalRecord['place'] {
  const coded = draft.regionCode === null ? null : regionOfCode(draft.regionCode);
  const address = draft.address === null ? '' : foldText(draft.address);
  const { region: named, rest } = divideAddress(address, coded?.code);
  const region =
    coded === null
      ? (named ?? divideAddress(foldedNarrative.slice(0, 200), null).region)
      : named?.code.startsWith(coded.code.slice(0, 6)) === true
        ? named
        : coded;
  const matchingAddress = foldAddress(rest);
  return {
    regionCode: region?.code ?? null,
    address: draft.address,
    longitude: draft.longitude,
    latitude: draft.latitude,
    matchingAddress: matchingAddress === '' ? null : matchingAddress,
  };
}
