import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  allExplanations,
  explainAbsence,
  explainCode,
  explainEnd,
  explainResult,
  explainText,
  inShort,
  nearMatches,
} from './explain.ts';

const factSheet = join(process.cwd(), '..', 'shared', 'reference', 'graph-calling.md');

test('every code has one explanation, whole and in plain words', () => {
  const keys = allExplanations.map((one) => one.key.toLowerCase());
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  const poor = allExplanations.filter(
    ({ words, cause, fix, source }) => words.endsWith('.') || [words, cause, fix, source].some((text) => text.trim().length < 4),
  );
  expect(poor).toEqual([]);
});

test.each([
  ['an end that is documented', explainResult(408, 8537), 'The call died because it was not kept alive (408/8537).'],
  [
    'a code of Graph behind its HTTP status',
    explainResult(403, 7503),
    'Graph does not know the application as a calling bot (403/7503).',
  ],
  ['a subcode that Graph sends with another code', explainResult(500, 8536), 'Microsoft could not fetch the prompt (500/8536).'],
  ['a code of Graph alone', explainCode('7504'), 'A permission or its consent is missing in the tenant of the call (7504).'],
  ['a bare status', explainCode('http429'), 'Too many requests at once (http429).'],
  ['a token error, however it is written', explainCode('aadsts7000215'), 'The client secret is wrong (aadsts7000215).'],
])('%s is said in one sentence with its code', (_what, explained, sentence) => {
  expect(explained.kind).toBe('known');
  expect(inShort(explained)).toBe(sentence);
});

test.each([
  [200, 424242, 'The call ended normally', 'ordinary'],
  [0, 1, 'The call ended normally', 'ordinary'],
  [408, 1, 'Nobody answered in time', 'ordinary'],
  [480, 1, 'The person could not be reached', 'ordinary'],
  [486, 10, 'The person is busy', 'ordinary'],
  [487, 10, 'The call was called off before it was answered', 'ordinary'],
  [603, 10, 'The person declined the call', 'ordinary'],
  [603, 0, 'The person declined the call', 'ordinary'],
  [403, 10, 'The request was refused', 'ours'],
  [503, 10, 'The service failed', 'microsoft'],
  [604, 10, 'The service failed', 'microsoft'],
  [302, 10, 'The end of the call is not explained', 'unknown'],
])('%i with a subcode that nobody documents is explained by its class', (code, subcode, words, fault) => {
  expect(explainResult(code, subcode)).toMatchObject({ kind: 'byClass', explanation: { words, fault } });
});

test('an unknown code of Graph, status or token is not taken for something else', () => {
  expect(explainCode('7599')).toMatchObject({ kind: 'byClass', explanation: { about: 'graph', fault: 'unknown' } });
  expect(explainCode('http418')).toMatchObject({ kind: 'byClass', explanation: { about: 'graph', fault: 'ours' } });
  expect(explainCode('AADSTS12345').explanation.fix).toContain('https://login.microsoftonline.com/error?code=12345');
});

test.each([
  '480/10037',
  '480 10037',
  ' 480#10037 ',
  '7503',
  '403/7503',
  '404',
  '486',
  '7000215',
  'AADSTS7000215',
  'http503',
  'noToken',
  'AppTransferred',
])('a person may type %s', (text) => expect(explainText(text)).toBeDefined());

test('an operation that Microsoft removed, or that needs media of its own, says what to use instead', () => {
  expect(explainAbsence('updateMetadata')).toMatchObject({
    words: expect.stringContaining('March 2021'),
    fix: expect.stringContaining('"tag"'),
  });
  expect(explainAbsence('changescreensharingrole')?.fix).toContain('docs/application-hosted-media.md');
  expect(explainAbsence('playPrompt')).toBeUndefined();
  expect(explainText('updateMetadata')?.kind).toBe('known');
});

test('what is no code finds what speaks of it', () => {
  expect(explainText('7700')).toBeUndefined();
  expect(nearMatches('7700').map((one) => one.key)).toContain('500/7700');
  expect(nearMatches('balance not found')[0]?.key).toBe('BalanceNotFound');
  expect(nearMatches('!!')).toEqual([]);
});

if (!existsSync(factSheet)) {
  test('LEFT OUT: the codes of the fact sheet, because ../shared/reference is absent', () => {
    console.warn(`The codes of the fact sheet are left out: ${factSheet} is absent.`);
    expect(existsSync(factSheet)).toBe(false);
  });
} else {
  const codes = codesOfTheFactSheet(readFileSync(factSheet, 'utf8'));

  test('the fact sheet names codes', () => {
    expect(codes.length).toBeGreaterThan(50);
  });

  test('every code of the fact sheet has an explanation of its own', () => {
    expect(codes.filter((code) => explainText(code)?.kind !== 'known')).toEqual([]);
  });
}

/** The first cells of the tables in section 5, where `200/5000, 5300` means two subcodes of one code. */
function codesOfTheFactSheet(text: string): readonly string[] {
  const section = text.slice(text.indexOf('## 5. Codes'), text.indexOf('## 6. '));
  return [...section.matchAll(/^\| ([0-9][^|]*) \|/gm)].flatMap(([, cell = '']) => {
    let code = '';
    return [...cell.replace('INFERRED', '').matchAll(/(\d+)[/ ](\d+)|(\d+)/g)].map(([, first, subcode, alone]) => {
      if (first !== undefined && subcode !== undefined) {
        code = first;
        return `${first}/${subcode}`;
      }
      return code === '' ? (alone ?? '') : `${code}/${alone ?? ''}`;
    });
  });
}

test.each([
  [
    'hung up by an operator',
    { outcome: 'endedByOperator', code: 200, subcode: 7_000 },
    'Somebody who looks after calls ended it',
  ],
  ['without a code', { outcome: 'callerHungUp' }, 'The caller hung up'],
  ['that Microsoft broke off', { outcome: 'callerHungUp', code: 410, subcode: 301_005 }, 'The media connection failed'],
  ['not reached, with a reason', { outcome: 'noAnswer', code: 480, subcode: 10_037 }, 'No device of the callee was found'],
  ["with the flow's own outcome", { outcome: 'messageLeft', code: 200, subcode: 7_000 }, 'The bot ended the call'],
  [
    "with the flow's own outcome, named like a code",
    { outcome: 'notFound', code: 200, subcode: 7_000 },
    'The bot ended the call',
  ],
])('a call %s is explained by whatever says most', (_which, end, words) => {
  expect(explainEnd(end)?.explanation.words).toBe(words);
});

test("an outcome of the flow's own without a code is left to the flow's author", () => {
  expect(explainEnd({ outcome: 'messageLeft' })).toBeUndefined();
});
