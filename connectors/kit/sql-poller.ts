import { z } from 'zod';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { isAborted } from './abort.ts';
import { POSTGRES_KEYS, PostgresReader, type TextRow } from './postgres.ts';
import { openPoller, type Page, type PollerOptions } from './poller.ts';
import type { Source, SourceContext } from './source.ts';
import {
  CLOCK_STATEMENT,
  columnsStatement,
  pageStatement,
  polledView,
  undatedStatement,
  type PolledView,
  type RowPosition,
} from './sql-statements.ts';

/** Keys of a connector that polls a view of a PostgreSQL. */
export const SQL_POLLER_KEYS = {
  ...POSTGRES_KEYS,
  /** `schema.view`; each part is taken as it stands. */
  view: z
    .string()
    .regex(/^[^.\0]{1,63}(\.[^.\0]{1,63})?$/u, 'write schema.view, or the view’s name alone, without quotes'),
  /** When a row last changed. */
  'updated.column': z.string().min(1).max(63).default('updated_at'),
  /** Unique and never empty; it orders rows of the same time. */
  'id.column': z.string().min(1).max(63).default('id'),
  'poll.interval.ms': z.int().min(100).default(1_000),
  /** Rows that are committed later than this after their own time would be lost. */
  'overlap.ms': z.int().min(0).default(600_000),
  'page.size': z.int().min(1).max(10_000).default(500),
};
export type SqlPollerConfig = z.infer<z.ZodObject<typeof SQL_POLLER_KEYS>>;

export type SqlPollerOptions = Pick<
  PollerOptions,
  'feed' | 'eventType' | 'eventSource' | 'toDraft' | 'emit' | 'letterOrigin'
> & {
  readonly config: SqlPollerConfig;
  /** Offset of times that the database keeps without one, `+08:00`. */
  readonly localOffset: string;
};

/** A row of a view as the server's `row_to_json` writes it. */
export const SQL_ROW_CONTENT_TYPE = 'application/json; form=sql-row';

const UNDATED_MOST = 1_000;
const PositionSchema = z.tuple([z.string(), z.string()]);

/**
 * Polls a view by (updated, id), a page a transaction, each row a message. Watermark, overlap and memory are `openPoller`'s; the clock that
 * the watermark stays behind is the database's. Rows without a time belong to no page: they are read with every poll, for their mapping to
 * refuse. Rows that are deleted are not noticed.
 */
export function openSqlPoller(options: SqlPollerOptions, context: SourceContext): Source {
  const { config } = options;
  return {
    async run(signal) {
      try {
        const reader = await PostgresReader.open(config, (file) => context.secret(file), signal);
        try {
          const view = await viewOf(reader, config);
          const poller = openPoller(
            {
              feed: options.feed,
              eventType: options.eventType,
              eventSource: options.eventSource,
              contentTypeOf: () => SQL_ROW_CONTENT_TYPE,
              intervalMs: config['poll.interval.ms'],
              overlapMs: config['overlap.ms'],
              toDraft: options.toDraft,
              ...(options.emit === undefined ? {} : { emit: options.emit }),
              ...(options.letterOrigin === undefined ? {} : { letterOrigin: options.letterOrigin }),
              fetchPage: (sinceMs, token) => readPage(reader, view, { sinceMs, token, options }),
            },
            context,
          );
          await poller.run(signal);
        } finally {
          await reader.close();
        }
      } catch (error) {
        // Whoever is stopped cuts the connection in the midst of whatever it answers.
        if (!isAborted(signal)) throw error;
      }
    },
  };
}

async function viewOf(reader: PostgresReader, config: SqlPollerConfig): Promise<PolledView> {
  const { text, values } = columnsStatement(config.view);
  const columns = await reader.read((statement) => statement(text, values));
  return polledView(
    { view: config.view, updatedColumn: config['updated.column'], idColumn: config['id.column'] },
    columns,
  );
}

interface PageRequest {
  readonly sinceMs: number;
  readonly token: string | null;
  readonly options: SqlPollerOptions;
}

async function readPage(
  reader: PostgresReader,
  view: PolledView,
  { sinceMs, token, options }: PageRequest,
): Promise<Page> {
  const { config, localOffset } = options;
  const limit = config['page.size'];
  const since = sinceMs <= 0 ? null : instantText(sinceMs, view.updated.hasZone ? null : localOffset);
  const page = pageStatement(view, { since, after: positionOf(token) }, limit);
  return reader.read(async (statement) => {
    // Before the rows: what is committed after this is not behind the watermark.
    const [clock] = await statement(CLOCK_STATEMENT);
    const rows = await statement(page.text, page.values);
    const undated = undatedStatement(view, UNDATED_MOST);
    const without = token === null ? await statement(undated.text, undated.values) : [];
    return {
      items: [...without, ...rows.slice(0, limit)].map((row) => Buffer.from(row['row'] ?? '')),
      next: nextOf(rows, limit, config),
      serverTimeMs: Number(clock?.['ms']),
    };
  });
}

/** Null on the last page. @throws HubError HUB_CONFIG_INVALID when the rows have no order that could be gone on from. */
function nextOf(rows: readonly TextRow[], limit: number, config: SqlPollerConfig): string | null {
  const last = rows[limit - 1];
  const following = rows[limit];
  if (last === undefined || following === undefined) return null;
  const [at, id] = [last['at'], last['id']];
  if (at == null || id == null || (at === following['at'] && id === following['id'])) {
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `column "${config['id.column']}" of view "${config.view}" is empty in a row, or the same in two of the same time; set id.column to one that is unique and never empty`,
      { field: 'id.column' },
    );
  }
  return JSON.stringify([at, id]);
}

function positionOf(token: string | null): RowPosition | null {
  if (token === null) return null;
  const [at, id] = PositionSchema.parse(JSON.parse(token));
  return { at, id };
}

/** An instant as PostgreSQL reads it: with `Z`, or as a clock with this offset shows it. */
function instantText(ms: number, localOffset: string | null): string {
  if (localOffset === null) return new Date(ms).toISOString();
  const [, sign = '+', hours = '0', minutes = '0'] = /^([+-])(\d{2}):(\d{2})$/.exec(localOffset) ?? [];
  const offsetMs = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
  return new Date(ms + offsetMs).toISOString().replace('Z', '');
}
