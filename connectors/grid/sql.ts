import { z } from 'zod';
import { CHINA_OFFSET } from '../../schema/canonical/date-time.ts';
import { referenceKeyOf, ReferenceKindSchema } from '../../schema/canonical/reference.ts';
import { listOriginOf } from '../../schema/topics/dead-letter.ts';
import type { ConnectorClass } from '../kit/feed.ts';
import { openSqlPoller, SQL_POLLER_KEYS } from '../kit/sql-poller.ts';
import { gridDraft } from './draft.ts';
import { gridReference } from './reference.ts';

const EventsConfigSchema = z.strictObject(SQL_POLLER_KEYS);

const ListConfigSchema = z.strictObject({
  /** What the list is of. */
  kind: ReferenceKindSchema,
  ...SQL_POLLER_KEYS,
  // Lists change a few times a day.
  'poll.interval.ms': SQL_POLLER_KEYS['poll.interval.ms'].unwrap().default(60_000),
});

/** `grid.sql`: polls the view of grid events by (updated_at, id). */
export const gridSql: ConnectorClass = {
  name: 'grid.sql',
  configSchema: EventsConfigSchema,
  open(given, context) {
    return openSqlPoller(
      {
        feed: 'grid',
        eventType: 'cn.gov.grid.event.v1',
        eventSource: 'urn:grid',
        config: EventsConfigSchema.parse(given),
        localOffset: CHINA_OFFSET,
        toDraft: gridDraft,
      },
      context,
    );
  },
};

/** `grid.reference`: polls one of the platform's lists: grids, communities, mediation committees, mediators. */
export const gridLists: ConnectorClass = {
  name: 'grid.reference',
  configSchema: ListConfigSchema,
  open(given, context) {
    const { kind, ...config } = ListConfigSchema.parse(given);
    return openSqlPoller(
      {
        feed: 'grid',
        eventType: 'cn.gov.grid.reference.v1',
        eventSource: 'urn:grid',
        config,
        localOffset: CHINA_OFFSET,
        toDraft(bytes) {
          const { code, sourceTime } = gridReference(bytes, { kind });
          return { sourceId: referenceKeyOf(kind, code), sourceTime };
        },
        emit: (entries) => context.emitReference(entries),
        letterOrigin: listOriginOf('grid'),
      },
      context,
    );
  },
};
