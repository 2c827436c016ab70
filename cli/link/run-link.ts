import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { LinkOutput, LinkRequest } from './link-request.ts';
import type { LinkedRecord } from './linked-record.ts';
import { readMap } from './map-file.ts';
import { disputeSession } from './dispute-session.ts';
import { personSession } from './person-session.ts';

/** Reads, fits where asked, links and writes. @throws HubError saying which file and line is wrong and how to mend it */
export async function runLink(request: LinkRequest, output: LinkOutput): Promise<void> {
  const { fit, weights, out, explain } = request;
  if (out === null && explain === null && !(fit && weights !== null)) {
    throw new HubError(
      'HUB_BAD_REQUEST',
      'say what to make: --out FILE for clusters, --explain A B for one pair, --fit --weights FILE for weights',
      { field: 'out' },
    );
  }
  const map = request.map === null ? null : await readMap(request.map);
  const session =
    map?.mode === 'person'
      ? await personSession(request, map, output.progress)
      : await disputeSession(request, map, output.progress);
  output.progress(session.basis);
  if (fit && weights !== null) {
    await writeFile(weights, `${JSON.stringify(session.weights, null, 2)}\n`);
    output.progress(`weights are in ${weights}`);
  }
  if (explain !== null) output.result(session.explain(...explain));
  if (out === null) return;
  const { linked, summary } = session.link();
  await writeLines(out, linked);
  const { records, clusters, compared, uncertain } = summary;
  output.progress(
    `${records} records in ${clusters} clusters, in ${out}; ${compared} pairs compared, ${uncertain} likely ones left for people`,
  );
}

async function writeLines(path: string, linked: readonly LinkedRecord[]): Promise<void> {
  const ordered = [...linked].sort((a, b) => (a.id < b.id ? -1 : 1));
  const stream = createWriteStream(path);
  try {
    await once(stream, 'open');
  } catch (cause) {
    throw new HubError('HUB_BAD_REQUEST', `${path} cannot be written: ${(cause as Error).message}`, {
      cause,
    });
  }
  for (const { id, cluster, probability } of ordered) {
    const line = JSON.stringify({ id, cluster, probability: Number(probability.toFixed(6)) });
    if (!stream.write(`${line}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}
