import { flushCompileCache } from 'node:module';
import { HubError } from '../schema/canonical/hub-error.ts';
import { maskReason } from '../schema/masking/mask-reason.ts';
import { createLog, toldInWords, type Logger } from './log.ts';
import { speakPlainly } from './plain-words.ts';
import { readSettings, type Settings } from './settings.ts';

/** A started process; `stop` drains and closes, and is called once. */
export interface Running {
  stop(): Promise<void>;
}

const STOP_WITHIN_MS = 10_000;

/**
 * The frame of every `main.ts`: settings, log, SIGTERM and SIGINT (drain at most 10 s), and an orderly end on errors: what the operator
 * must mend goes to standard error in one line, exit code 78 (EX_CONFIG) for configuration, 1 otherwise.
 */
export async function runProcess(
  role: string,
  start: (settings: Settings, log: Logger) => Promise<Running>,
): Promise<void> {
  speakPlainly();
  try {
    const settings = readSettings(process.env);
    const log = createLog(role, settings.logLevel);
    const running = await start(settings, log);
    // Node keeps compiled code at a process's end (NODE_COMPILE_CACHE): one that is killed would start slowly each time.
    flushCompileCache();
    const stop = (signal: string): void => {
      log.info({ signal }, 'stopping');
      setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
      running.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'did not stop cleanly');
          process.exit(1);
        },
      );
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  } catch (error) {
    const known = error instanceof HubError;
    const said = known ? `${error.code}: ${maskReason(error.message)}` : toldInWords(error);
    process.stderr.write(`tributary ${role}: ${said}\n`);
    process.exit(known && error.code === 'HUB_CONFIG_INVALID' ? 78 : 1);
  }
}
