import type { ToyBot } from '../../simulator/testing/toy-bot.ts';
import { adaId, answerBody, prompt, toyBot } from '../../simulator/testing/toy-bot.ts';
import type { ScriptStep } from '../../src/core/flow/conversations/script-step.ts';
import { parseScript } from '../../src/core/flow/conversations/script-text.ts';
import { failureInWords, runScript } from './run-script.ts';

const support = '99999999-8888-4777-8666-555555555555';

async function play(text: string): Promise<Awaited<ReturnType<typeof runScript>>> {
  const bot = toyBot();
  const script = parseScript(text);
  if (script.kind === 'unreadable') throw new Error(script.problems.join(' '));
  bot.onTold = menuReaction(bot);
  const caller = bot.caller({ names: { [support]: 'support' }, patienceMs: 20_000 });
  await caller.dial({ from: { kind: 'user', id: adaId }, to: 'bot' });
  return runScript(caller, script.steps);
}

/** Says welcome, listens, transfers on 2, and presses 121# on 7; says that it does not know other keys. */
function menuReaction(bot: ToyBot): ToyBot['onTold'] {
  return async ({ data }) => {
    if (data.state === 'incoming') await bot.act('answer', answerBody);
    if (data.mediaState && data.state === 'established') {
      await bot.act('subscribeToTone', {});
      await bot.act('playPrompt', { prompts: [prompt(bot, 'welcome', 4_000, 'Welcome to Contoso. For support press 2.')] });
    }
    const tone = (data.toneInfo as { tone?: string } | undefined)?.tone;
    if (tone !== undefined) await bot.act('cancelMediaProcessing', {});
    if (tone === 'tone2') await bot.act('transfer', { transferTarget: { identity: { user: { id: support } } } });
    else if (tone === 'tone7') await bot.act('sendDtmfTones', { tones: ['tone1', 'tone2', 'tone1', 'pound'] });
    else if (tone !== undefined)
      await bot.act('playPrompt', { prompts: [prompt(bot, 'what', 1_000, 'I do not know that key.')] });
    return undefined;
  };
}

test('a script plays a call, and what happened reads as a conversation', async () => {
  const outcome = await play(
    'hear welcome; press 9; hear /do not know/i; silence 3s; press 2; expect transfer support; expect end',
  );
  expect(outcome).toEqual({
    kind: 'passed',
    conversation: [
      'caller dials',
      'bot    answers',
      'bot    listens for tones',
      'bot    plays "Welcome to Contoso. For support press 2." (interrupted)',
      'caller presses 9',
      'bot    plays "I do not know that key."',
      'caller is silent for 3 s',
      'caller presses 2',
      'bot    transfers to support',
      'Graph  ends the call: transferred',
    ],
  });
});

test('keys of the bot are waited for, each once and in their order', async () => {
  const outcome = await play('hear Welcome; press 7; expect keys 1; expect keys 21#');
  expect(outcome).toMatchObject({ kind: 'passed', conversation: expect.arrayContaining(['bot    presses 121#']) });
  const missed = await play('hear Welcome; press 7; expect keys 21; expect keys 1');
  expect(missed).toMatchObject({ kind: 'failed', step: 4, why: expect.stringContaining('keys 1'), instead: 'the bot pressed #' });
});

test('a failed step names itself and shows the conversation up to the break', async () => {
  const outcome = await play('hear Welcome; press 2; expect transfer sales');
  expect(outcome).toMatchObject({ kind: 'failed', step: 3, why: expect.stringContaining('a transfer to sales') });
  if (outcome.kind !== 'failed') throw new Error('unreachable');
  const words = failureInWords(outcome);
  expect(words).toContain('caller presses 2\nbot    transfers to support');
  expect(words).toContain('--- step 3 failed: The caller expected a transfer to sales. The call is over.');
});

test("words that never come fail within the caller's patience", async () => {
  const outcome = await play('hear Goodbye');
  expect(outcome).toMatchObject({
    kind: 'failed',
    step: 1,
    why: 'The caller waited for "Goodbye" and did not hear it. (waited 20 s)',
  });
});

test('the same prompt is not heard twice when it was played once', async () => {
  expect(await play('hear Welcome; hear Welcome')).toMatchObject({ kind: 'failed', step: 2 });
});

test('keys pressed after the end of the call fail instead of being lost', async () => {
  expect(await play('hear Welcome; hang up; press 1')).toMatchObject({
    kind: 'failed',
    step: 3,
    why: expect.stringContaining('The call is over'),
  });
});

test('a long silence takes no real time', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] }); // Whoever waits for a timer waits for ever.
  try {
    expect(await play('hear Welcome; silence 40m; press 2; expect transfer support')).toMatchObject({ kind: 'passed' });
  } finally {
    jest.useRealTimers();
  }
});

test('steps are read as they are written, with semicolons in quotes', () => {
  const text =
    'hear "Press 1; or 2"; press 123456#\nsilence 1.5s; say 3s; hang up; expect voicemail frontDesk; expect keys 1 a; expect end;';
  const steps: ScriptStep[] = [
    { kind: 'hear', words: 'Press 1; or 2' },
    { kind: 'press', keys: '123456#' },
    { kind: 'silence', ms: 1_500 },
    { kind: 'say', ms: 3_000 },
    { kind: 'hangUp' },
    { kind: 'expect', what: { kind: 'voicemail', whom: 'frontDesk' } },
    { kind: 'expect', what: { kind: 'keys', keys: '1A' } },
    { kind: 'expect', what: { kind: 'end' } },
  ];
  expect(parseScript(text)).toEqual({ kind: 'steps', steps });
});

test.each([
  'shout hello',
  'press 12x',
  'silence long',
  'expect',
  'expect transfer',
  'expect keys x',
  'hear',
  'hang on',
  'hear /(/',
  '',
])('"%s" is not understood, and the answer lists what is', (text) => {
  expect(parseScript(text)).toMatchObject({ kind: 'unreadable', problems: [expect.stringContaining('press KEYS')] });
});

test('two calls at once on one clock do not disturb each other', async () => {
  const bot = toyBot();
  const one = bot.caller();
  const two = bot.caller();
  await one.dial({ from: { kind: 'user', id: adaId }, to: 'bot' });
  await two.dial({ from: { kind: 'user', id: adaId }, to: 'bot' });
  await Promise.all([one.expectsEnd(), two.hangsUp().then(() => two.expectsEnd())]);
  expect(one.conversation.toString()).toContain('The bot did not answer');
  expect(two.conversation.toString()).toContain('You hung up');
});
