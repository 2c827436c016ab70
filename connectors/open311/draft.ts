import { HubError } from '../../schema/canonical/hub-error.ts';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import type { CsvMapper } from '../kit/csv-mapper.ts';
import { readFields, readHeader, splitCsvMessage } from '../kit/csv-message.ts';
import { recogniseLayout } from '../kit/csv-layout.ts';
import type { CsvProfile } from '../kit/csv-profile.ts';
import type { MappingContext } from '../kit/mapping-context.ts';
import { encodingOf, type TextEncoding } from '../kit/text-encoding.ts';
import { membersOf } from './georeport-members.ts';
import { serviceOf } from './georeport-service.ts';
import type { Profiles } from './profiles.ts';

interface Layout {
  readonly mapper: CsvMapper;
  readonly header: readonly string[];
}

const LAYOUTS_MOST = 100;

/** Maps service requests of every form: rows of CSV files with their header in front, and requests of GeoReport. */
export class ServiceRequestMapper {
  readonly #profiles: Profiles;
  /** Headers repeat in every message of a file: each is recognised once. */
  readonly #layouts = new Map<string, Layout>();

  constructor(profiles: Profiles) {
    this.#profiles = profiles;
  }

  draft(bytes: Uint8Array, { profile, contentType }: MappingContext): RecordDraft {
    if (profile === null) {
      throw new HubError(
        'HUB_RECORD_INVALID',
        'the record names no profile, so its columns have no meaning',
        { field: 'profile' },
      );
    }
    if (!contentType.startsWith('text/csv')) {
      return this.#profiles.geoMapper(profile).draft(membersOf(bytes, contentType), serviceOf(contentType));
    }
    const family = this.#profiles.csvNamed(profile);
    const delimiter = family[0]?.delimiter ?? ',';
    const encoding = encodingOf(contentType);
    const { header, row } = splitCsvMessage(bytes, delimiter);
    const layout = this.#layoutOf(profile, family, header, encoding);
    return layout.mapper.draft(layout.header, readFields(row, encoding, delimiter));
  }

  /** The header decides which layout of the envelope's profile it is. */
  #layoutOf(
    name: string,
    family: readonly CsvProfile[],
    headerBytes: Uint8Array,
    encoding: TextEncoding,
  ): Layout {
    const key = `${name}|${encoding}|${Buffer.from(headerBytes.buffer, headerBytes.byteOffset, headerBytes.byteLength).toString('latin1')}`;
    const known = this.#layouts.get(key);
    if (known !== undefined) return known;
    const header = readHeader(headerBytes, encoding, family[0]?.delimiter);
    const layout = { mapper: this.#profiles.csvMapper(recogniseLayout(header, family)), header };
    if (this.#layouts.size >= LAYOUTS_MOST) this.#layouts.clear();
    this.#layouts.set(key, layout);
    return layout;
  }
}
