import { HubError } from '../../schema/canonical/hub-error.ts';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import type { CsvMapper } from '../kit/csv-mapper.ts';
import { readFields, readHeader, splitCsvMessage } from '../kit/csv-message.ts';
import { recogniseProfile, type CsvProfile } from '../kit/csv-profile.ts';
import type { MappingContext } from '../kit/mapping-context.ts';
import { mapperOf, profilesNamed } from './profiles.ts';

interface Layout {
  readonly profile: CsvProfile;
  readonly mapper: CsvMapper;
  readonly header: readonly string[];
}

const LAYOUTS_MOST = 100;
/** Headers repeat in every message of a file: each is recognised once. */
const layouts = new Map<string, Layout>();

/** Maps one row with its header in front; the header decides which layout of the envelope's profile it is. */
export function serviceRequestDraft(bytes: Uint8Array, { profile: name }: MappingContext): RecordDraft {
  if (name === null) {
    throw new HubError('HUB_RECORD_INVALID', 'the record names no profile, so its columns have no meaning', {
      field: 'profile',
    });
  }
  const { header, row } = splitCsvMessage(bytes);
  const layout = layoutOf(name, header);
  return layout.mapper.draft(layout.header, readFields(row, layout.profile.encoding));
}

function layoutOf(name: string, headerBytes: Uint8Array): Layout {
  const key = `${name}|${Buffer.from(headerBytes.buffer, headerBytes.byteOffset, headerBytes.byteLength).toString('latin1')}`;
  const known = layouts.get(key);
  if (known !== undefined) return known;
  const family = profilesNamed(name);
  const header = readHeader(headerBytes, family[0]?.encoding ?? 'utf-8');
  const profile = recogniseProfile(header, family);
  const layout = { profile, mapper: mapperOf(profile), header };
  if (layouts.size >= LAYOUTS_MOST) layouts.clear();
  layouts.set(key, layout);
  return layout;
}
