import { CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';
import type { PromptItem } from '../../call/prompt-item.ts';

const holdFlow = (hold: object, musicMs = 25_000) =>
  aFlow(
    {
      hold: { type: 'hold', prompt: 'music', next: 'main', ...hold },
      main: { type: 'menu', prompt: 'Press 1.', options: { '1': 'bye' } },
      bye: { type: 'hangup' },
    },
    { prompts: { music: { 'en-US': { text: 'Music.', audio: 'music.wav' } } } },
    { audio: { 'music.wav': { hash: 'a'.repeat(64), durationMs: musicMs } } },
  );

const rounds = (call: CoreCall): readonly (readonly PromptItem[])[] =>
  call.commands.flatMap((command) => (command.kind === 'playPrompt' ? [command.prompts] : []));
const lengths = (call: CoreCall): readonly string[] =>
  rounds(call).map((prompts) => prompts.map((prompt) => `${prompt.kind} ${prompt.durationMs / 1_000}`).join(', '));

/** Time passes until the oldest round is reported over, `late` milliseconds after its end. */
function roundEnds(call: CoreCall, late = 0): void {
  const [media] = call.call.media;
  if (media === undefined) throw new Error('nothing is sounding');
  call.now = Math.max(call.now, media.expectedEnd + late);
  call.mediaEnds();
}

test('music is repeated for the time, the rest of it is silence, and then the flow goes on', () => {
  const call = CoreCall.connected(holdFlow({ for: '55s' }));
  expect(lengths(call)).toEqual(['speech 25, speech 25, silence 5']);
  const began = call.now;
  roundEnds(call);
  expect(call.now - began).toBe(55_000);
  expect(call.at).toBe('main');
});

test('a long hold is played in rounds, two of them on their way, and ends to the second although reports come late', () => {
  const call = CoreCall.connected(holdFlow({ for: '10m' }));
  const began = call.now;
  expect(rounds(call)).toHaveLength(2);
  for (let round = 0; call.at === 'hold' && round < 100; round++) {
    expect(call.call.media.length).toBeGreaterThan(0);
    expect(Math.max(...rounds(call).map((prompts) => prompts.length))).toBeLessThanOrEqual(20);
    roundEnds(call, 300);
  }
  expect(call.at).toBe('main');
  expect(call.now - began).toBeGreaterThanOrEqual(600_000);
  expect(call.now - began).toBeLessThan(601_000);
});

test('words have a pause between them', () => {
  const call = CoreCall.connected(holdFlow({ for: '30s', pause: '10s' }, 4_000));
  expect(lengths(call)).toEqual(['speech 4, silence 10, speech 4, silence 10, silence 2']);
});

test('the last words are said when they fit without the pause behind them', () => {
  const call = CoreCall.connected(holdFlow({ for: '19s', pause: '10s' }, 4_000));
  expect(lengths(call)).toEqual(['speech 4, silence 10, speech 4, silence 1']);
});

test('music that is longer than the time is cut, and nobody hears silence instead', () => {
  const call = CoreCall.connected(holdFlow({ for: '60s' }, 180_000));
  expect(lengths(call)).toEqual(['speech 180']);
  expect(call.call.wakeAt - call.now).toBe(60_000);
  call.passes(60_000);
  expect(call.at).toBe('main');
  expect(call.decided).toEqual(['cancelMedia', 'playPrompt']);
});

test('keys do nothing, and are not taken for the answer to what comes next', () => {
  const call = CoreCall.connected(holdFlow({ for: '20s' }, 10_000));
  call.presses('1');
  expect(call.decided).toEqual([]);
  roundEnds(call);
  expect(call.at).toBe('main');
});

test('many short prompts fill several operations, none of them beyond what Graph takes', () => {
  const names = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7', 'm8', 'm9'];
  const entry = { 'en-US': { text: 'Music.', audio: 'music.wav' } };
  const flow = aFlow(
    { hold: { type: 'hold', prompt: names, for: '1m', next: 'bye' }, bye: { type: 'hangup' } },
    { prompts: Object.fromEntries(names.map((name) => [name, entry])) },
    { audio: { 'music.wav': { hash: 'a'.repeat(64), durationMs: 1_000 } } },
  );
  const call = CoreCall.connected(flow);
  const began = call.now;
  for (let round = 0; call.at === 'hold' && round < 20; round++) roundEnds(call);
  expect(Math.max(...rounds(call).map((prompts) => prompts.length))).toBeLessThanOrEqual(20);
  expect(call.now - began).toBe(60_000);
});

test('a sound that Graph cannot play leads to words, not to a minute of silence', () => {
  const call = CoreCall.connected(holdFlow({ for: '1m' }));
  call.mediaEnds({ ended: 'failed', subcode: 8536 });
  expect(call.at).toBe('$apology');
});

test('a report that is lost does not hold the caller for ever', () => {
  const call = CoreCall.connected(holdFlow({ for: '20s' }, 10_000));
  call.passes(26_000);
  expect(call.at).toBe('main');
});
