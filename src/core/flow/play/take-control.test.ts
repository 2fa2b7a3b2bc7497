import { aCallId, CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow, contacts } from '../../../../test/support/a-flow.ts';
import type { ControlWish } from '../../call/call-event.ts';
import { type CallId, type ClientContext, readCallId } from '../../call/ids.ts';
import { type PromptItem, readingTimeMs } from '../../call/prompt-item.ts';
import { noEnvironment } from '../environment/environment.ts';

const words = (text: string): PromptItem => ({ kind: 'speech', text, language: 'en-US', durationMs: readingTimeMs(text) });

const line = () =>
  aFlow({
    main: { type: 'menu', prompt: 'Press 1.', options: { '1': 'bye' } },
    bye: { type: 'hangup', prompt: 'Goodbye now.' },
  });

const controls = (call: CoreCall, wish: ControlWish, id = 'a wish') =>
  call.take({ kind: 'controlled', callId: aCallId, id, wish });

test('a supervisor ends a call, once, however often the wish comes', () => {
  const call = CoreCall.connected(line());
  controls(call, { kind: 'hangUp' }, 'one');
  expect(call.decided).toEqual(['cancelMedia', 'hangUp']);
  expect(controls(call, { kind: 'hangUp' }, 'one')).toMatchObject({ changed: false, commands: [] });
  expect(call.call.outcome).toBe('endedByOperator');
});

test('words in between are heard at once, and then the step begins anew', () => {
  const call = CoreCall.connected(line());
  controls(call, { kind: 'say', prompts: [words('The building is being evacuated.')] });
  expect(call.decided).toEqual(['cancelMedia', 'playPrompt']);
  expect(call.says).toContain('evacuated');
  call.mediaEnds();
  expect(call.says).toContain('Press 1.');
});

describe('a prompt that is named from outside', () => {
  const prompts = {
    ask: { 'en-US': { text: 'Press 1.' }, 'de-DE': { text: 'Drücken Sie die 1.' } },
    late: {
      'en-US': { text: 'We are late, account ${vars.account}.' },
      'de-DE': { text: 'Wir sind spät, Konto ${vars.account}.' },
    },
  };
  const rest = { prompts, vars: { account: { type: 'string', initial: '17' } }, languages: ['en-US', 'de-DE'] };
  const late: ControlWish = { kind: 'say', prompts: [{ kind: 'named', name: 'late', place: 'prompt' }] };

  test("is spoken in the caller's language, with the variables of the call", () => {
    const call = CoreCall.connected(aFlow({ main: { type: 'menu', prompt: 'ask', options: { '1': 'main' } } }, rest));
    controls(call, late);
    expect(call.says).toContain('We are late, account 17.');
    call.call = { ...call.call, language: 'de-DE' };
    controls(call, late, 'another');
    expect(call.says).toContain('Wir sind spät, Konto 17.');
  });

  test('is found in the flow that the call began with, too, while a called one plays', () => {
    const inner = {
      specVersion: 1,
      name: 'Inner',
      languages: ['en-US'],
      start: 'ask',
      vars: { account: { type: 'string', initial: 'another one' } },
      steps: { ask: { type: 'menu', prompt: 'Press 2.', options: { '2': 'done' } }, done: { type: 'return' } },
    };
    const steps = { main: { type: 'subflow', flow: 'inner', next: 'bye' }, bye: { type: 'hangup' } };
    const call = CoreCall.connected(aFlow(steps, rest, { called: { inner } }));
    expect(call.says).toContain('Press 2.');
    controls(call, late);
    expect(call.says).toContain('We are late, account 17.');
    call.mediaEnds();
    expect(call.says).toContain('Press 2.');
  });
});

test('what sounds is cut off, and the step begins anew; where nothing sounds nothing happens', () => {
  const call = CoreCall.connected(line());
  controls(call, { kind: 'stopMedia' });
  expect(call.decided).toEqual(['cancelMedia', 'playPrompt']);
  expect(call.says).toContain('Press 1.');
  call.call = { ...call.call, media: [] };
  expect(controls(call, { kind: 'stopMedia' }, 'again').commands).toEqual([]);
  expect(call.call.wishes?.at(-1)).toMatchObject({ kind: 'stopMedia', status: 'done' });
});

