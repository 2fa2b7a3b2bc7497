// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import { CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';
import { celExpressions } from '../cel-expressions.ts';
import type { VarDeclaration } from '../compiled-flow.ts';
import type { Locale, Scope } from '../expressions.ts';
import { readSchedules } from '../schedules/read-schedules.ts';

const declare = (type: VarDeclaration['type']): VarDeclaration => ({ type, sensitive: false, initial: null });
const expressions = celExpressions({
  account: declare('string'),
  count: declare('number'),
  due: declare('string'),
  names: declare('list'),
  crm: declare('any'),
});
const party = { kind: 'unknown', id: '', number: '', name: '' };
const scope = (locale: Partial<Locale>): Scope => ({
  vars: {
    account: '4711',
    count: 2,
    due: '2026-01-05T14:30:00Z',
    names: ['Ada', 'Bob', 'Cleo'],
    crm: { balance: 12.5, text: '3', due: '2026-02-01', when: 4_711, visits: [1] },
  },
  call: { id: 'c', line: 'main', language: 'en-US', multiparty: false, participants: 1, caller: party, called: party },
  env: {},
  locale: { language: 'en-US', timeZone: 'Europe/Berlin', now: Date.UTC(2026, 0, 5, 9), ...locale },
});
const say = (text: string, locale: Partial<Locale> = {}) => {
  expect(expressions.checkText(text)).toBeUndefined();
  const result = expressions.render(text, scope(locale));
  return result.kind === 'text' ? result.text : result;
};

test.each([
  ['${digits(vars.account)}', '4 7 1 1'],
  ['${number(vars.count + 1000)} ${number(5)} ${number(vars.crm.balance)} ${number(vars.crm.text)}', '1,002 5 12.5 3'],
  ['${ordinal(vars.count)} ${ordinal(3)}', '2nd 3rd'],
  ["${money(vars.crm.balance, 'EUR')}", '12.50 euros'],
  ["${plural(vars.count, {'one': '# message', 'other': '# messages'})}", '2 messages'],
  ["${plural(size(vars.names), {'3': 'three of you', 'other': 'others'})}", 'three of you'],
  ['${listed(vars.names)}', 'Ada, Bob, and Cleo'],
  ['${weekday(vars.due)}, ${date(vars.due)}, ${time(vars.due)}', 'Monday, January 5, 2026, 3:30 PM'],
  ['${dateTime(now())}; ${weekday(now() + duration("24h"))}', 'January 5, 2026 at 10:00 AM; Tuesday'],
  ['${date(vars.crm.due)}', 'February 1, 2026'],
  ["${now() < timestamp('2026-02-01T00:00:00Z') ? 'January' : 'later'}", 'January'],
  ['[${date(vars.crm.nothing)}]', '[]'],
])('%s is "%s"', (text, words) => expect(say(text)).toBe(words));

test('language, zone and moment are those of the turn, each time anew', () => {
  const text = '${dateTime(now())}';
  expect(say(text, { language: 'de-DE' })).toBe('5. Januar 2026 um 10:00 Uhr');
  expect(say(text, { language: 'ja-JP', timeZone: 'Asia/Tokyo' })).toBe('2026年1月5日 18:00');
  expect(say(text, { now: Date.UTC(2026, 6, 5, 9) })).toBe('July 5, 2026 at 11:00 AM');
});

test.each([
  ['${date(vars.count)}', 'types', /write for example date\(vars.due\)/],
  ['${number(vars.names)}', 'types', /write for example number/],
  ['${dat(vars.due)}', 'types', /did you mean "date"\?/],
  ['${plurals(vars.count, {})}', 'types', /did you mean "plural"\?/],
  ["${money(vars.count, 'EURO')}", 'types', /ISO 4217/],
  ["${plural(vars.count, {'one': 'x'})}", 'types', /'other'/],
])('%s is found wrong before any call', (text, kind, fix) => {
  const problem = expressions.checkText(text);
  expect(problem).toMatchObject({ kind, fix: expect.stringMatching(fix) });
});

