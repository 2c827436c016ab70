import { LRUCache } from 'lru-cache';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { documentIdOf } from '../../../schema/canonical/document-id.ts';
import type { LimitBook } from '../../access/limits/limits.ts';

/** How a request says which document it means: by text, by identifier, or by both. */
export interface DocumentAsked {
  readonly query?: string | undefined;
  readonly documentId?: string | undefined;
}

/** The documents that were registered, and who may send others. */
export interface PersistedDocuments {
  /**
   * The text to be executed; a promise where documents have to be looked up.
   * @throws HubError HUB_BAD_REQUEST, HUB_DOCUMENT_UNKNOWN, HUB_DOCUMENT_REQUIRED for a partner that may send registered ones alone; HUB_STORE_UNAVAILABLE.
   */
  textOf(partner: string, asked: DocumentAsked): string | Promise<string>;
}

const ID = /^sha256:[0-9a-f]{64}$/;
const MOST_KEPT = 1_000;
/** One that was taken out is refused after this time. */
const KEPT_MS = 5_000;

/** @param read the text that is registered under an identifier, or null */
export function createPersistedDocuments(
  read: (id: string) => Promise<string | null>,
  limits: LimitBook,
): PersistedDocuments {
  const kept = new LRUCache<string, Promise<string | null>>({ max: MOST_KEPT, ttl: KEPT_MS });
  const registered = (id: string): Promise<string | null> => {
    const known = kept.get(id);
    if (known !== undefined) return known;
    const text = read(id);
    kept.set(id, text);
    text.then(
      (found) => found ?? kept.delete(id),
      () => kept.delete(id),
    );
    return text;
  };

  const lookedUp = async (partner: string, { query = '', documentId }: DocumentAsked): Promise<string> => {
    if (documentId === undefined) {
      if (query === '') throw noDocument();
      if ((await registered(documentIdOf(query))) === null) {
        throw new HubError(
          'HUB_DOCUMENT_REQUIRED',
          `${partner} may send registered documents alone, and this one is not; have it registered (./tributary documents add FILE), then send it or its documentId ${documentIdOf(query)}`,
          { field: 'query' },
        );
      }
      return query;
    }
    if (!ID.test(documentId)) {
      throw new HubError(
        'HUB_BAD_REQUEST',
        'documentId must be "sha256:" and the 64 small hex digits of the SHA-256 of the document',
        { field: 'documentId' },
      );
    }
    if (query !== '' && documentIdOf(query) !== documentId) {
      throw new HubError(
        'HUB_BAD_REQUEST',
        'documentId is not the SHA-256 of query; send one of the two, or both of one document',
        { field: 'documentId' },
      );
    }
    const text = await registered(documentId);
    if (text !== null) return text;
    throw new HubError(
      'HUB_DOCUMENT_UNKNOWN',
      `no document ${documentId} is registered; have it registered (./tributary documents add FILE), or send its text as query`,
      { field: 'documentId' },
    );
  };

  return {
    textOf(partner, asked) {
      const { query = '', documentId } = asked;
      if (documentId === undefined && query !== '' && !limits.of(partner).persistedOnly) return query;
      return lookedUp(partner, asked);
    },
  };
}

/** Where nothing is registered: every text may be sent. */
export const NO_DOCUMENTS: PersistedDocuments = createPersistedDocuments(() => Promise.resolve(null), {
  of: () => ({
    requestsPerSecond: null,
    burst: 1,
    rowsPerDay: null,
    peoplePerDay: null,
    webhooks: 0,
    persistedOnly: false,
  }),
});

function noDocument(): HubError {
  return new HubError(
    'HUB_BAD_REQUEST',
    'the parameter query must be a text with a GraphQL document (or documentId name a registered one)',
    { field: 'query' },
  );
}
