import type { ServerResponse } from 'node:http';
import type { FaultChannel, FaultKind } from './fault-kinds.ts';
import type { FaultLedger } from './fault-ledger.ts';
import type { FaultPlan } from './fault-plan.ts';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const PAGE =
  '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';

/** HTTP answers that go wrong now and then; the same request asked again is answered. */
export class FaultyAnswers {
  readonly #plan: FaultPlan;
  readonly #ledger: FaultLedger;
  readonly #startedMs: number;
  readonly #asked = new Map<FaultChannel, number>();

  /** @param startedMs of this process: its requests are not those of an earlier one */
  constructor(plan: FaultPlan, ledger: FaultLedger, startedMs: number) {
    this.#plan = plan;
    this.#ledger = ledger;
    this.#startedMs = startedMs;
  }

  /** The fault of the next answer on the channel, in the ledger already; null when it is sound. */
  async next(
    channel: Extract<FaultChannel, `${string}.answers`>,
    agency: 'hotline12345' | 'open311',
  ): Promise<FaultKind | null> {
    const asked = this.#asked.get(channel) ?? 0;
    this.#asked.set(channel, asked + 1);
    const kind = this.#plan.at(channel, asked);
    if (kind === null) return null;
    await this.#ledger.add({
      id: `${channel}/${this.#startedMs}-${asked}`,
      agency,
      channel,
      ...kind,
      count: 1,
    });
    return kind;
  }
}

/** Sends the answer with the fault. */
export function sendSpoilt(fault: string, { status, headers, body }: Answer, response: ServerResponse): void {
  switch (fault) {
    case 'service-unavailable':
      response.writeHead(503, { 'content-type': 'text/plain', 'retry-after': '1' }).end('try again\n');
      return;
    case 'html-page':
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
      return;
    case 'cut-off-body': {
      const bytes = Buffer.from(body);
      response.writeHead(status, { ...headers, 'content-length': String(bytes.length) });
      response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
      return;
    }
    default:
      response.destroy();
  }
}
