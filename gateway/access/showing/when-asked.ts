/** How fields of a document are made. */
export type Makers<Doc> = { readonly [Name in keyof Doc]?: () => Doc[Name] };

/**
 * A document some of whose fields are made when they are first looked at, and once: who asks for a colour alone does not pay for scrubbing what it
 * rests on. Spread, compared or written as JSON it is like any other; the values as they are stored cannot be reached through it.
 */
export function whenAsked<Doc extends object>(doc: Doc, makers: Makers<Doc>): Doc {
  const shown = { ...doc };
  for (const name of Object.keys(makers) as (keyof Doc)[]) {
    const make = makers[name];
    if (make !== undefined) defineWhenAsked(shown, name, make);
  }
  return shown;
}

function defineWhenAsked<Doc extends object, Name extends keyof Doc>(
  shown: Doc,
  name: Name,
  make: () => Doc[Name],
): void {
  let made: { readonly value: Doc[Name] } | undefined;
  Object.defineProperty(shown, name, {
    enumerable: true,
    configurable: true,
    get: () => (made ??= { value: make() }).value,
  });
}
