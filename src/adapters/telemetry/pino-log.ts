import pino from 'pino';
import type { Log, LogFields } from '../../ports/log.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Structured lines on standard error, one JSON object each; standard output belongs to the person who started us. */
export function pinoLog(
  level: LogLevel,
  destination: { write(line: string): void } = pino.destination({ dest: 2, sync: true }),
): Log {
  const logger = pino(
    {
      level,
      base: null,
      messageKey: 'event',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
  const line =
    (write: (fields: LogFields, event: string) => void) =>
    (event: string, fields: LogFields = {}): void =>
      write(fields, event);
  return {
    debug: line((fields, event) => logger.debug(fields, event)),
    info: line((fields, event) => logger.info(fields, event)),
    warn: line((fields, event) => logger.warn(fields, event)),
    error: line((fields, event) => logger.error(fields, event)),
  };
}
