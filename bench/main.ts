/** `npm run bench -- NAME [options]`: one file a bench; the list below is the only one. */
const BENCHES: Readonly<Record<string, () => Promise<{ run: (args: readonly string[]) => Promise<void> }>>> =
  {
    access: () => import('./access.ts'),
    board: () => import('./board.ts'),
    detect: () => import('./detect.ts'),
    'detect-calibration': () => import('./detect-calibration.ts'),
    ingest: () => import('./ingest.ts'),
    latency: () => import('./latency.ts'),
    link: () => import('./link.ts'),
    'link-offline': () => import('./link-offline.ts'),
    nature: () => import('./nature.ts'),
    query: () => import('./query.ts'),
    risk: () => import('./risk.ts'),
    start: () => import('./start.ts'),
    stream: () => import('./stream.ts'),
  };

const [name = '', ...args] = process.argv.slice(2);
const load = BENCHES[name];
if (load === undefined) {
  process.stderr.write(`bench: say which one: ${Object.keys(BENCHES).join(', ')}\n`);
  process.exitCode = 2;
} else {
  const bench = await load();
  await bench.run(args);
}
