import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { digest } from '../../schema/canonical/ids.ts';
import { readText } from './subgraph-urls.ts';

/** A supergraph that was published once. */
export interface Version {
  readonly number: number;
  readonly file: string;
}

/**
 * The published supergraphs of a home: `schema/supergraph.graphql` is the one in service, `schema/history/000001-….graphql` all that
 * ever were. Files are put in place by renaming, so that a gateway that follows the first never reads half of it.
 */
export class Published {
  readonly #folder: string;
  readonly #history: string;

  constructor(home: string) {
    this.#folder = join(home, 'schema');
    this.#history = join(this.#folder, 'history');
  }

  /** What gateways follow (`tributary gateway --supergraph`). */
  get currentFile(): string {
    return join(this.#folder, 'supergraph.graphql');
  }

  /** Null before anything was published. */
  current(): string | null {
    return existsSync(this.currentFile) ? readText(this.currentFile) : null;
  }

  /** Oldest first. */
  versions(): Version[] {
    if (!existsSync(this.#history)) return [];
    return readdirSync(this.#history)
      .flatMap((name) => {
        const number = /^(\d{6})-[0-9a-f]+\.graphql$/.exec(name)?.[1];
        return number === undefined ? [] : [{ number: Number(number), file: join(this.#history, name) }];
      })
      .sort((one, other) => one.number - other.number);
  }

  /** Puts a supergraph into service as a new version. */
  publish(sdl: string): Version {
    const number = (this.versions().at(-1)?.number ?? 0) + 1;
    mkdirSync(this.#history, { recursive: true });
    const name = `${String(number).padStart(6, '0')}-${digest('supergraph', sdl).slice(0, 12)}.graphql`;
    const file = join(this.#history, name);
    put(file, sdl);
    put(this.currentFile, sdl);
    return { number, file };
  }

  /**
   * Puts an earlier version into service again, as a new version: history only grows.
   * @param number the version; unless told, the one before the last
   * @throws HubError HUB_NOT_FOUND
   */
  rollback(number?: number): { readonly from: Version; readonly now: Version } {
    const versions = this.versions();
    const from = number === undefined ? versions.at(-2) : versions.find((one) => one.number === number);
    if (from === undefined) {
      throw new HubError(
        'HUB_NOT_FOUND',
        `there is no ${number === undefined ? 'earlier version' : `version ${number}`}; ${versions.length === 0 ? 'nothing was published yet' : `there are versions ${versions.map((one) => one.number).join(', ')}`}`,
      );
    }
    return { from, now: this.publish(readText(from.file)) };
  }
}

function put(file: string, text: string): void {
  const beside = `${file}.${process.pid}.new`;
  writeFileSync(beside, text);
  renameSync(beside, file);
}
