/** Degrees of one axis: what lies outside is no coordinate. */
const LATITUDE_MOST = 90;
const LONGITUDE_MOST = 180;

export interface Position {
  readonly longitude: number | null;
  readonly latitude: number | null;
}

const NOWHERE: Position = { longitude: null, latitude: null };

/**
 * A place of WGS 84 from two texts; nowhere, with the flag `COORDINATES_UNREADABLE`, when they are no coordinates. Zero and zero, in the
 * sea off Africa, is how many systems write that they do not know.
 */
export function readPosition(
  longitudeText: string | null,
  latitudeText: string | null,
  flags: Set<string>,
): Position {
  if (longitudeText === null && latitudeText === null) return NOWHERE;
  const longitude = degreesIn(longitudeText);
  const latitude = degreesIn(latitudeText);
  if (longitude === 0 && latitude === 0) return NOWHERE;
  if (Math.abs(longitude) <= LONGITUDE_MOST && Math.abs(latitude) <= LATITUDE_MOST) {
    return { longitude, latitude };
  }
  flags.add('COORDINATES_UNREADABLE');
  return NOWHERE;
}

function degreesIn(text: string | null): number {
  return text === null || text.trim() === '' ? NaN : Number(text);
}
