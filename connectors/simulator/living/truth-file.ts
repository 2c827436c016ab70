import { open, rename, type FileHandle } from 'node:fs/promises';

/** The ground truth on disk. Each process writes it anew beside the old one, which stands until `publish`; then it grows. */
export class TruthFile {
  readonly #path: string;
  readonly #file: FileHandle;
  #sizeBytes = 0;

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  static async create(path: string): Promise<TruthFile> {
    return new TruthFile(path, await open(`${path}.part`, 'w'));
  }

  /** Adds one line each. After a failure the same may be asked again: nothing is doubled. */
  async append(truths: readonly object[]): Promise<void> {
    const bytes = Buffer.from(truths.map((truth) => `${JSON.stringify(truth)}\n`).join(''));
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await this.#file.write(bytes, done, null, this.#sizeBytes + done);
      done += bytesWritten;
    }
    this.#sizeBytes += bytes.length;
  }

  /** Takes the place of the old one; to be called once. */
  async publish(): Promise<void> {
    await rename(`${this.#path}.part`, this.#path);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}
