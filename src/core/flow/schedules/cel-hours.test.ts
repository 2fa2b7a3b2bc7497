// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import { CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';
import { celExpressions } from '../cel-expressions.ts';
import { readSchedules } from './read-schedules.ts';

const week = { 'mon-fri': '09:00-17:00' };
const schedules =
  readSchedules(
    JSON.stringify({
      schedules: {
        office: { timeZone: 'Europe/Berlin', week },
        shut: { timeZone: 'Europe/Berlin', week },
      },
      overrides: { shut: { state: 'closed', reason: 'storm' } },
    }),
    'schedules.jsonc',
  ).schedules ?? {};
const expressions = celExpressions({}, { schedules });
const party = { kind: 'unknown', id: '', number: '', name: '' };
const at = (iso: string, source: string) => {
  expect(expressions.check(source, 'any')).toBeUndefined();
  const result = expressions.evaluate(source, {
    vars: {},
    call: { id: 'c', line: 'main', language: 'en-US', multiparty: false, participants: 1, caller: party, called: party },
    env: {},
    locale: { language: 'en-US', timeZone: 'Europe/Berlin', now: Date.parse(iso) },
  });
  return result.kind === 'value' ? result.value : result.kind;
};

test.each([
  ['2026-01-09T10:00+01:00', "isOpen('office')", true],
  ['2026-01-09T18:00+01:00', "isOpen('office')", false],
  ['2026-01-09T18:00+01:00', "weekday(nextOpening('office')) + ' at ' + time(nextOpening('office'))", 'Monday at 9:00 AM'],
  ['2026-01-09T10:00+01:00', "nextOpening('office') == now()", true],
  ['2026-01-09T18:00+01:00', "nextOpening('office') - now() < duration('72h')", true],
  ['2026-01-09T10:00+01:00', "isOpen('shut')", false],
  ['2026-01-09T10:00+01:00', "opensAgain('shut')", false],
  ['2026-01-09T18:00+01:00', "opensAgain('office')", true],
  ['2026-01-09T18:00+01:00', "nextOpening('shut')", 'failed'],
])('at %s, %s is %j', (iso, source, expected) => expect(at(iso, source)).toBe(expected));

test('a schedule that does not exist is found at its very name', () => {
  expect(expressions.check("true && isOpen('ofice')", 'boolean')).toMatchObject({
    kind: 'unknownSchedule',
    offset: 15,
    fix: 'did you mean "office"?',
  });
  expect(expressions.check('isopen("office")', 'boolean')).toMatchObject({ fix: 'did you mean "isOpen"?' });
});

test('the words of a closed line say when it opens, in the zone of the schedule', () => {
  const flow = aFlow(
    {
      open: { type: 'hours', schedule: 'office', open: 'bye', closed: 'closed' },
      closed: { type: 'hangup', prompt: "We open on ${weekday(nextOpening('office'))} at ${time(nextOpening('office'))}." },
      bye: { type: 'hangup' },
    },
    {},
    { schedules },
  );
  // 1 January 1970, a Thursday: it is 01:16 in Berlin.
  expect(CoreCall.connected(flow).says).toBe('We open on Thursday at 9:00 AM.');
});
