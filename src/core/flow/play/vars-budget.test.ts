import { aCallId, CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';
import { limits } from '../../call/call.ts';
import { bytesOf } from '../../call/size.ts';

// All variables of a call together, those of calling flows included, take so many bytes and no more (ADR 35).

const environment = { env: {}, secrets: {}, hosts: ['crm.example.com'] };
const dip = (into: unknown, next: string) => ({
  type: 'request',
  url: 'https://crm.example.com/',
  into,
  next,
  on: { error: 'sorry' },
});
const around = {
  sorry: { type: 'menu', prompt: 'That was too much.', options: { '1': 'sorry' } },
  good: { type: 'menu', prompt: 'Good.', options: { '1': 'good' } },
};
const vars = { a: { type: 'any' }, b: { type: 'any' }, s: { type: 'string' }, t: { type: 'string' } };

function answers(call: CoreCall, body: string): void {
  const number = call.call.asks?.[0]?.number ?? 0;
  call.take({ kind: 'commandAnswered', callId: aCallId, number, answer: { kind: 'response', status: 200, body } });
}
const large = 'x'.repeat(900);
const troubles = (call: CoreCall) => call.turn.story.filter(({ kind }) => kind === 'trouble');

test('an answer that no longer fits is an error of its request, and the variables stay as they were', () => {
  const flow = aFlow(
    { one: dip('a', 'two'), two: dip('b', 'three'), three: dip('s', 'good'), ...around },
    { vars },
    { environment },
  );
  const call = CoreCall.connected(flow);
  answers(call, large);
  answers(call, large);
  const before = call.call.vars;
  expect(call.at).toBe('three');
  answers(call, large);
  expect(call.at).toBe('sorry');
  expect(call.says).toContain('That was too much.');
  expect(call.call.vars).toEqual(before);
  expect(troubles(call)).toEqual([{ kind: 'trouble', step: 'three', code: 'VARS_TOO_LARGE' }]);
  expect(bytesOf(call.call.vars)).toBeLessThanOrEqual(limits.vars);
});

test('one variable that is replaced makes room for its next value', () => {
  const call = CoreCall.connected(aFlow({ one: dip('a', 'one'), ...around }, { vars }, { environment }));
  for (let again = 0; again < 5; again += 1) answers(call, `${again}${large}`);
  expect(call.call.vars.a).toBe(`4${large}`);
});

test('a "set" that goes beyond the budget sets nothing, also not what would have fitted', () => {
  const flow = aFlow(
    {
      first: { type: 'set', vars: { s: `'${large}'`, t: `'${large}'` }, next: 'second' },
      second: { type: 'set', vars: { a: '1', b: 'vars.s' }, next: 'good', on: { error: 'sorry' } },
      ...around,
    },
    { vars },
  );
  const call = CoreCall.connected(flow);
  expect(call.at).toBe('sorry');
  expect(call.call.vars).toMatchObject({ a: null, b: null, s: large });
});

test('digits that do not fit are an error of the step that has collected them', () => {
  const filler = 'x'.repeat(limits.vars - bytesOf({ a: '', b: null, s: '', t: '' }) - 10);
  const flow = aFlow(
    {
      one: dip('a', 'ask'),
      ask: { type: 'collect', prompt: 'Digits.', maxDigits: 20, into: 's', next: 'good', on: { error: 'sorry' } },
      ...around,
    },
    { vars },
    { environment },
  );
  const call = CoreCall.connected(flow);
  const number = call.call.asks?.[0]?.number ?? 0;
  call.take({
    kind: 'commandAnswered',
    callId: aCallId,
    number,
    answer: { kind: 'response', status: 200, body: [filler.slice(2)] },
  });
  expect(call.at).toBe('ask');
  call.presses('12345678901234567890');
  expect(call.at).toBe('sorry');
  expect(call.call.vars.s).toBe('');
});

test('what a caller has said is kept although its name does not fit', () => {
  const filler = ['x'.repeat(limits.vars - bytesOf({ a: [''], b: null, s: '', t: '' }) - 10)];
  const flow = aFlow(
    { one: dip('a', 'speak'), speak: { type: 'record', into: 's', next: 'good', on: { error: 'sorry' } }, ...around },
    { vars },
    { environment },
  );
  const call = CoreCall.connected(flow);
  const number = call.call.asks?.[0]?.number ?? 0;
  call.take({ kind: 'commandAnswered', callId: aCallId, number, answer: { kind: 'response', status: 200, body: filler } });
  expect(call.at).toBe('speak');
  call.mediaEnds({ recorded: true });
  expect(call.at).toBe('sorry');
  expect(call.turn.commands.map(({ kind }) => kind)).toContain('keepRecording');
});

test('a flow that does not fit beside those that wait for it is not entered', () => {
  const called = {
    specVersion: 1,
    name: 'Called',
    languages: ['en-US'],
    start: 'hear',
    inputs: ['given'],
    vars: { given: { type: 'string' }, own: { type: 'string', initial: 'y'.repeat(700) } },
    steps: { hear: { type: 'menu', prompt: 'Inside.', options: { '1': 'end' } }, end: { type: 'return' } },
  };
  const withInput = (given: string) =>
    CoreCall.connected(
      aFlow(
        {
          first: { type: 'set', vars: { s: `'${large}'` }, next: 'sub' },
          sub: { type: 'subflow', flow: 'called', with: { given }, next: 'good', on: { error: 'sorry' } },
          ...around,
        },
        { vars },
        { called: { called } },
      ),
    );
  expect(withInput("'short'").says).toContain('Inside.');
  const refused = withInput('vars.s');
  expect(refused.says).toContain('That was too much.');
  expect(refused.call.frames ?? []).toEqual([]);
  expect(refused.call.vars.s).toBe(large);
});

test('a call back whose variables do not fit into a call is not asked for', () => {
  const flow = aFlow(
    {
      first: { type: 'set', vars: { s: `'${large}'` }, next: 'later' },
      later: {
        type: 'callback',
        number: "'+441632960111'",
        flow: 'reminder',
        variables: { one: 'vars.s', two: 'vars.s', three: 'vars.s' },
        next: 'good',
        on: { error: 'sorry' },
      },
      ...around,
    },
    { vars },
  );
  const call = CoreCall.connected(flow);
  expect(call.at).toBe('sorry');
  expect(call.commands.map(({ kind }) => kind)).not.toContain('askCallBack');
});

test('a text longer than a document has room for is spoken as far as there is', () => {
  const long = 'Words and more words. '.repeat(80);
  const call = CoreCall.connected(aFlow({ hear: { type: 'play', prompt: [long, long, 'The end.'], next: 'good' }, ...around }));
  const said = call.says;
  expect(said).toContain('Words and more words.');
  expect(said).not.toContain('The end.');
  expect(bytesOf(said)).toBeLessThanOrEqual(limits.words + 10);
});

test('messages beyond what one turn can hand over are an error of the step that would send them', () => {
  const notify = (next: string) => ({
    type: 'notify',
    to: 'desk',
    template: 'Somebody waits. '.repeat(100),
    next,
    on: { error: 'sorry' },
  });
  const flow = aFlow(
    { one: notify('two'), two: notify('three'), three: notify('good'), ...around },
    {},
    { told: { desk: { kind: 'email', to: 'desk@example.com', from: 'bot@example.com' } } },
  );
  const call = CoreCall.connected(flow);
  expect(call.at).toBe('sorry');
  expect(call.commands.filter(({ kind }) => kind === 'notifyContacts')).toHaveLength(2);
});
