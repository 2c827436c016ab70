import {
  defaultFieldResolver,
  GraphQLBoolean,
  GraphQLError,
  GraphQLID,
  GraphQLString,
  isNonNullType,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
} from 'graphql';
import {
  collectFields,
  type CollectedField,
  type Collecting,
  type Selected,
} from '../projection/collect-fields.ts';
import { generatedFunction } from '../generated-function.ts';
import { compileCompletion, fieldPathOf, type CompleteObject } from './complete-value.ts';
import { entitiesResolver } from './entities.ts';
import { LocalField, type OperationInfo } from './local-field.ts';
import { isThenable, type LocalPath, type LocalRun } from './local-run.ts';
import { afterPending } from './waiting.ts';

/** What the object functions of one operation are compiled with. */
export interface ObjectSetting {
  readonly operation: OperationInfo;
  readonly collecting: Collecting;
  /** Where generated code is printed. */
  readonly printCode: ((code: string) => void) | undefined;
}

type ExecuteFields = (source: unknown, run: LocalRun, path: LocalPath | undefined) => unknown;

/** ExecuteSelectionSet (§6.3 of the GraphQL specification) for sources of one object type, as a generated function. */
export function compileFields(
  setting: ObjectSetting,
  type: GraphQLObjectType,
  selected: readonly Selected[],
): ExecuteFields {
  const fields = collectFields(setting.collecting, type, selected).map((field) => ({
    ...field,
    local: field.definition.name === '__typename' ? undefined : compileField(setting, type, field),
  }));
  const code = objectCode(type, fields);
  setting.printCode?.(code);
  const locals = fields.flatMap(({ local }) => (local === undefined ? [] : [local]));
  const names = fields.flatMap(({ local }, at) => (local === undefined ? [] : [`f${at}`]));
  const made = generatedFunction(code, ['NOTHING', 'afterOthers', 'afterPending', ...names]) as (
    ...given: unknown[]
  ) => ExecuteFields;
  return made(NOTHING, afterOthers, afterPending, ...locals);
}

/** The same, held against the type's own test of what belongs to it. */
function compileObject(
  setting: ObjectSetting,
  type: GraphQLObjectType,
  selected: readonly Selected[],
  nodes: CollectedField['nodes'],
): CompleteObject {
  const execute = compileFields(setting, type, selected);
  const { isTypeOf } = type;
  if (isTypeOf === undefined || isTypeOf === null) return execute;
  const whenOf = (is: boolean, source: unknown, run: LocalRun, path: LocalPath): unknown => {
    if (is) return execute(source, run, path);
    throw new GraphQLError(`Expected value of type "${type.name}" but got: something else.`, { nodes });
  };
  return (source, run, path, info) => {
    const is = isTypeOf(source, run.context, info(run, fieldPathOf(path)));
    if (!isThenable(is)) return whenOf(is, source, run, path);
    return Promise.resolve(is).then((resolved) => whenOf(resolved, source, run, path));
  };
}

function compileField(setting: ObjectSetting, parent: GraphQLObjectType, field: CollectedField): LocalField {
  const { definition, nodes, responseKey, selected } = field;
  const { schema } = setting.operation;
  const objects = new Map<string, CompleteObject>();
  const complete = compileCompletion(definition.type, {
    schema,
    nodes,
    where: `${parent.name}.${definition.name}`,
    objectOf(type) {
      let object = objects.get(type.name);
      if (object === undefined) {
        object = compileObject(setting, type, selected, nodes);
        objects.set(type.name, object);
      }
      return object;
    },
  });
  const resolve = resolverOf(schema, parent, definition);
  return new LocalField(setting.operation, parent, responseKey, definition, nodes, complete, resolve);
}

/** Undefined where a field is what its source has under its name. */
function resolverOf(
  schema: OperationInfo['schema'],
  parent: GraphQLObjectType,
  definition: CollectedField['definition'],
): GraphQLFieldResolver<unknown, unknown> | undefined {
  const { resolve } = definition;
  if (resolve === undefined || resolve === defaultFieldResolver) return undefined;
  return parent === schema.getQueryType() ? (entitiesResolver(schema, definition) ?? resolve) : resolve;
}

/** Stands for a source that has no properties. */
const NOTHING: Readonly<Record<string, unknown>> = Object.freeze(Object.create(null) as object) as never;

/** The error of a field, once what its neighbours began has ended. */
async function afterOthers(begun: readonly unknown[], thrown: unknown): Promise<never> {
  await Promise.all(begun).catch(() => undefined);
  throw thrown;
}

function objectCode(
  type: GraphQLObjectType,
  fields: readonly (CollectedField & { readonly local: LocalField | undefined })[],
): string {
  const values = fields.map((_, at) => `v${at}`);
  const steps = fields.flatMap((field, at) => {
    if (field.local === undefined) return [`v${at} = ${JSON.stringify(type.name)};`];
    const wait = `if (v${at} instanceof Promise) isPending = true;`;
    if (field.local.resolve !== undefined) return [`v${at} = f${at}.execute(source, run, path); ${wait}`];
    const slow = `v${at} = f${at}.finish(v${at}, source, run, path); ${wait}`;
    return [`v${at} = from.${field.definition.name};`, unless(field, `v${at}`, slow)];
  });
  const object = `{ ${fields.map(({ responseKey }, at) => `${keyCode(responseKey)}: v${at}`).join(', ')} }`;
  return [
    `function made([${values.join(', ')}]) { return ${object}; }`,
    `return function object_${type.name}(source, run, path) {`,
    `const from = (typeof source === "object" && source !== null) || typeof source === "function" ? source : NOTHING;`,
    `let isPending = false;`,
    ...values.map((value) => `let ${value};`),
    `try {`,
    ...steps,
    `} catch (thrown) {`,
    `if (isPending) return afterOthers([${values.join(', ')}], thrown);`,
    `throw thrown;`,
    `}`,
    `if (!isPending) return ${object};`,
    `return afterPending([${values.join(', ')}], made);`,
    `};`,
  ].join('\n');
}

/** Runs `slow` unless the value is one that is answered as it is. */
function unless({ definition }: CollectedField, value: string, slow: string): string {
  const { type } = definition;
  const named = isNonNullType(type) ? type.ofType : type;
  const isRight = RIGHT_CODE.get(named)?.(value);
  if (isRight === undefined) return slow;
  if (isNonNullType(type)) return `if (!(${isRight})) { ${slow} }`;
  return `if (!(${isRight})) { if (${value} === null || ${value} === undefined) ${value} = null; else { ${slow} } }`;
}

const RIGHT_CODE = new Map<unknown, (value: string) => string>([
  [GraphQLString, (value) => `typeof ${value} === "string"`],
  [GraphQLID, (value) => `typeof ${value} === "string"`],
  [GraphQLBoolean, (value) => `typeof ${value} === "boolean"`],
]);

function keyCode(key: string): string {
  return key === '__proto__' ? '["__proto__"]' : key;
}
