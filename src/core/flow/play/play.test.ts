import { aCallId, anArrival, CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';
import type { Call } from '../../call/call.ts';
import type { ClientContext } from '../../call/ids.ts';
import { play } from './play.ts';
import { takeOver } from './take-over.ts';

const line = () =>
  aFlow({
    greet: { type: 'play', prompt: 'Hello there.', next: 'main' },
    main: { type: 'menu', prompt: 'Press 1.', options: { '1': 'bye' } },
    bye: { type: 'hangup', prompt: 'Goodbye now.' },
  });

describe('answering', () => {
  test('the call is answered at once, and Graph may fetch the first prompt meanwhile', () => {
    const call = new CoreCall(line());
    expect(call.turn.commands).toMatchObject([{ kind: 'answer', preFetch: [{ text: 'Hello there.' }] }]);
    expect(call.call.wakeAt).toBe(call.now + 15_000);
  });

  test('nothing is played before the media is active, however often the call is reported established', () => {
    const call = new CoreCall(line());
    call.take({ kind: 'callStateChanged', callId: aCallId, state: 'established' });
    call.take({ kind: 'callStateChanged', callId: aCallId, state: 'establishing' });
    expect(call.decided).toEqual([]);
    expect(call.call.state).toBe('established');
  });

  test('active media reported three times starts one prompt and one subscription', () => {
    const call = CoreCall.connected(line());
    for (let i = 0; i < 3; i += 1)
      call.take({ kind: 'callStateChanged', callId: aCallId, state: 'established', audio: 'active' });
    expect(call.commands.map((command) => command.kind)).toEqual(['answer', 'listenForTones', 'playPrompt']);
  });

  test('the arrival reported twice is one call', () => {
    const call = new CoreCall(line());
    expect(call.take(anArrival)).toMatchObject({ changed: false, commands: [] });
  });

  test('a caller who hangs up while it rings is let go', () => {
    const call = new CoreCall(line());
    call.take({ kind: 'callEnded', callId: aCallId });
    expect(call.call.end?.outcome).toBe('notAnswered');
    expect(call.take({ kind: 'callStateChanged', callId: aCallId, audio: 'active' })).toMatchObject({
      changed: false,
      commands: [],
    });
  });
});

describe('events that come twice, late, or for something long past', () => {
  test('the end of a prompt that was cancelled is not taken for the end of the next one', () => {
    const call = CoreCall.connected(line());
    const greeting = call.call.media[0]?.context;
    call.presses('9'); // Cuts the greeting; the menu takes it as a no-match.
    expect(call.at).toBe('main');
    const before = call.call;
    for (const ended of ['cancelled', 'completed', 'failed'] as const) {
      if (greeting !== undefined) call.operationEnds(greeting, { ended });
      expect(call.turn.changed).toBe(false);
    }
    expect(call.call).toEqual(before);
  });

  test('the end of a prompt reported twice moves the flow once', () => {
    const call = CoreCall.connected(line());
    const context = call.call.media[0]?.context;
    call.mediaEnds();
    if (context !== undefined) call.operationEnds(context);
    expect(call.turn).toMatchObject({ changed: false, commands: [] });
  });

  test('a key that overtook another waits for it, and for no longer than the prompt', () => {
    const call = CoreCall.connected(line());
    call.mediaEnds();
    call.tone('1', 2);
    expect(call.at).toBe('main');
    call.mediaEnds();
    expect(call.at).toBe('bye');
  });

  test('an ended call takes no notice of anything', () => {
    const call = CoreCall.connected(line());
    call.take({ kind: 'callEnded', callId: aCallId });
    const before = call.call;
    call.presses('1');
    call.passes(60 * 60_000);
    expect(call.call).toEqual(before);
  });
});

describe('no caller is trapped', () => {
  test('a flow that runs in a circle ends in the error exit after 200 steps, with words', () => {
    const call = CoreCall.connected(
      aFlow(
        {
          hi: { type: 'play', prompt: 'Hi there.', next: 'a' },
          a: { type: 'set', vars: { n: 1 }, next: 'b' },
          b: { type: 'branch', cases: [{ when: 'vars.n == 1', next: 'a' }], else: 'a' },
        },
        { vars: { n: { type: 'number' } } },
      ),
    );
    call.mediaEnds();
    expect(call.says).toMatch(/something went wrong/);
    call.mediaEnds();
    expect(call.decided).toEqual(['hangUp']);
  });

  test('a flow whose error exit runs in a circle too is ended all the same', () => {
    const call = new CoreCall(
      aFlow(
        { a: { type: 'set', vars: { n: 1 }, next: 'b' }, b: { type: 'set', vars: { n: 2 }, next: 'a' } },
        { vars: { n: { type: 'number' } }, defaults: { on: { error: 'b' } } },
      ),
    );
    expect(call.decided).toEqual(['answer']);
    call.take({ kind: 'callStateChanged', callId: aCallId, audio: 'active' });
    expect(call.says).toMatch(/something went wrong/);
    call.mediaEnds();
    expect(call.decided).toEqual(['hangUp']);
  });

  test('whatever happens, a live call is looked at again within a minute or at the end of what it plays', () => {
    const call = new CoreCall(line());
    const looks: number[] = [call.call.wakeAt - call.now];
    call.take({ kind: 'callStateChanged', callId: aCallId, audio: 'active' });
    looks.push(call.call.wakeAt - call.now);
    call.presses('1');
    looks.push(call.call.wakeAt - call.now);
    for (const look of looks) expect(look).toBeGreaterThan(0);
    for (const look of looks) expect(look).toBeLessThanOrEqual(60_000);
  });

  test('a prompt whose end is never reported does not leave the caller in silence', () => {
    const call = CoreCall.connected(line());
    call.passes(call.call.wakeAt - call.now);
    expect(call.at).toBe('main');
    expect(call.decided).toEqual(['playPrompt']);
  });

  test('a call that lasts is kept alive every fifteen minutes', () => {
    const call = CoreCall.connected(line());
    const keptAlive: number[] = [];
    for (let minute = 0; minute < 60 && call.call.end === undefined; minute += 1) {
      call.presses('*'); // A wrong key a minute would use up the attempts; the menu starts anew each time.
      call.call = { ...call.call, at: { ...call.call.at, attempt: 1 } };
      call.passes(60_000);
      if (call.decided.includes('keepAlive')) keptAlive.push(minute);
    }
    expect(keptAlive).toHaveLength(4);
  });

  test('a call that Graph does not let us answer is given up in the end', () => {
    const call = new CoreCall(line());
    for (let look = 0; look < 20 && call.call.end === undefined; look += 1) call.passes(call.call.wakeAt - call.now);
    expect(call.call.end?.outcome).toBe('failed');
  });
});

describe('a performer that died', () => {
  test('what it was playing is ended and begun anew under a new epoch, so that no two prompts queue up', () => {
    const flow = line();
    const call = CoreCall.connected(flow);
    const turn = takeOver(flow, untouched(call.call), call.turn.commands, call.now);
    expect(turn.commands.map((command) => command.kind)).toEqual(['listenForTones', 'cancelMedia', 'playPrompt']);
    const before = call.turn.commands.find((command) => command.kind === 'playPrompt');
    const after = turn.commands.find((command) => command.kind === 'playPrompt');
    if (before?.kind !== 'playPrompt' || after?.kind !== 'playPrompt') throw new Error('both play');
    expect(after.prompts).toEqual(before.prompts);
    expect(after.context).not.toBe(before.context);
    // The cancelled one reports under the old name, and moves nothing.
    const echo = {
      kind: 'operationEnded',
      callId: aCallId,
      operation: 'playPrompt',
      context: before.context,
      ended: 'cancelled',
    } as const;
    expect(play(flow, turn.call, [echo], call.now).changed).toBe(false);
  });

  test('an answer that had already arrived is not sent again', () => {
    const flow = line();
    const call = new CoreCall(flow);
    const answer = call.turn.commands;
    expect(takeOver(flow, untouched(call.call), answer, call.now).commands).toHaveLength(1);
    const connected = play(flow, call.call, [{ kind: 'callStateChanged', callId: aCallId, state: 'established' }], call.now);
    expect(takeOver(flow, untouched(connected.call), answer, call.now).commands).toHaveLength(0);
  });

  test('what the caller has left with us is kept even when the call is over', () => {
    const flow = aFlow({ say: { type: 'record', next: 'bye' }, bye: { type: 'hangup' } });
    const call = CoreCall.connected(flow);
    call.mediaEnds({ recorded: true });
    const unproven = call.turn.commands;
    call.take({ kind: 'callEnded', callId: aCallId });
    expect(takeOver(flow, untouched(call.call), unproven, call.now).commands.map((command) => command.kind)).toEqual([
      'keepRecording',
    ]);
  });
});

test('a prompt of which nobody knows whether Graph took it is cancelled and begun anew', () => {
  const call = CoreCall.connected(line());
  const number = call.turn.commands.find((command) => command.kind === 'playPrompt')?.number ?? 0;
  call.take({ kind: 'commandFailed', callId: aCallId, number, command: 'playPrompt', why: 'unclear' });
  expect(call.decided).toEqual(['cancelMedia', 'playPrompt']);
  expect(call.says).toBe('Hello there.');
});

test('the same events give the same turn, and nothing that went in is changed', () => {
  const flow = line();
  const call = CoreCall.connected(flow).call;
  const frozen = JSON.stringify(call);
  const event = { kind: 'tonePressed', callId: aCallId, tone: '1', sequence: 1 } as const;
  expect(play(flow, call, [event], 5)).toEqual(play(flow, call, [event], 5));
  expect(JSON.stringify(call)).toBe(frozen);
});

test('a prompt that stays unclear again and again is ended before other words are said', () => {
  const call = CoreCall.connected(line());
  for (let time = 0; time <= 5; time += 1) {
    const last = call.commands.findLast((command) => command.kind === 'playPrompt');
    call.take({ kind: 'commandFailed', callId: aCallId, number: last?.number ?? 0, command: 'playPrompt', why: 'unclear' });
    expect(call.decided).toEqual(['cancelMedia', 'playPrompt']);
  }
  expect(call.says).toContain('something went wrong');
  expect(call.call.media.map(({ context }) => context.split('.')[0])).toEqual([String(call.call.epoch)]);
});

test('a cancel that a dead performer left behind its prompt does not end the prompt that is begun anew', () => {
  const flow = line();
  const call = CoreCall.connected(flow);
  const left = [...call.turn.commands, { kind: 'cancelMedia', number: 99, context: '0.99' as ClientContext } as const];
  const turn = takeOver(flow, untouched(call.call), left, call.now);
  expect(turn.commands.map((command) => command.kind)).toEqual(['listenForTones', 'cancelMedia', 'playPrompt']);
});

test('keys typed in a burst cost one cancel and one prompt, not one of each for every key', () => {
  const call = CoreCall.connected(aFlow({ ask: { type: 'collect', prompt: 'Number?', into: 'n', next: 'ask' } }, numberVar));
  const tones = ['1', '2', '3'] as const;
  call.take(...tones.map((tone, index) => ({ kind: 'tonePressed', callId: aCallId, tone, sequence: index + 1 }) as const));
  expect(call.decided).toEqual(['cancelMedia', 'playPrompt']);
  expect(call.call.at.memory).toMatchObject({ digits: '123' });
});

describe('a request that Graph never answered', () => {
  const transferring = () => {
    const flow = aFlow({
      out: { type: 'transfer', to: 'support', on: { failed: 'sorry' } },
      sorry: { type: 'hangup', prompt: 'Sorry.' },
    });
    const call = CoreCall.connected(flow);
    getsNoAnswer(call);
    return call;
  };
  const getsNoAnswer = (call: CoreCall): void => {
    const unanswered = call.turn.commands.find((command) => command.kind === 'transfer' || command.kind === 'redirect');
    if (unanswered === undefined) throw new Error('nothing was sent');
    const { number, kind } = unanswered;
    call.take({ kind: 'commandFailed', callId: aCallId, number, command: kind, why: 'unclear', unanswered });
  };
  const looksAt = (call: CoreCall, state: 'established' | 'transferring' | 'incoming'): void => {
    call.now = call.call.wakeAt;
    call.take({ kind: 'callStateChanged', callId: aCallId, state, observed: true }, { kind: 'wokeUp', callId: aCallId });
  };
  const observed = (state: 'established' | 'transferring') =>
    ({ kind: 'callStateChanged', callId: aCallId, state, audio: 'active', observed: true }) as const;

  test('is asked about after three seconds, also when the caller presses a key meanwhile', () => {
    const call = transferring();
    call.presses('5');
    expect(call.call.wakeAt).toBe(call.now + 3_000);
    call.now += 3_000;
    call.take(observed('established'), { kind: 'wokeUp', callId: aCallId });
    expect(call.at).toBe('out');
  });

  test('and was not taken is sent again, and the flow is told nothing of it', () => {
    const call = transferring();
    looksAt(call, 'established');
    expect(call.turn.commands).toMatchObject([{ kind: 'transfer', target: { kind: 'applicationInstance' } }]);
    call.take({ kind: 'callStateChanged', callId: aCallId, state: 'transferring' });
    call.take({ kind: 'callEnded', callId: aCallId, reason: 'AppTransferred' });
    expect(call.call.end?.outcome).toBe('transferred');
    expect(call.call.unanswered).toBeUndefined();
  });

  test('is sent four times at the most, within the time of the step, and then the flow goes on', () => {
    const call = transferring();
    for (let times = 1; times < 4; times += 1) {
      looksAt(call, 'established');
      getsNoAnswer(call);
    }
    expect(call.at).toBe('out');
    looksAt(call, 'established');
    expect(call.at).toBe('sorry');
    expect(call.commands.filter(({ kind }) => kind === 'transfer')).toHaveLength(4);
  });

  test('is not sent again once the step has no time left', () => {
    const call = transferring();
    call.now += 60_000;
    call.take(observed('established'), { kind: 'wokeUp', callId: aCallId });
    expect(call.at).toBe('sorry');
  });

  test('and was taken late: that Graph then refuses the second one does not call it off', () => {
    const call = transferring();
    looksAt(call, 'established');
    const number = call.turn.commands[0]?.number ?? 0;
    call.take({ kind: 'commandFailed', callId: aCallId, number, command: 'transfer', why: 'refused', code: '8501' });
    expect(call.at).toBe('out');
    looksAt(call, 'transferring');
    expect(call.at).toBe('out');
    call.take({ kind: 'callEnded', callId: aCallId, reason: 'AppTransferred' });
    expect(call.call.end?.outcome).toBe('transferred');
  });

  test('and is refused when it is sent again, although the call is still here, has failed', () => {
    const call = transferring();
    looksAt(call, 'established');
    const number = call.turn.commands[0]?.number ?? 0;
    call.take({ kind: 'commandFailed', callId: aCallId, number, command: 'transfer', why: 'refused', code: '7505' });
    looksAt(call, 'established');
    expect(call.at).toBe('sorry');
  });

  test('and was taken by Graph is not sent again when the transfer fails without a report', () => {
    const call = transferring();
    looksAt(call, 'transferring');
    looksAt(call, 'established');
    expect(call.at).toBe('sorry');
  });

  test('a redirect that was not taken is sent again while the call rings, and then the flow goes on', () => {
    const call = new CoreCall(
      aFlow({
        away: { type: 'redirect', to: 'support', on: { failed: 'sorry' } },
        sorry: { type: 'reject', reason: 'busy' },
      }),
    );
    getsNoAnswer(call);
    for (let times = 2; times <= 4; times += 1) {
      looksAt(call, 'incoming');
      expect(call.turn.commands).toMatchObject([{ kind: 'redirect', targets: [{ kind: 'applicationInstance' }] }]);
      getsNoAnswer(call);
    }
    looksAt(call, 'incoming');
    expect(call.decided).toEqual(['reject']);
  });

  test('keeps its own patience when Graph says that it did begin', () => {
    const call = transferring();
    call.now += 3_000;
    call.take(observed('transferring'), { kind: 'wokeUp', callId: aCallId });
    expect(call.at).toBe('out');
    expect(call.call.wakeAt).toBe(call.now + 57_000);
  });

  test('is asked about again when the question gets no answer either', () => {
    const call = transferring();
    call.now += 3_000;
    call.take({ kind: 'wokeUp', callId: aCallId, blind: true });
    expect(call.call.wakeAt).toBe(call.now + 3_000);
  });

  test('is sent again when it was the answer, and the call still rings', () => {
    const call = new CoreCall(line());
    call.take({ kind: 'commandFailed', callId: aCallId, number: 1, command: 'answer', why: 'unclear' });
    call.now += 3_000;
    call.take(
      { kind: 'callStateChanged', callId: aCallId, state: 'incoming', observed: true },
      { kind: 'wokeUp', callId: aCallId },
    );
    expect(call.decided).toEqual(['answer']);
  });
});

const numberVar = { vars: { n: { type: 'string' } } };

test('a key that was pressed before a transfer and reported during it does not call the transfer off', () => {
  const flow = aFlow({
    out: { type: 'transfer', to: 'support', on: { failed: 'sorry' } },
    sorry: { type: 'hangup', prompt: 'Sorry.' },
  });
  const call = CoreCall.connected(flow);
  call.take({ kind: 'callStateChanged', callId: aCallId, state: 'transferring' });
  call.take(
    { kind: 'callStateChanged', callId: aCallId, state: 'established' },
    { kind: 'tonePressed', callId: aCallId, tone: '1', sequence: 1 },
  );
  expect(call.at).toBe('out');
  expect(call.call.wakeAt).toBe(call.now + 3_000); // Graph is asked, in case it was a failure without its result.
});

const untouched = (call: Call) => ({ call, commands: [], changed: false, story: [] });

test('a message that is reported after the call has ended is kept, once, and nothing else is done', () => {
  const flow = aFlow({ say: { type: 'record', next: 'bye' }, bye: { type: 'hangup', prompt: 'Thanks.' } });
  const call = CoreCall.connected(flow);
  const context = call.call.media[0]?.context as ClientContext;
  call.take({ kind: 'callEnded', callId: aCallId });
  call.operationEnds(context, { recorded: true });
  expect(call.decided).toEqual(['keepRecording']);
  expect(call.operationEnds(context, { recorded: true })).toMatchObject({ changed: false, commands: [] });
});

test('a transfer that has begun meanwhile is not begun again by whoever takes over', () => {
  const flow = aFlow({ out: { type: 'transfer', to: 'support' } });
  const call = CoreCall.connected(flow);
  const unproven = call.turn.commands;
  const seen = { kind: 'callStateChanged', callId: aCallId, state: 'transferring', observed: true } as const;
  const turn = takeOver(flow, play(flow, call.call, [seen], call.now), unproven, call.now);
  expect(turn.commands.map((command) => command.kind)).toEqual(['listenForTones']);
});

test('a message that was finished before its performer died is kept, and not asked for again', () => {
  const flow = aFlow({ say: { type: 'record', next: 'bye' }, bye: { type: 'hangup', prompt: 'Thanks.' } });
  const call = CoreCall.connected(flow);
  const unproven = call.turn.commands;
  call.mediaEnds({ recorded: true });
  const turn = takeOver(flow, call.turn, unproven, call.now);
  expect(turn.commands.map((command) => command.kind)).toEqual(['listenForTones', 'keepRecording', 'playPrompt']);
});

test('a message whose report the sweep has taken for lost is kept when it comes after all', () => {
  const flow = aFlow({ say: { type: 'record', next: 'bye', maxLength: '5s' }, bye: { type: 'hangup', prompt: 'Thanks.' } });
  const call = CoreCall.connected(flow);
  const context = call.call.media[0]?.context as ClientContext;
  call.passes(60_000);
  expect(call.at).not.toBe('say');
  call.operationEnds(context, { recorded: true });
  expect(call.decided).toEqual(['keepRecording']);
  expect(call.operationEnds(context, { recorded: true })).toMatchObject({ changed: false, commands: [] });
});

test('a recording that is over when its prompt was never reported over is kept, whatever keys were held for a lost one', () => {
  const flow = aFlow({ say: { type: 'record', prompt: 'Speak.', next: 'bye' }, bye: { type: 'hangup', prompt: 'Thanks.' } });
  const call = CoreCall.connected(flow);
  call.tone('5', 2); // The first one is lost.
  const recording = call.call.media[1]?.context as ClientContext;
  call.operationEnds(recording, { recorded: true });
  expect(call.decided).toEqual(['keepRecording', 'playPrompt']);
  expect(call.at).toBe('bye');
});
