// Made by `npm run console:generate` from views.graphql; do not edit.
import { gql } from '@urql/core';
import type { SavedViewKind, SavedViewVisibility } from '../vocabulary/enums.ts';

export type OneView = {
  readonly id: string;
  readonly kind: SavedViewKind | null;
  readonly name: string | null;
  readonly filter: string | null;
  readonly visibility: SavedViewVisibility | null;
  readonly owner: string | null;
  readonly mine: boolean | null;
  readonly version: number | null;
};
export type SavedViewsAnswer = {
  readonly savedViews: {
    readonly nodes: readonly {
      readonly id: string;
      readonly kind: SavedViewKind | null;
      readonly name: string | null;
      readonly filter: string | null;
      readonly visibility: SavedViewVisibility | null;
      readonly owner: string | null;
      readonly mine: boolean | null;
      readonly version: number | null;
    }[];
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly endCursor: string | null;
    };
  } | null;
};
export type SavedViewsVariables = {
  readonly kind?: readonly SavedViewKind[] | null;
  readonly after?: string | null;
};
export const SAVED_VIEWS = gql<
  SavedViewsAnswer,
  SavedViewsVariables
>(`query SavedViews($kind: [SavedViewKind!], $after: String) {
  savedViews(kind: $kind, first: 100, after: $after) {
    nodes {
      ...OneView
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}

fragment OneView on SavedView {
  id
  kind
  name
  filter
  visibility
  owner
  mine
  version
}`);
export type SaveViewAnswer = {
  readonly changed: {
    readonly view: {
      readonly id: string;
      readonly kind: SavedViewKind | null;
      readonly name: string | null;
      readonly filter: string | null;
      readonly visibility: SavedViewVisibility | null;
      readonly owner: string | null;
      readonly mine: boolean | null;
      readonly version: number | null;
    } | null;
  } | null;
};
export type SaveViewVariables = {
  readonly input: {
    readonly clientMutationId: string;
    readonly kind: SavedViewKind;
    readonly name: string;
    readonly filter: string;
    readonly visibility?: SavedViewVisibility | null;
  };
};
export const SAVE_VIEW = gql<
  SaveViewAnswer,
  SaveViewVariables
>(`mutation SaveView($input: CreateSavedViewInput!) {
  changed: createSavedView(input: $input) {
    view {
      ...OneView
    }
  }
}

fragment OneView on SavedView {
  id
  kind
  name
  filter
  visibility
  owner
  mine
  version
}`);
export type ChangeViewAnswer = {
  readonly changed: {
    readonly view: {
      readonly id: string;
      readonly kind: SavedViewKind | null;
      readonly name: string | null;
      readonly filter: string | null;
      readonly visibility: SavedViewVisibility | null;
      readonly owner: string | null;
      readonly mine: boolean | null;
      readonly version: number | null;
    } | null;
  } | null;
};
export type ChangeViewVariables = {
  readonly input: {
    readonly clientMutationId: string;
    readonly id: string;
    readonly version: number;
    readonly name?: string | null;
    readonly filter?: string | null;
    readonly visibility?: SavedViewVisibility | null;
  };
};
export const CHANGE_VIEW = gql<
  ChangeViewAnswer,
  ChangeViewVariables
>(`mutation ChangeView($input: UpdateSavedViewInput!) {
  changed: updateSavedView(input: $input) {
    view {
      ...OneView
    }
  }
}

fragment OneView on SavedView {
  id
  kind
  name
  filter
  visibility
  owner
  mine
  version
}`);
export type DeleteViewAnswer = {
  readonly deleteSavedView: {
    readonly id: string;
  } | null;
};
export type DeleteViewVariables = {
  readonly input: { readonly clientMutationId: string; readonly id: string; readonly version: number };
};
export const DELETE_VIEW = gql<
  DeleteViewAnswer,
  DeleteViewVariables
>(`mutation DeleteView($input: DeleteSavedViewInput!) {
  deleteSavedView(input: $input) {
    id
  }
}`);
