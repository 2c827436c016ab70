import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { CsvProfile } from '../../connectors/kit/csv-profile.ts';
import { badProfile } from '../../connectors/kit/profile-base.ts';
import { open311With } from '../../connectors/open311/feed.ts';
import { parseProfile, Profiles, SHIPPED_PROFILES, type Profile } from '../../connectors/open311/profiles.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { digest } from '../../schema/canonical/ids.ts';
import type { CanonicalRecord, RecordDraft } from '../../schema/canonical/record.ts';
import { normalise } from '../../streams/stages/normalise/normalise.ts';

/** A row of the sample that the profile maps. */
export interface MappedRow {
  readonly cells: ReadonlyMap<string, string>;
  readonly draft: RecordDraft;
  readonly record: CanonicalRecord;
}

export interface SampleCheck {
  readonly file: string;
  /** Why the file as a whole is refused, else null. */
  readonly refused: string | null;
  readonly rows: number;
  /** The first of those that are mapped. */
  readonly mapped: readonly MappedRow[];
  /** What the first refused rows are refused for, each with its number. */
  readonly refusals: readonly string[];
  /** Refused rows by code and column. */
  readonly reasons: ReadonlyMap<string, number>;
  readonly inProfileOnly: readonly string[];
  readonly inSampleOnly: readonly string[];
  /** Flags and how many records have them. */
  readonly flags: ReadonlyMap<string, number>;
  /** Category words that no pattern of the profile or of the feed knows, and how often they come. */
  readonly unknownCategories: ReadonlyMap<string, number>;
}

export interface ProfileCheck {
  readonly profile: Profile;
  /** What is allowed and often not meant. */
  readonly advice: readonly string[];
  readonly sample: SampleCheck | null;
}

export interface CheckRequest {
  readonly path: string;
  readonly samplePath: string | null;
  /** Rows to keep of the mapped and of the refused. */
  readonly rowsShown: number;
  readonly now: () => Date;
}

/**
 * Reads a profile as the hub would, and a sample as the drop folder would, sending nothing.
 * @throws HubError HUB_CONFIG_INVALID naming the file, the key and what it may hold; HUB_NOT_FOUND; HUB_BAD_REQUEST for a sample of GeoReport.
 */
export async function checkProfile(request: CheckRequest): Promise<ProfileCheck> {
  const path = resolve(request.path);
  const profile = parseProfile(await textOf(path), path);
  if (`${profile.profile}.yaml` !== basename(path)) {
    throw badProfile(path, `profile: is "${profile.profile}"; name the file ${profile.profile}.yaml`);
  }
  if (request.samplePath === null) return { profile, advice: adviceFor(profile), sample: null };
  if (profile.kind !== 'csv') {
    throw new HubError(
      'HUB_BAD_REQUEST',
      'a GeoReport profile takes no sample: its fields are the specification’s',
      {
        field: 'sample',
      },
    );
  }
  const sample = await checkSample(profile, resolve(request.samplePath), request);
  return { profile, advice: adviceFor(profile), sample };
}

function adviceFor(profile: Profile): readonly string[] {
  const advice: string[] = [];
  if (SHIPPED_PROFILES.some((shipped) => shipped.profile === profile.profile)) {
    advice.push(
      `profile: "${profile.profile}" comes with Tributary; as a profile of your own it needs another name`,
    );
  }
  if (profile.idPrefix === undefined) {
    advice.push('idPrefix: is not set; set it unless no other city can have the same numbers');
  }
  if (profile.kind === 'georeport') return advice;
  const { reportedAt, closedAt, updatedAt } = profile.map;
  if (updatedAt.every((column) => column === reportedAt || column === closedAt)) {
    advice.push(
      'map.updatedAt: no column tells when a row last changed, so of two exports that differ in other columns either may win',
    );
  }
  return advice;
}

async function checkSample(
  profile: CsvProfile,
  path: string,
  { rowsShown, now }: CheckRequest,
): Promise<SampleCheck> {
  await requireFile(path);
  const feed = open311With(new Profiles([profile]));
  const tally = new Tally(profile, feed, rowsShown);
  const [format] = feed.files ?? [];
  if (format === undefined) throw new HubError('HUB_INTERNAL', 'the feed takes no files');
  const reading = {
    path,
    name: basename(path),
    origin: path,
    profile: profile.profile,
    connector: 'profile-check',
    now,
  };
  try {
    for await (const batch of format.read(reading, null)) {
      for (const { bytes, contentType } of batch.records) tally.take(bytes, contentType);
      for (const [index, letter] of batch.letters.entries())
        tally.refuse(letter.reason, batch.reasons[index] ?? letter.code);
    }
  } catch (error) {
    if (!(error instanceof HubError) || error.fault !== 'feed') throw error;
    return tally.result(path, error.message);
  }
  return tally.result(path, null);
}

class Tally {
  readonly #profile: CsvProfile;
  readonly #feed: ReturnType<typeof open311With>;
  readonly #rowsShown: number;
  readonly #mapped: MappedRow[] = [];
  readonly #refusals: string[] = [];
  readonly #reasons = new Map<string, number>();
  readonly #flags = new Map<string, number>();
  readonly #unknownCategories = new Map<string, number>();
  #header: readonly string[] = [];
  #rows = 0;

  constructor(profile: CsvProfile, feed: ReturnType<typeof open311With>, rowsShown: number) {
    this.#profile = profile;
    this.#feed = feed;
    this.#rowsShown = rowsShown;
  }

  take(bytes: Uint8Array, contentType: string): void {
    this.#rows += 1;
    const context = { profile: this.#profile.profile, contentType };
    const draft = this.#feed.toDraft(bytes, context);
    const { crosswalk, crosswalkVersion } = this.#feed.crosswalkOf?.(context.profile) ?? this.#feed;
    const record = normalise(
      draft,
      { feed: 'open311', receivedAt: draft.sourceTime, contentHash: digest(bytes) },
      { crosswalk, crosswalkVersion, numberPatterns: this.#feed.numberPatterns },
    );
    for (const flag of record.flags) count(this.#flags, flag);
    const words = draft.sourceCategory.join('/');
    // The last entry of the feed's crosswalk takes everything.
    if (!crosswalk.slice(0, -1).some(({ pattern }) => pattern.test(words))) {
      count(this.#unknownCategories, words);
    }
    if (this.#mapped.length >= this.#rowsShown) return;
    const cells = new Map(Object.entries(draft.columns).map(([name, value]) => [name, String(value)]));
    this.#header = [...cells.keys()];
    this.#mapped.push({ cells, draft, record });
  }

  refuse(reason: string, shortReason: string): void {
    this.#rows += 1;
    count(this.#reasons, shortReason);
    if (this.#refusals.length < this.#rowsShown) this.#refusals.push(reason);
  }

  result(path: string, refused: string | null): SampleCheck {
    const { columns } = this.#profile;
    return {
      file: path,
      refused,
      rows: this.#rows,
      mapped: this.#mapped,
      refusals: this.#refusals,
      reasons: this.#reasons,
      inProfileOnly: this.#header.length === 0 ? [] : columns.filter((name) => !this.#header.includes(name)),
      inSampleOnly: this.#header.filter((name) => !columns.includes(name)),
      flags: this.#flags,
      unknownCategories: this.#unknownCategories,
    };
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

async function textOf(path: string): Promise<string> {
  await requireFile(path);
  return readFile(path, 'utf8');
}

/** @throws HubError HUB_NOT_FOUND */
async function requireFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile() !== true) {
    throw new HubError('HUB_NOT_FOUND', `there is no file ${path}; check the path`, { field: 'path' });
  }
}
