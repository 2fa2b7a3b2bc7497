import { pinoLog } from './pino-log.ts';

test('a line is one JSON object with its event, its level and its fields, and quiet levels stay quiet', () => {
  const lines: string[] = [];
  const log = pinoLog('info', { write: (line) => lines.push(line) });
  log.debug('not.this');
  log.info('call.turn', { callId: 'c-1', events: ['tonePressed'], missing: undefined });
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', event: 'call.turn', callId: 'c-1', events: ['tonePressed'] });
});
