/** A made-up federation: what each subgraph declares, and what the world behind all of them knows of each field. */
export interface Federation {
  readonly seed: number;
  readonly subgraphs: readonly SubgraphModel[];
  /** By `Type.field` of the merged schema. */
  readonly specs: ReadonlyMap<string, FieldSpec>;
  /** Names of entity types, each with `ROWS` rows. */
  readonly entities: readonly string[];
  /** Share of the fields that throw, and of those that are null where none may be. */
  readonly faultRate: number;
}

/** Rows of an entity type are called `<Type>-1` and so on. */
export const ROWS = 3;

/** A field as the world knows it: the same wherever it is asked for. */
export interface FieldSpec {
  readonly name: string;
  /** As SDL. */
  readonly type: string;
  /** As SDL with brackets; empty for none. */
  readonly args: string;
  /** Object types that a value of an abstract type can have. */
  readonly members?: readonly string[];
  /** Field set of `@requires`: the value depends on all of it. */
  readonly requires?: string;
  /** Adds to the row named by `id`, which its counter shows from then on. */
  readonly isBump?: boolean;
  readonly isCounter?: boolean;
  /** What `@key` and `@requires` name never fails: the specification does not say what then becomes of those who depend on it. */
  canFail: boolean;
}

/**
 * - `real`: the subgraph answers it.
 * - `external`: only where `@provides` says so.
 * - `replaced`: another subgraph overrides it, so that nobody may ask for it here.
 */
export type Role = 'real' | 'external' | 'replaced';

export interface FieldModel {
  readonly spec: FieldSpec;
  readonly role: Role;
  readonly directives: string[];
  /** As SDL, where a subgraph says less or more of nulls than others. */
  readonly type?: string;
  /** Field that `@provides` names. */
  readonly provides?: string;
}

export interface ObjectModel {
  readonly name: string;
  readonly keys: { readonly fields: string; readonly resolvable: boolean }[];
  readonly interfaces: Set<string>;
  readonly fields: Map<string, FieldModel>;
  readonly directives: Set<string>;
}

export interface InterfaceModel {
  readonly name: string;
  readonly key: string | undefined;
  /** As SDL lines. */
  readonly fields: string[];
}

export interface SubgraphModel {
  readonly name: string;
  readonly objects: Map<string, ObjectModel>;
  readonly interfaces: Map<string, InterfaceModel>;
  readonly unions: Map<string, string[]>;
}
