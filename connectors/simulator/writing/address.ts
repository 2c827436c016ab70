import type { Place } from '../city/atlas.ts';
import { PROVINCE_NAME } from '../city/regions.ts';
import type { Random } from '../noise/random.ts';

export const ADDRESS_STYLES = ['full', 'abbreviated', 'vague'] as const;
export type AddressStyle = (typeof ADDRESS_STYLES)[number];

/** The place as somebody writes it down. `abbreviated` leaves out province, city or county and shortens the door; `vague` names a landmark. */
export function writeAddress(place: Place, style: AddressStyle, random: Random): string {
  const { street, road, number, name, detail, detailShort } = place;
  const { county } = street;
  switch (style) {
    case 'full':
      return PROVINCE_NAME + county.cityName + county.name + street.name + road + number + name + detail;
    case 'abbreviated': {
      const region = random.pick([
        county.cityName + county.name + street.name,
        county.name + street.name,
        street.name,
        county.name,
        '',
      ]);
      const way = name !== '' && random.chance(0.5) ? '' : road + number;
      return region + way + name + (random.chance(0.6) ? detailShort : detail);
    }
    case 'vague':
      return name === ''
        ? random.pick([`${street.name}${road}附近`, `${road}路边`, `${road}${place.community.name}旁`])
        : random.pick([name, `${name}附近`, `${street.name}${name}`]);
  }
}
