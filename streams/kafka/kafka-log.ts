import { logLevel, type logCreator } from 'kafkajs';
import type { Logger } from 'pino';

/**
 * kafkajs's log lines as lines of our own log, one level lower than kafkajs thinks: a connection that is lost and retried is its daily
 * business, and what an operator must know the callers say in their own words.
 */
export function kafkaLogCreator(log: Logger): logCreator {
  return () =>
    ({ level, namespace, log: { message, ...fields } }) => {
      const entry = { ...fields, kafkajs: namespace, timestamp: undefined };
      if (level === logLevel.ERROR) log.warn(entry, message);
      else if (level === logLevel.WARN) log.info(entry, message);
      else log.debug(entry, message);
    };
}

/** The lowest kafkajs level worth formatting for this log. */
export function kafkaLogLevel(log: Logger): logLevel {
  if (log.isLevelEnabled('debug')) return logLevel.INFO;
  if (log.isLevelEnabled('info')) return logLevel.WARN;
  return log.isLevelEnabled('warn') ? logLevel.ERROR : logLevel.NOTHING;
}
