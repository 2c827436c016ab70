/** How fields of a document are made. */
export type Makers<Doc> = { readonly [Name in keyof Doc]?: () => Doc[Name] };

/** What a field was made to. */
class Made {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}

/** By field: how it is made, or what it was made to. */
type Fields = Record<string, (() => unknown) | Made>;

const FIELDS = Symbol('fields that are made when asked');
interface Shown {
  readonly [FIELDS]: Fields;
}

/**
 * A document some of whose fields are made when they are first looked at, and once: who asks for a colour alone does not pay for scrubbing what it
 * rests on. Spread, compared or written as JSON it is like any other; the values as they are stored cannot be reached through it.
 * @param makers of this document alone: what they made is kept among them
 */
export function whenAsked<Doc extends object>(doc: Doc, makers: Makers<Doc>): Doc {
  const fields = makers as Fields;
  const values = doc as Readonly<Record<string, unknown>>;
  const shown: Record<string, unknown> = {};
  for (const name of Object.keys(values)) if (!Object.hasOwn(fields, name)) shown[name] = values[name];
  Object.defineProperty(shown, FIELDS, { value: fields });
  for (const name of Object.keys(fields)) Object.defineProperty(shown, name, gettingOf(name));
  return shown as Doc;
}

const getting = new Map<string, PropertyDescriptor>();

/** The same for every document, and added to it rather than put in the place of a value: only then do the engine's fast objects stay such. */
function gettingOf(name: string): PropertyDescriptor {
  const known = getting.get(name);
  if (known !== undefined) return known;
  const made: PropertyDescriptor = {
    enumerable: true,
    configurable: true,
    get(this: Shown) {
      const field = this[FIELDS][name];
      if (field instanceof Made) return field.value;
      const value = field?.();
      this[FIELDS][name] = new Made(value);
      return value;
    },
  };
  getting.set(name, made);
  return made;
}
