import { accessSync, constants, mkdirSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';
import { CACHE_DIR } from '../../docker/local/parts.ts';
import { isInstalled } from '../../docker/local/install-once.ts';
import { checkMongod, ensureMongod, wheelFits } from '../../docker/local/mongod-part.ts';
import { ensureKafka, KAFKA_FOLDER } from '../../docker/local/kafka-part.ts';
import { JAVA_FOLDER } from '../../docker/local/python.ts';
import { isPortFree } from '../../docker/local/ports.ts';
import { silent } from '../../docker/local/report.ts';
import { runTool } from '../../docker/local/run-tool.ts';
import type { Settings } from '../../runtime/settings.ts';
import type { Home } from '../home/home.ts';
import { lockOwner } from '../home/up-lock.ts';
import { findBrowser, hasChineseFont, INSTALL_BROWSER } from '../testing/browser.ts';
import type { Finding } from './finding.ts';

const DISK_WANTED_BYTES = 2_000_000_000;
const MEMORY_WANTED_BYTES = 1_500_000_000;

/** Looks at everything that `up` and `test` need; installs nothing. */
export async function lookAtMachine(home: Home, settings: Settings): Promise<readonly Finding[]> {
  return [
    runtimeFinding(),
    homeFinding(home),
    diskFinding(home),
    memoryFinding(),
    await pythonFinding(settings),
    await mongodFinding(settings),
    await kafkaFinding(settings),
    ...(await portFindings(home, settings)),
    browserFinding(),
    await fontFinding(),
  ];
}

function runtimeFinding(): Finding {
  const found = `Node ${process.version}, ${process.platform} ${process.arch}`;
  const isRight = process.version.startsWith('v24.');
  return {
    what: 'runtime',
    verdict: isRight ? 'OK' : 'MISSING',
    found,
    ...(isRight ? {} : { mend: 'start it with ./tributary, which installs Node 24 into node_modules' }),
  };
}

function homeFinding(home: Home): Finding {
  try {
    mkdirSync(home.dir, { recursive: true });
    accessSync(home.dir, constants.W_OK);
    return { what: 'home', verdict: 'OK', found: home.dir };
  } catch {
    const mend = 'set TRIBUTARY_HOME to a folder of yours';
    return { what: 'home', verdict: 'MISSING', found: `${home.dir} cannot be written`, mend };
  }
}

function diskFinding(home: Home): Finding {
  const { bavail, bsize } = statfsSync(home.dir);
  const free = bavail * bsize;
  const found = `${(free / 1e9).toFixed(1)} GB free`;
  return free >= DISK_WANTED_BYTES
    ? { what: 'disk', verdict: 'OK', found }
    : { what: 'disk', verdict: 'HINT', found, mend: 'make room: parts take 0.7 GB, a city some hundred MB' };
}

function memoryFinding(): Finding {
  const free = process.availableMemory();
  const found = `${(free / 1e9).toFixed(1)} GB available (${(freemem() / 1e9).toFixed(1)} GB unused)`;
  return free >= MEMORY_WANTED_BYTES
    ? { what: 'memory', verdict: 'OK', found }
    : { what: 'memory', verdict: 'HINT', found, mend: 'a running hub takes about 1 GB' };
}

async function pythonFinding(settings: Settings): Promise<Finding> {
  const what = 'Python';
  if (settings.mongodbUri !== null && settings.kafkaBrokers.length > 0) {
    return { what, verdict: 'OK', found: 'not needed: both servers come from the environment' };
  }
  if (isInstalled(CACHE_DIR, 'python')) {
    return { what, verdict: 'OK', found: 'environment installed' };
  }
  const { code, tail } = await runTool('python3', ['-c', 'import venv, ensurepip; print("usable")']);
  if (code === 0) return { what, verdict: 'OK', found: 'python3 with venv' };
  const found = code === 127 ? 'python3 is not installed' : `python3 cannot make environments (${tail})`;
  return { what, verdict: 'MISSING', found, mend: 'apt-get install python3 python3-venv' };
}

async function mongodFinding(settings: Settings): Promise<Finding> {
  const what = 'MongoDB';
  if (settings.mongodbUri !== null) return { what, verdict: 'OK', found: 'from TRIBUTARY_MONGODB_URI' };
  if (!isInstalled(CACHE_DIR, 'mongod-6.0.5') && wheelFits(process)) {
    return { what, verdict: 'OK', found: 'not installed yet: ./tributary up installs it' };
  }
  try {
    const mongod = await ensureMongod(CACHE_DIR, silent);
    return { what, verdict: 'OK', found: `${await checkMongod(mongod)} (${mongod})` };
  } catch (error) {
    const mend = error instanceof Error ? error.message : String(error);
    return { what, verdict: 'MISSING', found: 'cannot run', mend };
  }
}

async function kafkaFinding(settings: Settings): Promise<Finding> {
  const what = 'Kafka';
  if (settings.kafkaBrokers.length > 0) return { what, verdict: 'OK', found: 'from TRIBUTARY_KAFKA_BROKERS' };
  if (!isInstalled(CACHE_DIR, KAFKA_FOLDER) || !isInstalled(CACHE_DIR, JAVA_FOLDER)) {
    return { what, verdict: 'OK', found: 'not installed yet: ./tributary up installs it with its Java' };
  }
  const { java } = await ensureKafka(CACHE_DIR, silent);
  const { code, tail } = await runTool(java, ['-version']);
  if (code === 0) return { what, verdict: 'OK', found: `4.1.0 on ${tail.split('\n')[0] ?? 'Java'}` };
  const mend = `delete ${CACHE_DIR} to install it anew, or set TRIBUTARY_KAFKA_BROKERS to a broker of yours`;
  return { what, verdict: 'MISSING', found: `Java does not run here: ${tail}`, mend };
}

async function portFindings(home: Home, settings: Settings): Promise<readonly Finding[]> {
  const owner = lockOwner(home.lockFile);
  if (owner !== undefined) {
    return [{ what: 'ports', verdict: 'OK', found: `in use by this home's own up (process ${owner.pid})` }];
  }
  const { gatewayPort, intakePort, pipelinePort, simulatorPort, simulatorGridPort } = settings;
  const taken: number[] = [];
  for (const port of [gatewayPort, intakePort, pipelinePort, simulatorPort, simulatorGridPort]) {
    if (!(await isPortFree(port, settings.host))) taken.push(port);
  }
  if (taken.length === 0) {
    return [{ what: 'ports', verdict: 'OK', found: `${gatewayPort} and those after it are free` }];
  }
  const mend = `TRIBUTARY_PORT=${gatewayPort + 100} ./tributary up`;
  return [{ what: 'ports', verdict: 'MISSING', found: `taken: ${taken.join(', ')}`, mend }];
}

function browserFinding(): Finding {
  const browser = findBrowser();
  return browser === undefined
    ? { what: 'browser', verdict: 'HINT', found: 'no Chromium (only tests need it)', mend: INSTALL_BROWSER }
    : { what: 'browser', verdict: 'OK', found: browser };
}

async function fontFinding(): Promise<Finding> {
  return (await hasChineseFont())
    ? { what: 'fonts', verdict: 'OK', found: 'a font with Chinese characters' }
    : { what: 'fonts', verdict: 'HINT', found: 'no font with Chinese characters', mend: INSTALL_BROWSER };
}
