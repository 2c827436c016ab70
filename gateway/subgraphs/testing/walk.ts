import type { Door } from '../../access/door.ts';
import { ask } from './ask.ts';

export interface Page {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const MOST_PAGES = 200;

/** Reads a whole list, page by page; `between` runs after each page. @param field with its other arguments, e.g. `grids(filter: {})` */
export async function walk(
  door: Door,
  name: string,
  field: string,
  size: number,
  between: (page: number) => Promise<void> = () => Promise.resolve(),
): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await ask(
      door,
      name,
      `query ($after: String) { page: ${field.replace('(', `(first: ${size}, after: $after, `)} { nodes { id } pageInfo { hasNextPage endCursor } } }`,
      { after },
    );
    if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
    const { nodes, pageInfo } = answer.data?.['page'] as Page;
    ids.push(...nodes.map(({ id }) => id));
    if (!pageInfo.hasNextPage) return ids;
    after = pageInfo.endCursor;
    await between(page);
  }
  throw new Error('the list has no end');
}