test('a value that cannot be spoken fails the text, and what is said of that holds nothing of the value', () => {
  for (const text of [
    '${date(vars.account)}',
    '${date(vars.crm.when)}',
    '${number(vars.due)}',
    '${money(vars.crm.balance, vars.account)}',
  ]) {
    const result = expressions.render(text, scope({}));
    expect(result.kind).toBe('failed');
    expect(JSON.stringify(result)).not.toMatch(/4711|2026/);
  }
});

describe('in a call', () => {
  const prompts = {
    due: {
      'en-US': "It is due on ${date(vars.due)}, ${money(vars.sum, 'EUR')}.",
      'de-DE': "Fällig am ${date(vars.due)}: ${money(vars.sum, 'EUR')}.",
    },
    broken: { 'en-US': "At ${time(vars.nonsense)} {'one': 'x'} we open.", 'de-DE': 'Um ${time(vars.nonsense)} öffnen wir.' },
  };
  const vars = {
    due: { type: 'string', initial: '2026-01-05T23:30:00Z' },
    sum: { type: 'number', initial: 12.5 },
    nonsense: { type: 'string', initial: 'soon' },
  };
  const flow = (language: string, prompt: string, rest: object = {}, schedules = {}) =>
    aFlow(
      {
        language: { type: 'language', from: `'${language}'`, next: 'say' },
        say: { type: 'play', prompt, next: 'open' },
        open: { type: 'hours', schedule: 'office', open: 'bye', closed: 'bye' },
        bye: { type: 'hangup' },
      },
      { languages: ['en-US', 'de-DE'], prompts, vars, ...rest },
      {
        schedules: {
          ...readSchedules('{ "schedules": { "office": { "timeZone": "Asia/Tokyo", "week": {} } } }', 's').schedules,
          ...schedules,
        },
      },
    );

  test('a prompt is spoken in the language of the call, in the zone of the flow', () => {
    const zone = { timeZone: 'Europe/Berlin' };
    expect(CoreCall.connected(flow('en-US', 'due', zone)).says).toBe('It is due on January 6, 2026, 12.50 euros.');
    expect(CoreCall.connected(flow('de-AT', 'due', zone)).says).toBe('Fällig am 6. Januar 2026: 12,50 Euro.');
    expect(CoreCall.connected(flow('en-US', 'due', { timeZone: 'America/New_York' })).says).toMatch(/January 5, 2026/);
  });

  test('a flow that names no zone is where its opening hours are', () => {
    expect(flow('en-US', 'due').timeZone).toBe('Asia/Tokyo');
    expect(aFlow({ bye: { type: 'hangup' } }).timeZone).toBe('UTC');
  });

  test('an expression that fails leaves the words around it, and never its own spelling', () => {
    expect(CoreCall.connected(flow('en-US', 'broken')).says).toBe("At  {'one': 'x'} we open.");
  });

  test('a prompt that lacks the language of the call is spoken in the default language, with its dates and sums', () => {
    const german = flow('de-DE', 'due', { timeZone: 'Europe/Berlin' });
    // The checker lets no such flow pass (IVR302); a version of an earlier release may hold one all the same.
    const lacking = { ...german, prompts: { ...german.prompts, due: { 'en-US': german.prompts.due?.['en-US'] ?? [] } } };
    const call = CoreCall.connected(lacking);
    expect(call.call.language).toBe('de-DE');
    expect(call.says).toBe('It is due on January 6, 2026, 12.50 euros.');
    const spoken = call.commands.find((command) => command.kind === 'playPrompt');
    expect(spoken).toMatchObject({ prompts: [{ language: 'en-US' }] });
  });
});

test('a time zone that is none is found in the flow', () => {
  expect(() => aFlow({ bye: { type: 'hangup' } }, { timeZone: 'Europe/Berln' })).toThrow(/did you mean "Europe\/Berlin"\?/);
});