describe('a recording that somebody from outside asks for', () => {
  const recordThem: ControlWish = { kind: 'record', maxLengthMs: 30_000, beep: true, notify: ['frontDesk'] };
  const told = { frontDesk: { kind: 'webhook', to: { kind: 'secret', name: 'channel' } } } as const;
  const environment = { ...noEnvironment, secrets: { channel: 'CHANNEL' } };
  const steps = { main: { type: 'record', next: 'bye' }, bye: { type: 'hangup', prompt: 'Goodbye now.' } };
  const recording = () => {
    const call = CoreCall.connected(aFlow(steps, {}, { told, environment }));
    controls(call, recordThem);
    return { call, context: call.call.media[0]?.context as ClientContext };
  };
  const keeps = (call: CoreCall) => call.commands.filter(({ kind }) => kind === 'keepRecording');

  test('is not taken for what the step records: it is kept, and the step begins anew', () => {
    const { call } = recording();
    call.mediaEnds({ recorded: true });
    expect(keeps(call)).toMatchObject([{ notify: ['frontDesk'] }]);
    expect(call.at).toBe('main');
    expect(call.call.media).toMatchObject([{ mark: 'record' }]);
    expect(call.call.wishes).toMatchObject([{ status: 'done', recordingId: expect.stringContaining(aCallId) }]);
  });

  test.each([
    ['the caller has hung up', 'callEnded', (call: CoreCall) => call.take({ kind: 'callEnded', callId: aCallId })],
    [
      'somebody else has spoken',
      'interrupted',
      (call: CoreCall) => controls(call, { kind: 'say', prompts: [words('Fire!')] }, 'b'),
    ],
    ['its report was taken for lost', 'notRecorded', (call: CoreCall) => call.passes(60_000)],
  ])('is kept, once, when it is reported after %s', (_what, code, happens) => {
    const { call, context } = recording();
    happens(call);
    const wish = () => call.call.wishes?.find(({ kind }) => kind === 'record');
    expect(wish()).toMatchObject({ status: 'failed', code });
    call.operationEnds(context, { recorded: true });
    call.operationEnds(context, { recorded: true });
    expect(keeps(call)).toMatchObject([{ notify: ['frontDesk'] }]);
    expect(wish()).toMatchObject({ status: 'done', recordingId: expect.any(String) });
    expect(wish()).not.toHaveProperty('code');
  });
});

test('a key during words in between is not lost', () => {
  const call = CoreCall.connected(line());
  controls(call, { kind: 'say', prompts: [words('Please hold.')] });
  call.presses('1');
  expect(call.at).toBe('main');
  call.mediaEnds();
  expect(call.says).toContain('Goodbye now.');
});

test('a supervisor transfers a call', () => {
  const call = CoreCall.connected(line());
  controls(call, { kind: 'transfer', target: contacts.reception });
  expect(call.commands.at(-1)).toMatchObject({ kind: 'transfer', target: contacts.reception });
  call.take({ kind: 'callEnded', callId: aCallId, result: { code: 200, subcode: 7015 } });
  expect(call.call.end?.outcome).toBe('transferred');
});

test.each([
  [
    'fails',
    (call: CoreCall) =>
      call.take({ kind: 'callStateChanged', callId: aCallId, state: 'established', result: { code: 500, subcode: 7000 } }),
  ],
  [
    'is refused',
    (call: CoreCall) => call.take({ kind: 'commandFailed', callId: aCallId, number: 0, command: 'transfer', why: 'refused' }),
  ],
  ['leads nowhere', (call: CoreCall) => call.passes(61_000)],
] as const)('a transfer from outside that %s brings the caller back to the step', (_how, happens) => {
  const call = CoreCall.connected(line());
  controls(call, { kind: 'transfer', target: contacts.reception });
  happens(call);
  expect(call.says).toContain('Press 1.');
  call.presses('1');
  expect(call.at).toBe('bye');
});

test('a call that rings can be ended, and neither spoken to nor transferred', () => {
  const call = new CoreCall(line());
  expect(controls(call, { kind: 'say', prompts: [words('Hello.')] })).toMatchObject({ changed: false });
  controls(call, { kind: 'hangUp' });
  expect(call.decided).toEqual(['hangUp']);
});

