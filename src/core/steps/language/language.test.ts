import { anArrival, CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';
import { beginCall } from '../../flow/play/begin-call.ts';
import { play } from '../../flow/play/play.ts';
import { bestLanguage } from './best-language.ts';

const languages = ['en-US', 'de-DE', 'fr-FR'];
const prompts = {
  offer: { 'en-US': 'For English, press 1.', 'de-DE': 'Für Deutsch drücken Sie 2.', 'fr-FR': 'Français : 3.' },
  hello: { 'en-US': 'Welcome.', 'de-DE': 'Willkommen.', 'fr-FR': 'Bienvenue.' },
};
const menu = { from: 'menu', prompt: 'offer', options: { '1': 'en-US', '2': 'de-DE' } };
const languageFlow = (language: object, rest: object = {}) =>
  aFlow(
    {
      choose: { type: 'language', next: 'hello', ...language },
      hello: { type: 'menu', prompt: 'hello', options: { '1': 'desk' } },
      desk: { type: 'transfer', to: 'reception' },
    },
    { languages, prompts, vars: { wish: { type: 'string', initial: 'fr' } }, ...rest },
  );

test('each language is offered in itself, and the caller goes on in the chosen one', () => {
  const call = CoreCall.connected(languageFlow(menu));
  expect(call.says).toBe('For English, press 1. Für Deutsch drücken Sie 2. [5000 ms]');
  expect(spokenLanguages(call)).toEqual(['en-US', 'de-DE']);
  call.presses('2');
  expect(call.call.language).toBe('de-DE');
  expect(call.says).toMatch(/^Willkommen\./);
  expect(spokenLanguages(call)).toEqual(['de-DE']);
});

test('a caller who says nothing is asked again, and then goes on as the flow says', () => {
  const call = CoreCall.connected(languageFlow({ ...menu, maxAttempts: 2, on: { maxAttempts: 'hello' } }));
  call.mediaEnds();
  expect(call.call.at.attempt).toBe(2);
  call.mediaEnds();
  expect(call.at).toBe('hello');
  expect(call.call.language).toBe('en-US');
});

test('a key that was typed ahead chooses without a question, and a global key still leads to a person', () => {
  const ahead = new CoreCall(languageFlow(menu));
  ahead.presses('2');
  ahead.take({ kind: 'callStateChanged', callId: ahead.call.id, state: 'established', audio: 'active' });
  ahead.presses('2');
  expect(ahead.call.language).toBe('de-DE');
  const operator = CoreCall.connected(languageFlow(menu, { defaults: { keys: { '0': 'desk' } } }));
  operator.presses('0');
  expect(operator.at).toBe('desk');
});

function startsWith(languageId?: string, step: object = { from: 'caller' }) {
  const flow = languageFlow(step);
  const arrival = { ...anArrival, ...(languageId !== undefined && { languageId }) };
  return play(flow, beginCall(flow, 'main', arrival, 1_000_000), [arrival], 1_000_000).call;
}

test("the telephone's own language is taken before the call is answered", () => {
  const call = startsWith('de-AT');
  expect(call.language).toBe('de-DE');
  expect(call.at).toMatchObject({ step: 'hello', entered: false });
});

test('a telephone that does not tell, or speaks what the flow does not, keeps the default language', () => {
  expect(startsWith().language).toBe('en-US');
  expect(startsWith('pl-PL').language).toBe('en-US');
  expect(startsWith('nonsense!').language).toBe('en-US');
});

test('an expression chooses, and one that fails or names no language changes nothing', () => {
  expect(startsWith(undefined, { from: 'vars.wish' }).language).toBe('fr-FR');
  expect(startsWith(undefined, { from: "call.caller.kind == 'user' ? 'de' : 'en'" }).language).toBe('de-DE');
  expect(startsWith('de-DE', { from: "'1'.substring(4)" }).language).toBe('en-US');
});

test.each([
  ['de-DE', ['en-US', 'de-DE'], 'de-DE'],
  ['DE-de', ['en-US', 'de-DE'], 'de-DE'],
  ['de_AT', ['en-US', 'de-DE'], 'de-DE'],
  ['de-CH-1996', ['en-US', 'de', 'de-DE'], 'de'],
  ['en-AU', ['de-DE', 'en-US', 'en-GB'], 'en-US'],
  ['en-GB', ['de-DE', 'en-US', 'en-GB'], 'en-GB'],
  ['zh-TW', ['zh-CN', 'zh-Hant-HK'], 'zh-Hant-HK'],
  ['zh-SG', ['zh-Hant-HK', 'zh-CN'], 'zh-CN'],
  ['pt', ['en-US', 'pt-BR'], 'pt-BR'],
  ['pl-PL', ['en-US', 'de-DE'], undefined],
  ['', ['en-US'], undefined],
])('somebody who wants "%s" is served, of %j, in %s', (wanted, offered, expected) => {
  expect(bestLanguage(wanted, offered)).toBe(expected);
});

test.each([
  [{ from: 'menu', prompt: 'offer' }, /a language menu needs "options"/],
  [{ from: 'caller', prompt: 'offer' }, /only for "from": "menu"/],
  [{ ...menu, options: { '1': 'en-GB' } }, /does not have the language "en-GB"/],
  [{ from: 'vars.wsh' }, /no variable "wsh"/],
  [{ from: '1 + 1' }, /a string is needed/],
])('%j is found wrong before any call', (wrong, message) => {
  expect(() => languageFlow(wrong)).toThrow(message);
});

function spokenLanguages(call: CoreCall): readonly string[] {
  const command = call.commands.findLast((one) => one.kind === 'playPrompt');
  return command?.kind === 'playPrompt'
    ? command.prompts.flatMap((prompt) => (prompt.kind === 'speech' ? [prompt.language] : []))
    : [];
}
