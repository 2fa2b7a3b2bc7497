import { CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';
import { Coverage } from './coverage.ts';
import { exitInWords } from './surface.ts';

const flow = aFlow(
  {
    main: { type: 'menu', prompt: 'Press 1 or 2.', options: { '1': 'sales', '2': 'bye' }, on: { noInput: 'repeat' } },
    sales: { type: 'transfer', to: 'reception', on: { failed: 'bye' } },
    bye: { type: 'hangup', prompt: 'Goodbye.' },
    sorry: { type: 'hangup', prompt: 'Something broke.' },
  },
  { defaults: { keys: { '0': 'sales', '*': 'repeat' }, on: { maxAttempts: 'bye', error: 'sorry' } } },
);

function reachedBy(play: (call: CoreCall) => void): { readonly exits: readonly string[]; readonly percent: number } {
  const coverage = new Coverage(flow);
  const call = CoreCall.connected(flow);
  coverage.add(call.turn.story);
  const watched = new Proxy(call, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        const result: unknown = Reflect.apply(member, target, args);
        coverage.add(target.turn.story);
        return result;
      };
    },
  });
  play(watched);
  const report = coverage.report();
  const missing = new Set(report.exits.missing.map(exitInWords));
  const all = new Coverage(flow).report().exits.missing.map(exitInWords);
  return { exits: all.filter((exit) => !missing.has(exit)), percent: report.percent };
}

test('what leads nowhere but by a fault is not counted', () => {
  expect(new Coverage(flow).report().exits.missing.map(exitInWords)).toEqual([
    'main 1',
    'main 2',
    'main on.noInput',
    'sales on.failed',
    'defaults.keys 0',
    'defaults.keys *',
    'defaults.on.maxAttempts',
  ]);
  expect(new Coverage(flow).report().steps.missing).toEqual(['main', 'sales', 'bye']);
});

test.each<[string, (call: CoreCall) => void, string[]]>([
  ['an option', (call) => call.presses('1'), ['main 1']],
  ['a global key', (call) => call.presses('0'), ['defaults.keys 0']],
  ['a reserved target', (call) => call.presses('*'), ['defaults.keys *']],
  ['another attempt that the flow asks for', (call) => call.mediaEnds(), ['main on.noInput']],
  [
    'the defaults of the flow',
    (call) => {
      for (let attempt = 0; attempt < 3; attempt += 1) call.presses('9');
    },
    // Another attempt is another attempt, whatever it is for: stories do not tell silence from a wrong key.
    ['main on.noInput', 'defaults.on.maxAttempts'],
  ],
  [
    'an outcome under the name that the flow has declared',
    (call) => {
      call.presses('1');
      call.take({ kind: 'callStateChanged', callId: call.call.id, state: 'established', result: { code: 486, subcode: 7000 } });
    },
    ['main 1', 'sales on.failed'],
  ],
  [
    'the end of a call, which is no way out',
    (call) => {
      call.presses('2');
      call.mediaEnds();
    },
    ['main 2'],
  ],
])('a call reaches %s', (_what, play, exits) => {
  expect(reachedBy(play).exits).toEqual(exits);
});

test('the percentage counts steps and ways out, and is a hundred only when all are reached', () => {
  expect(reachedBy((call) => call.presses('1')).percent).toBe(30);
});

test('a recording that fails, and what only follows from that, is a fault; a mailbox that does not take the call is none', () => {
  const message = aFlow(
    {
      message: {
        type: 'voicemail',
        record: { prompt: 'Speak.' },
        next: 'bye',
        on: { failed: 'mailbox', silence: 'question' },
      },
      mailbox: { type: 'voicemail', box: 'reception', on: { failed: 'bye' } },
      question: { type: 'record', prompt: 'Speak.', into: 'answer', next: 'other', on: { failed: 'bye' } },
      other: { type: 'voicemail', box: 'reception', on: { failed: 'bye' } },
      bye: { type: 'hangup', prompt: 'Goodbye.' },
    },
    { vars: { answer: { type: 'string', initial: '' } }, defaults: { on: { error: 'bye' } } },
  );
  const { exits, steps } = new Coverage(message).report();
  expect(exits.missing.map(exitInWords)).toEqual(['message next', 'message on.silence', 'question next', 'other on.failed']);
  expect(steps.missing).toEqual(['message', 'question', 'other', 'bye']);
});

test('attempts are never used up where every miss leads elsewhere at once', () => {
  const missing = (on: object): readonly string[] =>
    new Coverage(
      aFlow(
        {
          main: { type: 'menu', prompt: 'Press 1.', options: { '1': 'bye' }, on },
          bye: { type: 'hangup', prompt: 'Goodbye.' },
        },
        { defaults: { on: { maxAttempts: 'bye' } } },
      ),
    )
      .report()
      .exits.missing.map(exitInWords);
  expect(missing({ noInput: 'bye', noMatch: 'bye' })).not.toContain('defaults.on.maxAttempts');
  expect(missing({ noInput: 'bye', noMatch: 'repeat' })).toContain('defaults.on.maxAttempts');
  expect(missing({ noInput: 'bye' })).toContain('defaults.on.maxAttempts');
});
