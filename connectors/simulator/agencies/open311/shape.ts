import type { Random } from '../../noise/random.ts';
import type { ServiceTopic } from './topics.ts';

/** The 41 columns of the export, in order. */
export const NYC_COLUMNS = [
  'Unique Key',
  'Created Date',
  'Closed Date',
  'Agency',
  'Agency Name',
  'Complaint Type',
  'Descriptor',
  'Location Type',
  'Incident Zip',
  'Incident Address',
  'Street Name',
  'Cross Street 1',
  'Cross Street 2',
  'Intersection Street 1',
  'Intersection Street 2',
  'Address Type',
  'City',
  'Landmark',
  'Facility Type',
  'Status',
  'Due Date',
  'Resolution Description',
  'Resolution Action Updated Date',
  'Community Board',
  'BBL',
  'Borough',
  'X Coordinate (State Plane)',
  'Y Coordinate (State Plane)',
  'Open Data Channel Type',
  'Park Facility Name',
  'Park Borough',
  'Vehicle Type',
  'Taxi Company Borough',
  'Taxi Pick Up Location',
  'Bridge Highway Name',
  'Bridge Highway Direction',
  'Road Ramp',
  'Bridge Highway Segment',
  'Latitude',
  'Longitude',
  'Location',
] as const;

/** One row of the export; columns that are not named are empty. */
export type ServiceRow = Readonly<Partial<Record<(typeof NYC_COLUMNS)[number], string>>>;

export interface ServicePlace {
  readonly borough: string;
  readonly city: string;
  readonly board: string;
  readonly zip: string;
  readonly number: string;
  readonly street: string;
  readonly cross: readonly [string, string];
  readonly latitude: number;
  readonly longitude: number;
}

const BOROUGHS = [
  { borough: 'BROOKLYN', city: 'BROOKLYN', zips: 11_201, latitude: 40.65, longitude: -73.95 },
  { borough: 'MANHATTAN', city: 'NEW YORK', zips: 10_001, latitude: 40.78, longitude: -73.97 },
  { borough: 'QUEENS', city: 'JAMAICA', zips: 11_415, latitude: 40.71, longitude: -73.8 },
  { borough: 'BRONX', city: 'BRONX', zips: 10_451, latitude: 40.85, longitude: -73.87 },
] as const;

export function servicePlaceOf(random: Random): ServicePlace {
  const area = random.pick(BOROUGHS);
  const block = random.int(2, 180);
  const avenue = random.int(2, 14);
  return {
    borough: area.borough,
    city: area.city,
    board: `${String(random.int(1, 12)).padStart(2, '0')} ${area.borough}`,
    zip: String(area.zips + random.int(0, 30)),
    number: String(random.int(10, 1_990)),
    street: `${block} STREET`,
    cross: [`${avenue} AVENUE`, `${avenue + 1} AVENUE`],
    latitude: area.latitude + (random.next() - 0.5) * 0.06,
    longitude: area.longitude + (random.next() - 0.5) * 0.06,
  };
}

export interface ServiceCase {
  readonly key: string;
  readonly topic: ServiceTopic;
  readonly descriptor: string;
  readonly place: ServicePlace;
  readonly channel: string;
  readonly resolution: string;
  readonly createdMs: number;
}

/** @param closedMs null while open  @param updatedMs of this version */
export function serviceRow(request: ServiceCase, updatedMs: number, closedMs: number | null): ServiceRow {
  const { topic, place } = request;
  const latitude = place.latitude.toFixed(14);
  const longitude = place.longitude.toFixed(14);
  return {
    'Unique Key': request.key,
    'Created Date': newYorkTime(request.createdMs),
    'Closed Date': closedMs === null ? '' : newYorkTime(closedMs),
    Agency: topic.agency[0],
    'Agency Name': topic.agency[1],
    'Complaint Type': topic.type,
    Descriptor: request.descriptor,
    'Location Type': topic.locationType,
    'Incident Zip': place.zip,
    'Incident Address': `${place.number} ${place.street}`,
    'Street Name': place.street,
    'Cross Street 1': place.cross[0],
    'Cross Street 2': place.cross[1],
    'Address Type': 'ADDRESS',
    City: place.city,
    'Facility Type': topic.agency[0] === 'NYPD' ? 'Precinct' : 'N/A',
    Status: closedMs === null ? 'Open' : 'Closed',
    'Due Date': newYorkTime(request.createdMs + 14 * 86_400_000),
    'Resolution Description': closedMs === null ? '' : request.resolution,
    'Resolution Action Updated Date': newYorkTime(updatedMs),
    'Community Board': place.board,
    Borough: place.borough,
    'Open Data Channel Type': request.channel,
    'Park Facility Name': 'Unspecified',
    'Park Borough': place.borough,
    Latitude: latitude,
    Longitude: longitude,
    Location: `(${latitude}, ${longitude})`,
  };
}

/** `11/24/2026 02:27:57 PM`, New York's wall clock. */
export function newYorkTime(ms: number): string {
  const wall = new Date(ms - (isSummerTime(ms) ? 4 : 5) * 3_600_000).toISOString();
  const hour = Number(wall.slice(11, 13));
  const twelve = String(hour % 12 === 0 ? 12 : hour % 12).padStart(2, '0');
  const half = hour < 12 ? 'AM' : 'PM';
  return `${wall.slice(5, 7)}/${wall.slice(8, 10)}/${wall.slice(0, 4)} ${twelve}${wall.slice(13, 19)} ${half}`;
}

/** United States rule since 2007: from the second Sunday of March, 2:00 standard time, to the first Sunday of November, 2:00 summer time. */
function isSummerTime(ms: number): boolean {
  const year = new Date(ms).getUTCFullYear();
  const sunday = (month: number, nth: number): number => {
    const first = new Date(Date.UTC(year, month, 1)).getUTCDay();
    return 1 + ((7 - first) % 7) + (nth - 1) * 7;
  };
  const begins = Date.UTC(year, 2, sunday(2, 2), 7);
  const ends = Date.UTC(year, 10, sunday(10, 1), 6);
  return ms >= begins && ms < ends;
}
