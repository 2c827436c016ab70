import { Button } from 'antd';
import type { CombinedError } from '@urql/core';
import { useState, type ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { Failure, Loading, Nothing } from '../../parts/states.tsx';
import { ACCESS } from './texts.ts';

/** Cursors of the pages of a list that are shown; null is the first. */
export function PagesOf({
  page,
}: {
  readonly page: (after: string | null, more: (cursor: string) => void, isLast: boolean) => ReactNode;
}): ReactNode {
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null]);
  return cursors.map((after, index) => (
    <div key={after ?? ''} className="access-part">
      {page(
        after,
        (cursor) => {
          setCursors([...cursors, cursor]);
        },
        index === cursors.length - 1,
      )}
    </div>
  ));
}

interface PageFrameProps {
  readonly error: CombinedError | undefined;
  readonly isFetching: boolean;
  readonly found:
    | {
        readonly totalCount: number | null;
        readonly nodes: readonly unknown[];
        readonly pageInfo: { readonly hasNextPage: boolean | null; readonly endCursor: string | null };
      }
    | null
    | undefined;
  readonly isLast: boolean;
  readonly onMore: (cursor: string) => void;
  readonly children: ReactNode;
}

/** What stands around a page of any list: waiting, failure, emptiness, the button for more. */
export function PageFrame({ error, isFetching, found, isLast, onMore, children }: PageFrameProps): ReactNode {
  const t = useTexts(ACCESS);
  const cursor = found?.pageInfo.endCursor ?? null;
  return (
    <>
      <Failure error={error} isPartial={found != null} />
      {isFetching && found == null && <Loading rows={6} />}
      {found?.nodes.length === 0 && <Nothing text={t('none')} />}
      {found != null && found.nodes.length > 0 && children}
      {isLast && found?.pageInfo.hasNextPage === true && cursor !== null && (
        <Button
          onClick={() => {
            onMore(cursor);
          }}
        >
          {t('more')}
        </Button>
      )}
    </>
  );
}
