import { aCallId } from '../../test/support/a-call.ts';
import { readCallRecord } from './read-call-record.ts';

test('a record that has crossed a queue has lost nothing', () => {
  const record = {
    callId: aCallId,
    line: 'main',
    flow: 'main-line',
    version: 'v1',
    startedAt: 1,
    answeredAt: 2,
    endedAt: 3,
    outcome: 'completed',
    code: 200,
    subcode: 4521,
    path: ['main', 'bye'],
    tags: [
      { step: 'main', outcome: 'chosen', labels: { team: 'sales', gold: true, tries: 2 } },
      { step: 'bye', outcome: 'done' },
    ],
    direction: 'outgoing',
    outbound: 'abc',
  };
  expect(readCallRecord(JSON.parse(JSON.stringify(record)))).toEqual(record);
});