test('a supervisor invites people to a caller who is alone with the bot: the step goes on where they meet', () => {
  const call = CoreCall.connected(line());
  controls(call, { kind: 'invite', people: [contacts.reception, contacts.plumber] });
  const [leg] = call.call.legs ?? [];
  expect(leg?.plan).toMatchObject({ target: { kind: 'group' }, start: '$host', memory: { next: 'main' } });
  call.presses('1'); // The flow goes on meanwhile, and leaving the step does not call the invitation off.
  expect([call.at, call.call.legs?.length]).toEqual(['bye', 1]);
  const from = readCallId('00000000-0000-4000-8000-000000000009') as CallId; // A GUID is a call id.
  for (const state of ['connected', 'accepted'] as const)
    call.take({ kind: 'legNews', callId: aCallId, leg: leg?.number ?? 0, from, state });
  expect(call.call.outcome).toBe('movedOn');
});

test('in a call with several people a supervisor calls somebody in, and mutes the bot, without disturbing what sounds', () => {
  const call = CoreCall.connected(line());
  call.call = { ...call.call, multiparty: true };
  controls(call, { kind: 'invite', people: [contacts.reception] });
  expect(call.turn.commands).toMatchObject([{ kind: 'invite', people: [{ target: contacts.reception }] }]);
  controls(call, { kind: 'room', command: { kind: 'mute' } }, 'another');
  expect(call.decided).toEqual(['mute']);
  const number = call.turn.commands[0]?.number ?? 0;
  call.take({ kind: 'commandFailed', callId: aCallId, number, command: 'mute', why: 'refused', code: '7504' });
  expect(call.at).toBe('main');
});

