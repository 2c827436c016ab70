import { HubError } from '../../schema/canonical/hub-error.ts';
import type { ConnectorCursorDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import type { SourceContext } from '../kit/source.ts';

/**
 * The saved position of one connector. The store's connection writes with w:majority, so a position that was saved survives a failover;
 * sources save it only after the broker has acknowledged what it covers.
 */
export function cursorOf(store: Promise<Store>, connector: string, now: () => Date): SourceContext['cursor'] {
  return {
    async load() {
      const cursors = collectionOf(await store);
      return orUnavailable(async () => {
        const saved = await cursors.findOne({ _id: connector });
        return saved?.cursor ?? null;
      });
    },
    async save(value) {
      const cursors = collectionOf(await store);
      await orUnavailable(() =>
        cursors.replaceOne(
          { _id: connector },
          { cursor: value, savedAt: now().toISOString() },
          { upsert: true },
        ),
      );
    },
  };
}

/** Past mongoose: a poller's memory may hold many thousand entries, and casting them is of no use. */
function collectionOf({ connection, connectorCursors }: Store) {
  return connection.collection<ConnectorCursorDoc>(connectorCursors.collection.collectionName);
}

async function orUnavailable<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (cause) {
    throw new HubError(
      'HUB_STORE_UNAVAILABLE',
      'MongoDB did not take or give the connector’s position; trying again',
      {
        cause,
      },
    );
  }
}
