import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
} from 'graphql';
import type { Offered } from './fixture.ts';
import type { FixtureFeed } from './fixture-details.ts';
import { ENTRY_CODES } from './fixture-entries.ts';
import type { ReferenceKind } from '../../schema/canonical/reference.ts';
import type { Seeded } from './seeded.ts';

/** A cursor that an earlier answer gave, with the arguments of the list that gave it. */
export interface KnownPage {
  readonly args: Readonly<Record<string, unknown>>;
  readonly cursor: string;
}

/** By the field that gave them, e.g. `Query.disputes`. */
export type KnownPages = ReadonlyMap<string, readonly KnownPage[]>;

export interface ArgumentSource {
  readonly random: Seeded;
  readonly offered: Offered;
  readonly pages: KnownPages;
  /** Whether a coordinate, e.g. `Query.disputes(filter)` or `DisputeFilter.text`, was not reached yet. */
  readonly isNew: (coordinate: string) => boolean;
}

const NUMBERS: Readonly<Record<string, FixtureFeed>> = {
  policeIncident: 'police110',
  hotlineTicket: 'hotline12345',
  courtCase: 'court',
  gridEvent: 'grid',
  serviceRequest: 'open311',
};

const ENTRY_ROOTS: Readonly<Record<string, ReferenceKind>> = {
  grid: 'GRID',
  community: 'COMMUNITY',
  mediationCommittee: 'MEDIATION_COMMITTEE',
  mediator: 'MEDIATOR',
};

/** Values for the arguments of one field; those that are left out are missing. */
export function argumentValues(
  source: ArgumentSource,
  coordinate: string,
  field: GraphQLField<unknown, unknown>,
): Readonly<Record<string, unknown>> {
  const { random, pages } = source;
  const known = pages.get(coordinate) ?? [];
  const wanted = source.isNew(`${coordinate}(after)`) ? 0.9 : coordinate.startsWith('Query.') ? 0.35 : 0.08;
  if (known.length > 0 && random.chance(wanted)) {
    // The next page of a list that was asked for before. A cursor of another object's list is refused on both sides alike.
    const { args, cursor } = random.pick(known);
    return { ...args, first: random.int(1, 4), after: cursor };
  }
  const values: Record<string, unknown> = {};
  for (const argument of field.args) {
    const value = argumentValue(source, coordinate, argument);
    if (value !== undefined) values[argument.name] = value;
  }
  return values;
}

function argumentValue(source: ArgumentSource, coordinate: string, argument: GraphQLArgument): unknown {
  const { random, offered } = source;
  const isRequired = isNonNullType(argument.type) && argument.defaultValue === undefined;
  const wanted = isFresh(source, coordinate, argument) ? 0.9 : 0.4;
  if (!isRequired && !random.chance(wanted)) return undefined;
  switch (argument.name) {
    case 'first':
      return random.chance(0.03) ? 0 : random.int(1, 4);
    case 'after':
      return random.chance(0.03) ? 'no-cursor' : undefined;
    case 'code': {
      const kind = ENTRY_ROOTS[coordinate.split('.')[1] ?? ''];
      if (kind !== undefined) return random.pick(ENTRY_CODES[kind]);
      return random.chance(0.9) ? random.pick(offered.codes) : 'T-320612-260101-00000X';
    }
    case 'id':
      if (coordinate === 'Query.hotSpot' && random.chance(0.9)) return random.pick(offered.hotSpotIds);
      if (coordinate === 'Query.riskWebhook' && random.chance(0.9)) return random.pick(offered.webhookIds);
      return random.chance(0.95) ? random.pick(offered.nodeIds) : 'dispute-nothing';
    case 'number': {
      const feed = NUMBERS[coordinate.split('.')[1] ?? ''] ?? 'police110';
      return random.chance(0.9) ? random.pick(offered.numbers.get(feed) ?? []) : 'nothing';
    }
    case 'query':
      return random.pick(offered.searchTexts);
    default:
      return inputValue(source, argument.type, argument.name);
  }
}

/** Whether an argument, or a field of its input, was not reached yet. */
export function isFresh(
  { isNew }: Pick<ArgumentSource, 'isNew'>,
  coordinate: string,
  { name, type }: GraphQLArgument,
): boolean {
  const input = getNamedType(type);
  return (
    isNew(`${coordinate}(${name})`) || (isInputObjectType(input) && freshFields(input, isNew).length > 0)
  );
}

/** Fields of an input that were not reached yet, or lead to such. No input of the graph contains itself. */
function freshFields(input: GraphQLInputObjectType, isNew: ArgumentSource['isNew']): GraphQLInputField[] {
  return Object.values(input.getFields()).filter((field) => {
    const inner = getNamedType(field.type);
    return (
      isNew(`${input.name}.${field.name}`) ||
      (isInputObjectType(inner) && freshFields(inner, isNew).length > 0)
    );
  });
}

function inputValue(source: ArgumentSource, given: GraphQLInputType, name: string): unknown {
  const { random, offered } = source;
  const type = getNullableType(given);
  if (isListType(type)) {
    return Array.from({ length: random.int(1, 3) }, () => inputValue(source, type.ofType, name));
  }
  if (isEnumType(type)) return random.pick(type.getValues()).name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    const fresh = freshFields(type, source.isNew);
    const required = fields.filter((field) => isNonNullType(field.type) && field.defaultValue === undefined);
    const drawn =
      random.chance(0.6) && fresh.length > 0
        ? random.some(fresh, random.int(1, 3))
        : random.some(fields, random.int(0, 2));
    return Object.fromEntries(
      [...new Set([...required, ...drawn])].map((field) => [
        field.name,
        inputValue(source, field.type, field.name),
      ]),
    );
  }
  switch (type.name) {
    case 'Int':
      return random.int(1, 3);
    case 'Float':
      return Math.round(random.next() * 100) / 100;
    case 'Boolean':
      return random.chance(0.5);
    case 'DateTime':
      return `2026-${String(random.int(1, 12)).padStart(2, '0')}-15T00:00:00+08:00`;
    default:
      if (type.name === 'ID') return random.pick(offered.nodeIds);
      if (name === 'committeeCode') return random.pick(ENTRY_CODES.MEDIATION_COMMITTEE);
      return name === 'regionCode' ? random.pick(offered.regionCodes) : random.pick(offered.searchTexts);
  }
}
