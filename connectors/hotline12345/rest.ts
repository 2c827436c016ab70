import { z } from 'zod';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { ConnectorClass } from '../kit/feed.ts';
import { getBytes } from '../kit/http-get.ts';
import { sliceArray, sliceObject } from '../kit/json-slices.ts';
import { parseJson } from '../kit/json.ts';
import { openPoller, type Page } from '../kit/poller.ts';
import { restTicketDraft } from './mapping.ts';

const ConfigSchema = z.strictObject({
  /** Root of the hotline's interface; `/api/v1/tickets` is appended. */
  'base.url': z.url({ protocol: /^https?$/ }),
  /** File in the secrets folder with the bearer token. */
  'token.file': z.string().min(1),
  'poll.interval.ms': z.int().min(100).default(1_000),
  /** Rows that commit later than this after their own `updatedAt` would be lost. */
  'overlap.ms': z.int().min(0).default(600_000),
  'page.size': z.int().min(1).max(1_000).default(200),
  'request.timeout.ms': z.int().min(100).default(10_000),
});

const TokensSchema = z.object({
  nextPage: z.string().min(1).nullish(),
  serverTime: z.iso.datetime({ offset: true }),
});

const PAGE_MAX_BYTES = 64 * 1024 * 1024;

/** `hotline12345.rest`: polls tickets by `updatedSince`. */
export const hotlineRest: ConnectorClass = {
  name: 'hotline12345.rest',
  configSchema: ConfigSchema,
  open(given, context) {
    const config = ConfigSchema.parse(given);
    const base = new URL(`${config['base.url'].replace(/\/+$/, '')}/api/v1/tickets`);
    return openPoller(
      {
        feed: 'hotline12345',
        eventType: 'cn.gov.hotline12345.ticket.v1',
        eventSource: 'urn:hotline12345',
        intervalMs: config['poll.interval.ms'],
        overlapMs: config['overlap.ms'],
        toDraft: restTicketDraft,
        async fetchPage(sinceMs, page, signal) {
          const url = new URL(base);
          url.searchParams.set('updatedSince', new Date(sinceMs).toISOString());
          url.searchParams.set('pageSize', String(config['page.size']));
          if (page !== null) url.searchParams.set('page', page);
          const token = (await context.secret(config['token.file'])).trim();
          const bytes = await getBytes(url, {
            headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
            timeoutMs: config['request.timeout.ms'],
            maxBytes: PAGE_MAX_BYTES,
            signal,
          });
          return readPage(bytes);
        },
      },
      context,
    );
  },
};

/** @throws HubError HUB_SOURCE_UNAVAILABLE when the answer is no page: a proxy's error page passes as the system comes back. */
function readPage(bytes: Uint8Array): Page {
  try {
    const members = sliceObject(bytes, 'page of tickets');
    const { nextPage, serverTime } = TokensSchema.parse({
      nextPage: valueOf(members.get('nextPage')),
      serverTime: valueOf(members.get('serverTime')),
    });
    const items = sliceArray(members.get('items') ?? Buffer.from('null'), 'items');
    return { items, next: nextPage ?? null, serverTimeMs: Date.parse(serverTime) };
  } catch (cause) {
    throw new HubError(
      'HUB_SOURCE_UNAVAILABLE',
      `the hotline’s answer is no page of tickets {items, nextPage, serverTime} (${cause instanceof Error ? cause.message : ''})`,
      { cause },
    );
  }
}

function valueOf(slice: Uint8Array | undefined): unknown {
  return slice === undefined ? undefined : parseJson(slice, 'page of tickets');
}
