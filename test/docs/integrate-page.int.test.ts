import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { STREAM_TOKEN, streamGateway } from '../../gateway/router/testing/stream-gateway.ts';
import { FULL_DISPUTE, storeEverything } from '../../gateway/subgraphs/testing/full-dispute.ts';
import { freshStore } from '../harness/servers.ts';
import { markedCode, pageText } from './page-code.ts';
import { folderWithPackages, runCode } from './running-code.ts';

const COUNT = 230;

test('the program of docs/integrate.md reads a list of three pages to its end, each row once', async () => {
  const store = await freshStore();
  await storeEverything(store);
  const codes = Array.from({ length: COUNT }, (_, at) => `T-320612-261124-${String(at).padStart(6, '0')}`);
  await store.disputes.deleteMany({});
  await store.disputes.collection.insertMany(
    codes.map((code) => ({ ...FULL_DISPUTE, _id: `dispute-${code}`, code })) as never[],
  );
  const world = await streamGateway(store);
  const place = folderWithPackages();
  try {
    writeFileSync(join(place.folder, 'pages.ts'), markedCode(pageText('docs/integrate.md'), 'pages.ts'));
    const env = { HUB: world.url, TOKEN: STREAM_TOKEN.replace('Bearer ', '') };
    const program = runCode(process.execPath, ['pages.ts'], place.folder, env);
    expect(await program.ended, program.complaints()).toBe(0);
    expect(
      program
        .lines()
        .map((line) => line.split(' ')[0] ?? '')
        .toSorted(),
    ).toEqual(codes.toSorted());
  } finally {
    place.remove();
    await world.close();
  }
});
