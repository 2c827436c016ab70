import type { FieldModel, ObjectModel, SubgraphModel } from './model.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: [
  "@key", "@shareable", "@external", "@requires", "@provides", "@override", "@inaccessible", "@interfaceObject"])`;

/** Types that every subgraph means the same by; printed where they are named, those that name others first. */
const COMMON: Readonly<Record<string, string>> = {
  Wish: 'input Wish { most: Int = 7 words: [String!] size: Size = LARGE inner: Inner }',
  Inner: 'input Inner { low: Float = 0.5 sure: Boolean! = true }',
  Hue: 'enum Hue { RED GREEN BLUE GREY @inaccessible }',
  Size: 'enum Size { SMALL LARGE }',
  Raw: 'scalar Raw',
};

/** The SDL of one subgraph. */
export function subgraphSdlOf({ objects, interfaces, unions }: SubgraphModel): string {
  const parts = [LINK];
  for (const { name, key, fields } of interfaces.values()) {
    parts.push(`interface ${name}${key === undefined ? '' : ` @key(fields: "${key}")`} ${block(fields)}`);
  }
  for (const [name, members] of unions) parts.push(`union ${name} = ${members.join(' | ')}`);
  for (const object of objects.values()) parts.push(objectSdl(object));
  for (const [name, sdl] of Object.entries(COMMON)) {
    if (parts.some((part) => new RegExp(`[:[] ?${name}\\b`).test(part))) parts.push(sdl);
  }
  return parts.join('\n');
}

function objectSdl({ name, keys, interfaces, fields, directives }: ObjectModel): string {
  const head = [
    `type ${name}`,
    ...(interfaces.size === 0 ? [] : [`implements ${[...interfaces].join(' & ')}`]),
    ...keys.map((key) => `@key(fields: "${key.fields}"${key.resolvable ? '' : ', resolvable: false'})`),
    ...directives,
  ];
  return `${head.join(' ')} ${block([...fields.values()].map(fieldSdl))}`;
}

function fieldSdl({ spec, type, directives }: FieldModel): string {
  return [`${spec.name}${spec.args}: ${type ?? spec.type}`, ...directives].join(' ');
}

function block(lines: readonly string[]): string {
  return `{\n${lines.map((line) => `  ${line}`).join('\n')}\n}`;
}
