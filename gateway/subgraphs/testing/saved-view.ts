import type { SavedViewDoc } from '../../../schema/store/saved-view-docs.ts';
import type { Caller } from '../../access/caller.ts';
import { ANALYST } from './ask.ts';

const AT = '2026-11-24T02:00:00.000Z';

/** A view of somebody's as the store keeps it. */
export function savedViewOf(
  { partner, actor }: Pick<Caller, 'partner' | 'actor'>,
  given: Partial<SavedViewDoc> = {},
): SavedViewDoc {
  return {
    _id: 'view-1',
    partner,
    actor,
    kind: 'DISPUTES',
    name: '通州区在办',
    filter: '{"regionCode":"320612"}',
    visibility: 'PRIVATE',
    version: 1,
    inputHash: 'hash',
    createdAt: AT,
    changedAt: AT,
    ...given,
  };
}

/** A view of which every field says something. */
export const FULL_VIEW = savedViewOf(ANALYST, { _id: 'view-full' });
