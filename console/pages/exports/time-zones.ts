import { TIME_ZONE } from '../../language/times.ts';

/** Time zones by their IANA names, that of the hub's cities first. */
export function timeZones(): readonly string[] {
  return [...new Set([TIME_ZONE, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
}
