// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import { aCallId, CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow, contacts } from '../../../../test/support/a-flow.ts';
import type { Call } from '../../call/call.ts';
import { type CallId, readCallId } from '../../call/ids.ts';
import type { LegNews } from '../../call/leg.ts';
import { beginPlaced } from '../../flow/play/begin-call.ts';

const legId = readCallId('00000000-0000-4000-8000-000000000009') as CallId; // A GUID is a call id.

const line = (step: object = {}) =>
  aFlow(
    {
      gold: { type: 'hunt', targets: ['reception', 'support'], on: { noAnswer: 'message' }, ...step },
      message: { type: 'hangup', prompt: 'Nobody is free, sorry.' },
    },
    { vars: { name: { type: 'string', initial: 'Ada' } } },
  );

function hunting(step?: object): CoreCall {
  return CoreCall.connected(line(step));
}

/** The latest leg tells how far it has come. */
function news(call: CoreCall, state: LegNews['state'], outcome?: string): void {
  const leg = call.call.legs?.at(-1);
  if (leg === undefined) throw new Error('nobody is rung');
  call.take({
    kind: 'legNews',
    callId: aCallId,
    leg: leg.number,
    from: legId,
    state,
    ...(outcome === undefined ? {} : { outcome }),
  });
}

const rung = (call: CoreCall) => call.call.legs?.map(({ mark }) => mark);

test('the caller is told that somebody is being rung, and is told again while it rings', () => {
  const call = hunting();
  expect(call.says).toContain('trying to reach somebody');
  call.mediaEnds();
  expect(call.decided).toEqual(['playPrompt']);
});

test('words that cannot be played are followed by the own ones of the engine, and after some in a row there is quiet until the next is rung', () => {
  const call = hunting({ whileWaiting: 'Our colleagues are on their way.' });
  expect(call.says).toContain('colleagues');
  call.mediaEnds({ ended: 'failed' });
  expect(call.says).toContain('trying to reach somebody');
  for (let again = 0; again < 3; again += 1) {
    call.mediaEnds({ ended: 'failed' });
    expect(call.decided).toEqual(['playPrompt']);
  }
  call.mediaEnds({ ended: 'failed' });
  expect(call.decided).toEqual([]);
  news(call, 'ended', 'busy');
  expect(call.decided).toEqual(['placeCall', 'playPrompt']);
  expect(call.says).toContain('colleagues');
});

test('one after the other: whoever is busy, declines or does not answer is followed by the next', () => {
  const call = hunting();
  expect(rung(call)).toEqual(['reception']);
  news(call, 'ended', 'busy');
  expect(rung(call)).toEqual(['support']);
  news(call, 'declined');
  expect(call.at).toBe('message');
});

test('whoever rings for too long is told to stop, and the next is rung', () => {
  const call = hunting({ ringTimeout: '10s' });
  news(call, 'placed');
  call.mediaEnds();
  call.passes(19_000); // The music's end is taken first, then the time.
  call.passes(1);
  expect(call.commands).toContainEqual(expect.objectContaining({ kind: 'tellCall', to: legId }));
  expect(rung(call)).toEqual(['support']);
});

test('a person who is listening to the question is not hung up for ringing too long', () => {
  const call = hunting({ ringTimeout: '10s' });
  news(call, 'connected');
  call.passes(19_000);
  expect(rung(call)).toEqual(['reception']);
});

test('the caller is joined with whoever takes the call', () => {
  const call = hunting();
  news(call, 'connected');
  news(call, 'accepted');
  expect(call.commands.at(-1)).toMatchObject({ kind: 'transfer', target: contacts.reception, replacesCallId: legId });
  call.take({ kind: 'callEnded', callId: aCallId, result: { code: 200, subcode: 7015 } });
  expect(call.call.end?.outcome).toBe('transferred');
  expect(call.decided).not.toContain('tellCall'); // They are talking: nobody is sent home.
});

test('the same news twice is news once', () => {
  const call = hunting();
  news(call, 'connected');
  news(call, 'accepted');
  const before = call.commands.length;
  news(call, 'accepted');
  expect(call.commands).toHaveLength(before);
});

test('each call begins with the next contact, when the strategy is round robin', () => {
  const call = hunting({ strategy: 'roundRobin' });
  expect(call.commands.at(-1)).toMatchObject({ kind: 'takeOrder', group: 'test/gold', members: ['reception', 'support'] });
  const { number } = call.commands.at(-1) ?? {};
  call.take({
    kind: 'commandAnswered',
    callId: aCallId,
    number: number ?? 0,
    answer: { kind: 'operation', ended: 'completed', value: ['support', 'reception'] },
  });
  expect(rung(call)).toEqual(['support']);
});

test('when nobody knows whose turn it is, the contacts are rung in the order of the flow', () => {
  const call = hunting({ strategy: 'leastRecent' });
  const { number } = call.commands.at(-1) ?? {};
  call.take({ kind: 'commandFailed', callId: aCallId, number: number ?? 0, command: 'takeOrder', why: 'refused' });
  expect(rung(call)).toEqual(['reception']);
});

describe('the person who is rung', () => {
  const leg = (step: object = {}): { readonly call: Call; readonly flow: ReturnType<typeof line> } => {
    const flow = line(step);
    const plan = CoreCall.connected(flow).call.legs?.[0]?.plan;
    if (plan === undefined) throw new Error('nobody is rung');
    const placed = {
      callId: aCallId,
      tenantId: 't',
      line: 'main',
      caller: { kind: 'unknown' },
      called: contacts.reception,
    } as const;
    const { start, memory, ringMs } = plan;
    const placedBy = { callId: legId, leg: 4 };
    return { flow, call: beginPlaced(flow, { ...placed, placedBy, vars: { name: 'Ada' }, start, memory, ringMs }, 1_000_000) };
  };
  const answered = (step?: object): CoreCall => {
    const { flow, call } = leg(step);
    const core = new CoreCall(flow);
    core.call = call;
    core.take({ kind: 'callStateChanged', callId: aCallId, state: 'established', audio: 'active' });
    return core;
  };

  test('hears who it is, in the words of the flow, and how to take the call', () => {
    expect(answered({ whisper: 'A gold customer, ${vars.name}.' }).says).toMatch(
      /A gold customer, Ada\. To take the call, press 1/,
    );
  });

  test('takes the call with 1', () => {
    const person = answered();
    person.presses('1');
    expect(person.commands).toContainEqual(
      expect.objectContaining({ kind: 'tellCall', news: expect.objectContaining({ leg: 4, state: 'accepted' }) }),
    );
    expect(person.says).toContain('connecting you');
  });

  test('is asked twice, and then let go', () => {
    const person = answered();
    person.mediaEnds();
    expect(person.says).toContain('press 1');
    person.mediaEnds();
    expect(person.call.outcome).toBe('declined');
  });

  test('is not asked where the flow does not want it', () => {
    const person = answered({ screen: false });
    expect(person.commands).toContainEqual(
      expect.objectContaining({ kind: 'tellCall', news: expect.objectContaining({ state: 'accepted' }) }),
    );
  });

  test('is not kept waiting for a caller who is never joined', () => {
    const person = answered();
    person.presses('1');
    person.mediaEnds();
    person.passes(31_000);
    expect(person.decided).toContain('hangUp');
  });
});
