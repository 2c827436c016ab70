import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { CsvMapper } from '../kit/csv-mapper.ts';
import { parseCsvProfile, type CsvProfile } from '../kit/csv-profile.ts';
import { badProfile, parseProfileYaml } from '../kit/profile-base.ts';
import { GeoMapper } from './georeport-draft.ts';
import { parseGeoProfile, type GeoProfile } from './georeport-profile.ts';

export type Profile = CsvProfile | GeoProfile;

const SHIPPED_FOLDER = fileURLToPath(new URL('profiles/', import.meta.url));

/** The mapping profiles of the feed: those that come with Tributary and the operator's own. */
export class Profiles {
  readonly all: readonly Profile[];
  readonly #csv: readonly CsvProfile[];
  readonly #geo: readonly GeoProfile[];
  readonly #families: ReadonlyMap<string, readonly CsvProfile[]>;
  readonly #csvMappers: ReadonlyMap<CsvProfile, CsvMapper>;
  readonly #geoMappers: ReadonlyMap<string, GeoMapper>;

  constructor(profiles: readonly Profile[]) {
    this.all = profiles;
    this.#csv = profiles.filter((profile) => profile.kind === 'csv');
    this.#families = familiesOf(this.#csv);
    this.#geo = profiles.filter((profile) => profile.kind === 'georeport');
    this.#csvMappers = new Map(this.#csv.map((profile) => [profile, new CsvMapper(profile)]));
    this.#geoMappers = new Map(this.#geo.map((profile) => [profile.profile, new GeoMapper(profile)]));
  }

  /** CSV layouts under a name: of a family all, of a single layout itself. @throws HubError HUB_CONFIG_INVALID naming those there are. */
  csvNamed(name: string | null): readonly CsvProfile[] {
    const found = name === null ? undefined : this.#families.get(name);
    if (found === undefined) throw unknownProfile(name, this.#csv, 'of a CSV layout');
    return found;
  }

  csvMapper(profile: CsvProfile): CsvMapper {
    return this.#csvMappers.get(profile) ?? new CsvMapper(profile);
  }

  /** @throws HubError HUB_CONFIG_INVALID naming those there are. */
  geoMapper(name: string): GeoMapper {
    const mapper = this.#geoMappers.get(name);
    if (mapper === undefined) throw unknownProfile(name, this.#geo, 'of a GeoReport');
    return mapper;
  }
}

/** The profiles that come with Tributary. */
export const SHIPPED_PROFILES: readonly Profile[] = readFolder(SHIPPED_FOLDER);

/**
 * Those and the operator's, from a folder that may be missing. A layout of the operator's may join a family that comes with Tributary, but
 * it may not take a name.
 * @throws HubError HUB_CONFIG_INVALID naming the file, the key and what it may hold.
 */
export function profilesWith(folder: string): Profiles {
  const own = readFolder(folder);
  const taken = own.find(({ profile }) => SHIPPED_PROFILES.some((shipped) => shipped.profile === profile));
  if (taken !== undefined) {
    throw badProfile(
      join(folder, `${taken.profile}.yaml`),
      `profile: the name "${taken.profile}" belongs to a profile that comes with Tributary; ` +
        `choose another for the key and the file, e.g. my-${taken.profile}`,
    );
  }
  const profiles = new Profiles([...SHIPPED_PROFILES, ...own]);
  for (const layout of own) if (layout.kind === 'csv') checkFamily(layout, profiles, folder);
  return profiles;
}

/** The header must be read before it can tell which layout of the family it is. */
function checkFamily(layout: CsvProfile, profiles: Profiles, folder: string): void {
  const [first] = profiles.csvNamed(layout.family);
  if (first?.delimiter === layout.delimiter && first.encoding === layout.encoding) return;
  throw badProfile(
    join(folder, `${layout.profile}.yaml`),
    `family: ${layout.family} has files with another delimiter or encoding (${first?.profile ?? ''}); make a family of its own`,
  );
}

/** Layouts by their own names, and by those of their families. */
function familiesOf(layouts: readonly CsvProfile[]): ReadonlyMap<string, readonly CsvProfile[]> {
  const families = new Map(layouts.map((layout) => [layout.profile, [layout]]));
  for (const { family } of layouts) {
    families.set(
      family,
      layouts.filter((layout) => layout.family === family),
    );
  }
  return families;
}

/** One profile, of whichever kind its key `kind` says. @throws HubError HUB_CONFIG_INVALID naming the file, the key and what it may hold. */
export function parseProfile(text: string, file: string): Profile {
  const value = parseProfileYaml(text, file);
  const isGeo = typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'georeport';
  return isGeo ? parseGeoProfile(value, file) : parseCsvProfile(value, file);
}

function readFolder(folder: string): readonly Profile[] {
  return filesIn(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => {
      const path = join(folder, file);
      const profile = parseProfile(readFileSync(path, 'utf8'), path);
      if (file !== `${profile.profile}.yaml`) {
        throw badProfile(path, `profile: is "${profile.profile}"; name the file ${profile.profile}.yaml`);
      }
      return profile;
    });
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `the folder of profiles ${folder} cannot be read; check its rights`,
      {
        cause,
        field: folder,
      },
    );
  }
}

function unknownProfile(name: string | null, known: readonly Profile[], kind: string): HubError {
  const names = known.map(({ profile }) => profile).join(', ');
  const what = name === null ? `a profile ${kind} must be named` : `"${name}" is no profile ${kind}`;
  const lately = name === null ? '' : '; one that was added counts once the hub was started again';
  return new HubError('HUB_CONFIG_INVALID', `${what}; there are: ${names}${lately}`, { field: 'profile' });
}
