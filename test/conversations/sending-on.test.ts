import { transferFailures, transferSuccesses } from '../../simulator/graph/shapes.ts';
import { Desk, desk, eveDials, phoneDials } from '../support/a-desk.ts';

// Whom callers are sent to, and every form in which Microsoft is known to say what came of it.

let line: Desk;
afterEach(() => line.close());

const redirect = (to: string) => ({ main: { type: 'redirect', to, on: { failed: 'sorry' } } });
const transfer = (to: string, more: object = {}) => ({
  main: { type: 'transfer', to, ...more, on: { failed: 'sorry', busy: 'busy', noAnswer: 'nobody' } },
  busy: { type: 'hangup', prompt: 'They are busy.', outcome: 'busy' },
  nobody: { type: 'hangup', prompt: 'Nobody answers.', outcome: 'nobody' },
});
const identity = (kind: string, id: string) => ({ identity: { [kind]: { id } } });

describe.each([
  ['a user', 'ada', eveDials, identity('user', desk.ada)],
  ['a resource account', 'queue', eveDials, identity('applicationInstance', desk.queue)],
  ['a bot', 'otherBot', eveDials, identity('application', desk.otherBot)],
  ['a telephone', 'plumber', phoneDials, identity('phone', desk.plumber)],
] as const)('%s', (_whom, contact, dial, named) => {
  test('is who a call is redirected to before it is answered', async () => {
    line = await Desk.open(redirect(contact));
    await line.caller.dial(dial);
    await line.caller.expectsTransferTo(contact);
    await line.rehearsal.clock.advance(2_000);
    expect(line.bodiesOf('redirect')).toMatchObject([{ targets: [named] }]);
    expect(line.bodiesOf('answer')).toEqual([]);
    expect([line.end?.outcome, line.refused]).toEqual(['redirected', []]);
  });

  test('gets the caller by a blind transfer', async () => {
    line = await Desk.open(transfer(contact));
    await line.caller.dial(dial);
    await line.caller.expectsTransferTo(contact);
    await line.caller.expectsEnd();
    expect(line.bodiesOf('transfer')).toMatchObject([{ transferTarget: named }]);
    expect([line.end?.outcome, line.refused]).toEqual(['transferred', []]);
  });
});

describe('voicemail, which no page of v1.0 describes,', () => {
  const box = { identity: { user: { id: desk.ada } } };

  test.each([
    ['redirect', redirect('box'), 'targets'],
    ['transfer', transfer('box'), 'transferTarget'],
  ] as const)('is spelled as in the beta when nothing is set: %s', async (title, steps, member) => {
    line = await Desk.open(steps);
    await line.caller.dial(eveDials);
    await line.caller.expectsVoicemailOf('ada');
    await line.rehearsal.clock.advance(2_000);
    expect([line.bodiesOf(title)].flat()).toMatchObject([
      { [member]: member === 'targets' ? [{ ...box, endpointType: 'voicemail' }] : { ...box, endpointType: 'voicemail' } },
    ]);
    expect(line.refused).toEqual([]);
  });

  test.each([
    ['redirect', redirect('box')],
    ['transfer', transfer('box')],
  ] as const)(
    'falls back to the person, whose own rule leads on to it, when VOICEMAIL_SHAPE is user: %s',
    async (title, steps) => {
      line = await Desk.open(steps, { voicemailShape: 'user' });
      await line.caller.dial(eveDials);
      await line.caller.expectsTransferTo('ada');
      await line.rehearsal.clock.advance(2_000);
      expect(line.bodiesOf(title)).toHaveLength(1);
      expect(JSON.stringify(line.bodiesOf(title))).toContain(desk.ada);
      expect(JSON.stringify(line.bodiesOf(title))).not.toContain('endpointType');
      expect(line.refused).toEqual([]);
    },
  );
});

describe.each([
  ['blind', {}],
  ['consultative', { mode: 'consultative', screen: false }],
] as const)('a %s transfer that succeeds', (_mode, more) => {
  test.each(transferSuccesses)('ends the call as transferred, whether Microsoft says so by %s', async (transferSuccess) => {
    line = await Desk.open(transfer('queue', more), { shapes: { transferSuccess } });
    await line.caller.dial(eveDials);
    await line.caller.expectsTransferTo('queue');
    await line.caller.expectsEnd();
    await line.rehearsal.clock.advance(1_000);
    expect(wordOf('deleted')).toContain(
      { code200: '"code":200', code0: '"code":0', reasonOnly: 'AppTransferred' }[transferSuccess],
    );
    expect(line.end?.outcome).toBe('transferred');
  });
});

describe('a blind transfer that fails brings the caller back, who hears what fits', () => {
  const [busy, nobody, sorry] = ['They are busy.', 'Nobody answers.', 'That did not work.'];

  test.each([
    ['byReason', 'busy', busy, '"subCode":7000'],
    ['byReason', 'noAnswer', nobody, '"subCode":7000'],
    ['byReason', 'declines', nobody, '"code":603'],
    ['byReason', 'unreachable', nobody, '"code":480'],
    ['byReason', 'fails', sorry, '"code":500'],
    ['documented', 'busy', sorry, '"subCode":7000'],
    ['documented', 'noAnswer', sorry, '"subCode":7000'],
    ['lowerCaseSubcode', 'declines', sorry, '"subcode":7000'],
    ['lowerCaseSubcode', 'unreachable', sorry, '"subcode":7000'],
  ] as const)('%s: whoever is asked %s', async (transferFailure, behaviour, words, form) => {
    line = await Desk.open(transfer('ada'), { shapes: { transferFailure }, destinations: { [desk.ada]: behaviour } });
    await line.caller.dial(eveDials);
    await line.caller.hears(words);
    await line.caller.expectsEnd();
    expect(wordOf('updated', 'resultInfo')).toContain(form);
  });
});

test.each(transferFailures)(
  'a consultative transfer whose target leaves at the last moment brings the caller back: %s',
  async (transferFailure) => {
    line = await Desk.open(transfer('ada', { mode: 'consultative' }), { shapes: { transferFailure } });
    const person = line.rehearsal.person(desk.ada, 'ada');
    await line.caller.dial(eveDials);
    await person.accepts();
    await person.hears('press 1');
    await person.presses('1');
    await line.rehearsal.clock.advance(100);
    expect(line.bodiesOf('transfer')).toMatchObject([{ transferTarget: { replacesCallId: expect.any(String) } }]);
    await person.hangsUp();
    await line.caller.hears('That did not work.');
    expect(wordOf('updated', 'resultInfo')).toContain(
      transferFailure === 'lowerCaseSubcode' ? '"subcode":7700' : '"subCode":7700',
    );
  },
);

/** The last notification about the caller's call that is of this kind and has this in it. */
function wordOf(changeType: string, ...members: readonly string[]): string {
  const told = line.rehearsal.graph
    .exchanges()
    .filter(({ exchange }) => exchange.direction === 'toBot')
    .map(({ exchange }) => JSON.stringify(exchange.request ?? null))
    .filter((text) => text.includes(`"${changeType}"`) && text.includes(line.caller.call.id))
    .filter((text) => members.every((member) => text.includes(`"${member}"`)) && text.includes('"state"'));
  return told.at(-1) ?? '';
}
