import type { Gathered } from './run.ts';

/** Representations with one key beside their type name, by its value. */
interface Keyed {
  readonly typename: string;
  readonly key: string;
  readonly byValue: Map<string, number>;
}

/** Representations, each once. Most are a type name and one text: those are told apart without making a text of them first. */
export class Distinct {
  readonly all: Gathered[] = [];
  readonly #keyed: Keyed[] = [];
  readonly #byText = new Map<string, number>();

  /** Adds one unless there is an equal one. @returns its place in `all` */
  add(representation: Gathered): number {
    const key = onlyKeyOf(representation);
    const typename = representation['__typename'];
    const value = key === undefined ? undefined : representation[key];
    if (key === undefined || typeof typename !== 'string' || typeof value !== 'string') {
      return this.#place(this.#byText, JSON.stringify(representation), representation);
    }
    return this.#place(this.#valuesOf(typename, key), value, representation);
  }

  #valuesOf(typename: string, key: string): Map<string, number> {
    for (const one of this.#keyed) if (one.typename === typename && one.key === key) return one.byValue;
    const byValue = new Map<string, number>();
    this.#keyed.push({ typename, key, byValue });
    return byValue;
  }

  #place(places: Map<string, number>, by: string, representation: Gathered): number {
    let place = places.get(by);
    if (place === undefined) {
      place = this.all.push(representation) - 1;
      places.set(by, place);
    }
    return place;
  }
}

/** The one key beside the type name; undefined when there are more. */
function onlyKeyOf(representation: Gathered): string | undefined {
  let only: string | undefined;
  for (const key in representation) {
    if (key === '__typename') continue;
    if (only !== undefined) return undefined;
    only = key;
  }
  return only;
}
