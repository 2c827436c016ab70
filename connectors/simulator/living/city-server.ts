import { createServer, type IncomingMessage } from 'node:http';
import { operationsPage, type Health } from '../../../runtime/operations-server.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import {
  answerHotlineApi,
  TICKETS_PATH,
  type ApiOptions,
  type ApiReply,
  type ApiRequest,
} from '../agencies/hotline12345/api.ts';
import { answerGeoReport, GEOREPORT_PATH } from '../agencies/open311/georeport-api.ts';
import type { GeoReportSystem } from '../agencies/open311/georeport-system.ts';
import type { FaultKind } from '../faults/fault-kinds.ts';
import { answerInbox, isReferralPath, type InboxOptions } from '../referrals/inbox.ts';
import { sendSpoilt, type FaultyAnswers } from '../faults/faulty-answers.ts';

export interface CityServerOptions {
  readonly host: string;
  readonly port: number;
  readonly health: Health;
  readonly api: ApiOptions;
  readonly georeport: GeoReportSystem;
  readonly inbox: InboxOptions;
  readonly faults: FaultyAnswers;
  readonly log: { error(fields: object, message: string): void };
}

interface Answer extends ApiReply {
  readonly fault: FaultKind | null;
}

/** The interfaces of the hotline and of the other city, the agencies' inboxes, and the operations pages, on one port. @throws HubError HUB_CONFIG_INVALID when the port is taken */
export async function serveCity(options: CityServerOptions): Promise<{ stop(): Promise<void> }> {
  const { host, port, log } = options;
  const server = createServer((request, response) => {
    answer(request, options)
      .catch((error: unknown) => {
        log.error({ err: error, path: request.url }, 'a request to the simulated city failed');
        const body = 'the simulated city failed at this request; its log has the reason\n';
        return { status: 500, headers: { 'content-type': 'text/plain' }, body, fault: null };
      })
      .then((reply) => {
        if (reply.fault === null) response.writeHead(reply.status, reply.headers).end(reply.body);
        else sendSpoilt(reply.fault.fault, reply, response);
      })
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? 'another program has it' : cause.message;
      const field = 'TRIBUTARY_SIMULATOR_PORT';
      reject(
        new HubError('HUB_CONFIG_INVALID', `cannot listen on ${host}:${port}: ${why}; set ${field}`, {
          cause,
          field,
        }),
      );
    });
    server.listen(port, host, resolve);
  });
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  { health, api, georeport, inbox, faults }: CityServerOptions,
): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const asked: ApiRequest = {
    method: request.method ?? 'GET',
    url,
    authorization: request.headers.authorization,
  };
  if (url.pathname === TICKETS_PATH) {
    const reply = await answerHotlineApi(asked, api);
    // Only who may read is a hub that has something to try again.
    const sound = reply.status !== 200;
    return { ...reply, fault: sound ? null : await faults.next('hotline12345.answers', 'hotline12345') };
  }
  if (url.pathname.startsWith(GEOREPORT_PATH)) {
    const reply = answerGeoReport(asked, { system: georeport, now: api.now });
    const sound = reply.status !== 200;
    return { ...reply, fault: sound ? null : await faults.next('open311.answers', 'open311') };
  }
  if (isReferralPath(url.pathname)) {
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, value?.toString()]),
    );
    const reply = await answerInbox(
      { method: asked.method, path: url.pathname, headers, body: request as AsyncIterable<Uint8Array> },
      inbox,
    );
    return { ...reply, fault: null };
  }
  const page = await operationsPage(url.pathname, health);
  if (page !== undefined) {
    return {
      status: page.status,
      headers: { 'content-type': page.contentType },
      body: page.body,
      fault: null,
    };
  }
  return {
    status: 404,
    headers: { 'content-type': 'text/plain' },
    body: `not found: try ${TICKETS_PATH}, ${GEOREPORT_PATH}requests.json, /healthz, /readyz or /metrics\n`,
    fault: null,
  };
}
