import { CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';
import { readSchedules } from '../../flow/schedules/read-schedules.ts';

// The test's calls begin on 1 January 1970 at 00:16 UTC, a Thursday.
const hoursFlow = (schedule: object, step: object = {}, overrides: object = {}) =>
  aFlow(
    {
      open: { type: 'hours', schedule: 'office', open: 'yes', closed: 'no', ...step },
      yes: { type: 'reject', reason: 'busy' },
      no: { type: 'reject' },
      feast: { type: 'reject', reason: 'forbidden' },
    },
    {},
    {
      schedules:
        readSchedules(
          JSON.stringify({ schedules: { office: { timeZone: 'UTC', week: {}, ...schedule } }, overrides }),
          'schedules.jsonc',
        ).schedules ?? {},
    },
  );
const where = (...flow: Parameters<typeof hoursFlow>) => new CoreCall(hoursFlow(...flow)).at;

test('a call in opening hours goes one way, any other call another way, and neither is answered for that', () => {
  expect(where({ week: { thu: '00:00-01:00' } })).toBe('yes');
  expect(where({ week: { thu: '08:00-17:00' } })).toBe('no');
  expect(new CoreCall(hoursFlow({})).decided).toEqual(['reject']);
});

test('a holiday has a way of its own, and where it has none it is like any closed day', () => {
  const holidays = [{ 'New Year': '01-01' }];
  expect(where({ holidays, week: { daily: 'open' } }, { holiday: 'feast' })).toBe('feast');
  expect(where({ holidays, week: { daily: 'open' } })).toBe('no');
});

test('an override beats the schedule, until it ends by itself', () => {
  expect(where({ week: { daily: 'open' } }, {}, { office: { state: 'closed', reason: 'storm' } })).toBe('no');
  expect(where({}, {}, { office: { state: 'open' } })).toBe('yes');
  expect(where({}, {}, { office: { state: 'open', until: '1970-01-01T00:20' } })).toBe('yes');
  expect(where({}, {}, { office: { state: 'open', until: '1970-01-01T00:16' } })).toBe('no');
});

test('hours are looked at when the caller comes by, not when the call began', () => {
  const flow = aFlow(
    {
      wait: { type: 'play', prompt: 'One moment, please.', next: 'open' },
      open: { type: 'hours', schedule: 'office', open: 'yes', closed: 'no' },
      yes: { type: 'hangup', outcome: 'open' },
      no: { type: 'hangup', outcome: 'closed' },
    },
    {},
    {
      schedules:
        readSchedules('{ "schedules": { "office": { "timeZone": "UTC", "week": { "thu": "00:17-01:00" } } } }', 's').schedules ??
        {},
    },
  );
  const call = CoreCall.connected(flow);
  call.now += 60_000;
  call.mediaEnds();
  expect(call.at).toBe('yes');
});
