import {
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  getNamedType,
  typeFromAST,
  type GraphQLType,
} from 'graphql';

const SCALARS: Readonly<Record<string, string>> = {
  Boolean: 'boolean',
  Int: 'number',
  Float: 'number',
  SafeInt: 'number',
};
/** What no grant cuts: identifiers, and what is within the frame of a list. */
const KEPT_FIELDS = new Set(['id', 'code', 'cursor', 'bookmark', '__typename']);
const FRAME = /(Connection|Edge|PageInfo)$/;

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** Types of the answers and variables of documents, as TypeScript text. Enums are collected in `enums` by name. */
export class DocumentTypes {
  readonly enums = new Set<string>();
  readonly #schema: GraphQLSchema;
  readonly #fragments: Fragments;

  constructor(schema: GraphQLSchema, fragments: Fragments) {
    this.#schema = schema;
    this.#fragments = fragments;
  }

  answer(operation: OperationDefinitionNode): string {
    const root = this.#schema.getRootType(operation.operation);
    if (root == null) throw new Error(`there is no ${operation.operation}`);
    return this.#selection(root, [operation.selectionSet], '');
  }

  fragment({ typeCondition, selectionSet }: FragmentDefinitionNode): string {
    return this.#selection(this.#composite(typeCondition.name.value), [selectionSet], '');
  }

  variables(operation: OperationDefinitionNode): string {
    const lines = (operation.variableDefinitions ?? []).map(({ variable, type, defaultValue }) => {
      const input = typeFromAST(this.#schema, type as never) as GraphQLInputType | undefined;
      if (input === undefined) throw new Error(`$${variable.name.value} has an unknown type`);
      const isOptional = !isNonNullType(input) || defaultValue !== undefined;
      return `  readonly ${variable.name.value}${isOptional ? '?' : ''}: ${this.#input(input)};`;
    });
    return lines.length === 0 ? 'Record<string, never>' : `{\n${lines.join('\n')}\n}`;
  }

  #composite(name: string): GraphQLCompositeType {
    const type = this.#schema.getType(name);
    if (type === undefined || !(isObjectType(type) || isAbstractType(type)))
      throw new Error(`no type ${name}`);
    return type;
  }

  #selection(type: GraphQLCompositeType, sets: readonly SelectionSetNode[], indent: string): string {
    const isNarrowed = isAbstractType(type) && sets.some((set) => this.#narrows(set, type.name));
    if (!isNarrowed) return this.#fields(type, type, sets, indent);
    const all = this.#schema.getPossibleTypes(type);
    return [...new Set(all.map((one) => this.#fields(one, type, sets, indent)))].join(' | ');
  }

  #narrows(set: SelectionSetNode, name: string): boolean {
    return set.selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return false;
      const { condition, selectionSet } = this.#spread(selection);
      return (condition !== null && condition !== name) || this.#narrows(selectionSet, name);
    });
  }

  #spread(selection: Exclude<SelectionSetNode['selections'][number], FieldNode>): {
    condition: string | null;
    selectionSet: SelectionSetNode;
  } {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      return { condition: selection.typeCondition?.name.value ?? null, selectionSet: selection.selectionSet };
    }
    const fragment = this.#fragments.get(selection.name.value);
    if (fragment === undefined) throw new Error(`there is no fragment ${selection.name.value}`);
    return { condition: fragment.typeCondition.name.value, selectionSet: fragment.selectionSet };
  }

  /** Fields that an object of `type` answers, by response key. */
  #collect(
    type: GraphQLCompositeType,
    sets: readonly SelectionSetNode[],
    into: Map<string, FieldNode[]>,
  ): void {
    for (const selection of sets.flatMap((set) => set.selections)) {
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        into.set(key, [...(into.get(key) ?? []), selection]);
        continue;
      }
      const { condition, selectionSet } = this.#spread(selection);
      if (condition === null || this.#fits(type, condition)) this.#collect(type, [selectionSet], into);
    }
  }

  #fits(type: GraphQLCompositeType, condition: string): boolean {
    if (type.name === condition) return true;
    const wanted = this.#composite(condition);
    return isAbstractType(wanted) && isObjectType(type) && this.#schema.isSubType(wanted, type);
  }

  #fields(
    type: GraphQLCompositeType,
    asked: GraphQLCompositeType,
    sets: readonly SelectionSetNode[],
    indent: string,
  ): string {
    const byKey = new Map<string, FieldNode[]>();
    this.#collect(type, sets, byKey);
    const inner = `${indent}  `;
    const lines = [...byKey].map(([key, nodes]) => {
      const name = nodes[0]?.name.value ?? '';
      if (name === '__typename') {
        const names = isAbstractType(type)
          ? this.#schema.getPossibleTypes(type).map((one) => one.name)
          : [type.name];
        return `${inner}readonly ${key}: ${names.map((one) => `'${one}'`).join(' | ')};`;
      }
      const field = (type as GraphQLObjectType).getFields()[name];
      if (field === undefined) throw new Error(`${asked.name}.${name} does not exist`);
      const isKept = KEPT_FIELDS.has(name) || FRAME.test(type.name);
      const sub = nodes.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet]));
      return `${inner}readonly ${key}: ${this.#output(field.type, sub, inner, isKept)};`;
    });
    return `{\n${lines.join('\n')}\n${indent}}`;
  }

  #output(
    type: GraphQLOutputType,
    sets: readonly SelectionSetNode[],
    indent: string,
    isKept: boolean,
  ): string {
    if (isNonNullType(type)) {
      const text = this.#nonNull(type.ofType, sets, indent);
      return isKept ? text : `${text} | null`;
    }
    return `${this.#nonNull(type, sets, indent)} | null`;
  }

  #nonNull(type: GraphQLOutputType, sets: readonly SelectionSetNode[], indent: string): string {
    if (isListType(type)) {
      const item = this.#output(type.ofType as GraphQLOutputType, sets, indent, true);
      return `readonly ${/[ |]/.test(item) ? `(${item})` : item}[]`;
    }
    if (isObjectType(type) || isAbstractType(type)) return this.#selection(type, sets, indent);
    return this.#leaf(type);
  }

  #input(type: GraphQLInputType): string {
    if (isNonNullType(type)) return this.#inputNonNull(type.ofType);
    return `${this.#inputNonNull(type)} | null`;
  }

  #inputNonNull(type: GraphQLInputType): string {
    if (isListType(type)) {
      const item = this.#input(type.ofType);
      return `readonly ${/[ |]/.test(item) ? `(${item})` : item}[]`;
    }
    if (!isInputObjectType(type)) return this.#leaf(type);
    const lines = Object.values(type.getFields()).map(
      (field) => `readonly ${field.name}${isNonNullType(field.type) ? '' : '?'}: ${this.#input(field.type)}`,
    );
    return `{ ${lines.join('; ')} }`;
  }

  #leaf(type: GraphQLType): string {
    const { name } = getNamedType(type);
    if (isEnumType(getNamedType(type))) this.enums.add(name);
    return isEnumType(getNamedType(type)) ? name : (SCALARS[name] ?? 'string');
  }
}
