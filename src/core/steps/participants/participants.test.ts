// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import { aCallId, CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow, contacts } from '../../../../test/support/a-flow.ts';

const person = (id: string, who: string, kind = 'user') => ({
  id,
  kind,
  who,
  name: 'Somebody',
  isMuted: false,
  isInLobby: false,
});
const everybody = [
  person('p-bot', 'bot', 'application'),
  person('p-1', contacts.reception.id.toUpperCase()),
  person('p-2', contacts.plumber.number, 'phone'),
];

function looking(step: object): CoreCall {
  const flow = aFlow(
    {
      act: { type: 'participants', next: 'bye', on: { failed: 'sorry' }, ...step },
      bye: { type: 'hangup', prompt: 'Goodbye.' },
      sorry: { type: 'hangup', prompt: 'Sorry.' },
    },
    { vars: { people: { type: 'list' }, them: { type: 'string', initial: 'p-2' } } },
  );
  const call = new CoreCall(flow);
  call.call = { ...call.call, multiparty: true };
  call.take({ kind: 'callStateChanged', callId: aCallId, state: 'established', audio: 'active' });
  return call;
}
function answered(call: CoreCall, value?: (typeof everybody)[number][]): void {
  const number = call.commands.at(-1)?.number ?? 0;
  const answer = { kind: 'operation', ended: 'completed', ...(value === undefined ? {} : { value }) } as const;
  call.take({ kind: 'commandAnswered', callId: aCallId, number, answer });
}

test('everybody is put into a variable', () => {
  const call = looking({ action: 'list', into: 'people' });
  answered(call, everybody);
  expect([call.at, call.call.vars.people]).toEqual(['bye', everybody]);
});

test('a long list is cut to what a variable holds', () => {
  const call = looking({ action: 'list', into: 'people' });
  answered(
    call,
    Array.from({ length: 40 }, (_, index) => person(`participant-${index}`, contacts.reception.id)),
  );
  const { people } = call.call.vars;
  expect(JSON.stringify(people).length).toBeLessThanOrEqual(3_000);
  expect(Array.isArray(people) && people.length).toBeGreaterThan(10);
});

test.each([
  ['a contact, whatever the spelling of the id', 'reception', 'p-1'],
  ['a telephone', 'plumber', 'p-2'],
  ['an id from a list', '${vars.them}', 'p-2'],
])('somebody is found by %s', (_how, who, participant) => {
  const call = looking({ action: 'mute', who });
  answered(call, everybody);
  expect(call.commands.at(-1)).toMatchObject({ kind: 'muteParticipant', participant });
  answered(call);
  expect(call.at).toBe('bye');
});

test.each([
  ['remove', 'removeParticipant'],
  ['holdMusicStart', 'startHoldMusic'],
  ['holdMusicStop', 'stopHoldMusic'],
])('%s is asked of Graph', (action, kind) => {
  const call = looking({ action, who: 'plumber' });
  answered(call, everybody);
  expect(call.commands.at(-1)).toMatchObject({ kind, participant: 'p-2' });
});

test('hold music goes on when Graph reports that it has begun', () => {
  const call = looking({ action: 'holdMusicStart', who: 'plumber', prompt: 'Please hold.' });
  answered(call, everybody);
  const command = call.commands.at(-1);
  expect(command).toMatchObject({ kind: 'startHoldMusic', prompt: { text: 'Please hold.' } });
  const context = command !== undefined && 'context' in command ? command.context : undefined;
  call.take({ kind: 'operationEnded', callId: aCallId, operation: 'other', ended: 'completed', ...(context && { context }) });
  expect(call.at).toBe('bye');
});

test('who is not there, and what is refused, is a failure', () => {
  const gone = looking({ action: 'remove', who: 'support' });
  answered(gone, everybody);
  expect(gone.at).toBe('sorry');
  const refused = looking({ action: 'muteAll' });
  answered(refused, everybody);
  const number = refused.commands.at(-1)?.number ?? 0;
  refused.take({ kind: 'commandFailed', callId: aCallId, number, command: 'muteEverybody', why: 'refused', code: '7504' });
  expect(refused.at).toBe('sorry');
});

/** What Graph says of the last command, or does not. */
function failed(call: CoreCall, why: 'refused' | 'unclear', code?: string): void {
  const command = call.commands.at(-1);
  if (command === undefined) throw new Error('nothing was asked');
  call.take({
    kind: 'commandFailed',
    callId: aCallId,
    number: command.number,
    command: command.kind,
    why,
    ...(code === undefined ? {} : { code }),
  });
}

test('somebody who is gone by the time they are to be removed is removed', () => {
  const call = looking({ action: 'remove', who: 'plumber' });
  answered(call, everybody);
  failed(call, 'refused', 'NotFound');
  expect(call.at).toBe('bye');
  const kept = looking({ action: 'remove', who: 'plumber' });
  answered(kept, everybody);
  failed(kept, 'refused', 'removeNotAllowed');
  expect(kept.at).toBe('sorry');
});

test('somebody of whom nobody knows whether they are on hold is taken back from it before the flow goes its other way', () => {
  const call = looking({ action: 'holdMusicStart', who: 'plumber', reasonInto: 'them' });
  answered(call, everybody);
  failed(call, 'unclear');
  expect([call.at, call.commands.at(-1)]).toMatchObject(['act', { kind: 'stopHoldMusic', participant: 'p-2' }]);
  failed(call, 'refused', 'BadRequest'); // They were not on hold.
  expect([call.at, call.call.vars.them]).toEqual(['sorry', 'UNCLEAR']);
});

test('a report of hold music that never comes is answered in the same way', () => {
  const call = looking({ action: 'holdMusicStart', who: 'plumber' });
  answered(call, everybody);
  call.passes(16_000);
  expect([call.at, call.commands.at(-1)]).toMatchObject(['act', { kind: 'stopHoldMusic' }]);
  call.passes(16_000);
  expect(call.at).toBe('sorry');
});

test.each([
  ['refuses it: they are not on hold any more', 'refused', 'bye'],
  ['does not answer again', 'unclear', 'sorry'],
] as const)('somebody who may still be on hold is taken back once more, and when Graph %s', (_what, why, at) => {
  const call = looking({ action: 'holdMusicStop', who: 'plumber' });
  answered(call, everybody);
  failed(call, 'unclear');
  expect([call.at, call.commands.at(-1)]).toMatchObject(['act', { kind: 'stopHoldMusic', participant: 'p-2' }]);
  failed(call, why, 'BadRequest');
  expect(call.at).toBe(at);
});

test('the checker wants somebody, or nobody, and a place for a list', () => {
  expect(() => looking({ action: 'mute' })).toThrow('"mute" needs "who"');
  expect(() => looking({ action: 'muteAll', who: 'plumber' })).toThrow('nobody in particular');
  expect(() => looking({ action: 'list' })).toThrow('needs a variable');
});
