import { LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';

/** What is wrong in a file, where, and in words that say the mend. */
export interface Finding {
  /** From 1; null where it concerns the file as a whole. */
  readonly line: number | null;
  /** Path in the file, `grants[3].levels.NAME`; empty for the whole. */
  readonly path: string;
  readonly problem: string;
}

/** A YAML text that knows on which line each of its values stands. */
export class YamlPlaces {
  readonly #lines = new LineCounter();
  readonly #document: Document;

  constructor(text: string) {
    this.#document = parseDocument(text, { lineCounter: this.#lines, uniqueKeys: true });
  }

  /** Faults of the YAML itself. */
  faults(): readonly Finding[] {
    return this.#document.errors.map(({ message, linePos }) => ({
      line: linePos?.[0].line ?? null,
      path: '',
      // Its place stands in front already.
      problem: (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:$/, ''),
    }));
  }

  value(): unknown {
    return this.#document.toJS() as unknown;
  }

  /** Line of the value at a path, or of the nearest thing around it that is there. */
  lineOf(path: readonly PropertyKey[]): number | null {
    for (let length = path.length; length > 0; length -= 1) {
      const node: unknown = this.#document.getIn(path.slice(0, length), true);
      const range = (node as { range?: readonly number[] } | undefined)?.range;
      if (range?.[0] !== undefined) return this.#lines.linePos(range[0]).line;
    }
    return null;
  }

  findingAt(path: readonly PropertyKey[], problem: string): Finding {
    return { line: this.lineOf(path), path: z.core.toDotPath([...path]), problem };
  }
}

/** Findings as lines: `line 12, grants[3].levels.NAME: …`. */
export function findingText({ line, path, problem }: Finding): string {
  const place = [line === null ? '' : `line ${line}`, path].filter((part) => part !== '').join(', ');
  return place === '' ? problem : `${place}: ${problem}`;
}
