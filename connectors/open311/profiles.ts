import { HubError } from '../../schema/canonical/hub-error.ts';
import { CsvMapper } from '../kit/csv-mapper.ts';
import { loadProfiles, type CsvProfile } from '../kit/csv-profile.ts';

const PROFILES = loadProfiles(new URL('profiles/', import.meta.url));
const MAPPERS: ReadonlyMap<CsvProfile, CsvMapper> = new Map(
  PROFILES.map((profile) => [profile, new CsvMapper(profile)]),
);

/** Layouts under a name: of a family all, of a single layout itself. @throws HubError HUB_CONFIG_INVALID naming those there are. */
export function profilesNamed(name: string): readonly CsvProfile[] {
  const family = PROFILES.filter((profile) => profile.family === name);
  const found = family.length > 0 ? family : PROFILES.filter(({ profile }) => profile === name);
  if (found.length === 0) {
    const known = PROFILES.map(({ profile }) => profile).join(', ');
    throw new HubError('HUB_CONFIG_INVALID', `profile "${name}" is not known; there are: ${known}`, {
      field: 'profile',
    });
  }
  return found;
}

export function mapperOf(profile: CsvProfile): CsvMapper {
  return MAPPERS.get(profile) ?? new CsvMapper(profile);
}