describe('whoever asked learns what became of it', () => {
  const becameOf = (call: CoreCall, id = 'a wish') => {
    const { at: _, number: __, ...wish } = call.call.wishes?.find((one) => one.id === id) ?? { at: 0, number: 0 };
    return wish;
  };
  const several = () => {
    const call = CoreCall.connected(line());
    call.call = { ...call.call, multiparty: true };
    return call;
  };
  const numberOf = (call: CoreCall) => call.turn.commands.at(-1)?.number ?? 0;

  test('of words: when they were heard', () => {
    const call = CoreCall.connected(line());
    controls(call, { kind: 'say', prompts: [words('Hello.')] });
    expect(becameOf(call)).toEqual({ id: 'a wish', kind: 'say', status: 'asked' });
    call.mediaEnds();
    expect(becameOf(call)).toMatchObject({ status: 'done' });
  });

  test('of words that other words have interrupted', () => {
    const call = CoreCall.connected(line());
    controls(call, { kind: 'say', prompts: [words('Hello.')] }, 'first');
    controls(call, { kind: 'say', prompts: [words('Fire!')] }, 'second');
    call.mediaEnds();
    expect([becameOf(call, 'first'), becameOf(call, 'second')]).toMatchObject([
      { status: 'failed', code: 'interrupted' },
      { status: 'done' },
    ]);
  });

  test('of a transfer: with whom the caller is, or why they are not', () => {
    const reached = CoreCall.connected(line());
    controls(reached, { kind: 'transfer', target: contacts.reception });
    reached.take({ kind: 'callEnded', callId: aCallId, result: { code: 200, subcode: 7015 } });
    expect(becameOf(reached)).toMatchObject({ status: 'done' });
    const busy = CoreCall.connected(line());
    controls(busy, { kind: 'transfer', target: contacts.reception });
    busy.take({ kind: 'callStateChanged', callId: aCallId, state: 'established', result: { code: 486, subcode: 10_003 } });
    expect(becameOf(busy)).toMatchObject({ status: 'failed', code: '486/10003' });
  });

  test('of a request that Graph has refused, and of one that it never answered', () => {
    const call = several();
    controls(call, { kind: 'room', command: { kind: 'mute' } }, 'refused');
    call.take({
      kind: 'commandFailed',
      callId: aCallId,
      number: numberOf(call),
      command: 'mute',
      why: 'refused',
      code: '7504',
    });
    controls(call, { kind: 'room', command: { kind: 'sendTones', tones: ['1'] } }, 'lost');
    call.take({ kind: 'commandFailed', callId: aCallId, number: numberOf(call), command: 'sendTones', why: 'unclear' });
    expect([becameOf(call, 'refused'), becameOf(call, 'lost')]).toMatchObject([
      { kind: 'mute', status: 'failed', code: '7504' },
      { kind: 'sendTones', status: 'unclear' },
    ]);
  });

  test('of keys: when they are pressed, and then the step begins anew', () => {
    const call = CoreCall.connected(line());
    controls(call, { kind: 'room', command: { kind: 'sendTones', tones: ['1', '2'] } });
    expect(call.decided).toEqual(['cancelMedia', 'sendTones']);
    const command = call.turn.commands.at(-1);
    const context = command?.kind === 'sendTones' ? command.context : undefined;
    const over = { kind: 'operationEnded', callId: aCallId, operation: 'other', ended: 'completed' } as const;
    call.take({ ...over, ...(context && { context }) });
    expect(becameOf(call)).toMatchObject({ status: 'done' });
    expect(call.says).toContain('Press 1.');
  });

  test('of keys of which nobody reports anything: the step begins anew all the same', () => {
    const call = CoreCall.connected(line());
    controls(call, { kind: 'room', command: { kind: 'sendTones', tones: ['1'] } });
    call.passes(15_000);
    expect(becameOf(call)).toMatchObject({ status: 'failed', code: 'noAnswer' });
    expect(call.says).toContain('Press 1.');
  });

  test('of an operation that Graph reports later, under its context', () => {
    const call = several();
    controls(call, { kind: 'invite', people: [contacts.reception] });
    const [command] = call.turn.commands;
    const context = command?.kind === 'invite' ? command.context : undefined;
    const result = { code: 486, subcode: 10_003 };
    call.take({
      kind: 'operationEnded',
      callId: aCallId,
      operation: 'other',
      ...(context && { context }),
      ended: 'failed',
      result,
    });
    expect(becameOf(call)).toMatchObject({ kind: 'invite', status: 'failed', code: '486/10003' });
  });

  test('of an invitation for which the caller was brought over: where the call goes on', () => {
    const call = CoreCall.connected(line());
    controls(call, { kind: 'invite', people: [contacts.reception, contacts.plumber] });
    const leg = call.call.legs?.[0]?.number ?? 0;
    const from = readCallId('00000000-0000-4000-8000-000000000009') as CallId; // A GUID is a call id.
    for (const state of ['connected', 'accepted'] as const) call.take({ kind: 'legNews', callId: aCallId, leg, from, state });
    expect(becameOf(call)).toMatchObject({ status: 'done', movedTo: from });
  });

  test('of an invitation of one person to a caller who is alone: that nobody could meet there, and nobody is rung', () => {
    const call = CoreCall.connected(line());
    controls(call, { kind: 'invite', people: [contacts.reception] });
    expect(becameOf(call)).toMatchObject({ status: 'failed', code: 'needsOrganizer' });
    expect(call.decided).toEqual([]);
  });

  test('of what the end of the call came before', () => {
    const call = several();
    controls(call, { kind: 'room', command: { kind: 'sendTones', tones: ['1'] } }, 'keys');
    controls(call, { kind: 'hangUp' }, 'end');
    call.take({ kind: 'callEnded', callId: aCallId, result: { code: 200, subcode: 7000 } });
    expect([becameOf(call, 'keys'), becameOf(call, 'end')]).toMatchObject([
      { status: 'failed', code: 'callEnded' },
      { status: 'done' },
    ]);
  });
});

test('of several people the caller is the one whom a supervisor transfers', () => {
  const call = CoreCall.connected(line());
  const { caller } = call.call;
  const who = caller.kind === 'phone' ? caller.number : 'id' in caller ? caller.id : '';
  const entry = { id: 'p1', kind: caller.kind, who };
  call.call = { ...call.call, multiparty: true, roster: { others: 1, people: [entry], hasMet: true } };
  controls(call, { kind: 'transfer', target: contacts.reception });
  expect(call.commands.at(-1)).toMatchObject({ kind: 'transfer', transferee: { participant: 'p1' } });
});
