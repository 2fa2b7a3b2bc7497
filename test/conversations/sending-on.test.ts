import type { ScriptedCaller } from '../../simulator/caller/scripted-caller.ts';
import { transferFailures, transferSuccesses } from '../../simulator/graph/shapes.ts';
import { aLine, type Line, type LineOptions } from '../support/a-line.ts';
import { ada, eveDials, phoneDials } from '../support/people.ts';

// Whom callers are sent to, and every form in which Microsoft is known to say what came of it.

const queue = '0a1b2c3d-0005-4567-89ab-cdef01234567';
const otherBot = '0a1b2c3d-0006-4567-89ab-cdef01234567';
const plumber = '+441632960111';
/** The mailbox comes first: for what has one address, transcripts take the last name. */
const contacts = {
  box: { voicemail: ada },
  ada: { user: ada },
  queue: { applicationInstance: queue },
  otherBot: { application: otherBot },
  plumber: { phone: plumber },
};

let line: Line;
let caller: ScriptedCaller;

/** A line whose flow begins at `main`. */
async function aDesk(steps: object, options: LineOptions = {}): Promise<void> {
  const sorry = { type: 'hangup', prompt: 'That did not work.', outcome: 'sorry' };
  line = await aLine({ start: 'main', steps: { sorry, ...steps } }, { contacts, ...options });
  caller = line.caller();
}
const outcome = () => line.turns.at(-1)?.call.end?.outcome;
/** Bodies of the bot's requests of one kind. */
const bodiesOf = (title: string): readonly unknown[] =>
  line.graph
    .exchanges()
    .flatMap(({ exchange }) => (exchange.direction !== 'toBot' && exchange.title === title ? [exchange.request] : []));

const redirect = (to: string) => ({ main: { type: 'redirect', to, on: { failed: 'sorry' } } });
const transfer = (to: string, more: object = {}) => ({
  main: { type: 'transfer', to, ...more, on: { failed: 'sorry', busy: 'busy', noAnswer: 'nobody' } },
  busy: { type: 'hangup', prompt: 'They are busy.', outcome: 'busy' },
  nobody: { type: 'hangup', prompt: 'Nobody answers.', outcome: 'nobody' },
});
const identity = (kind: string, id: string) => ({ identity: { [kind]: { id } } });

describe.each([
  ['a user', 'ada', eveDials, identity('user', ada)],
  ['a resource account', 'queue', eveDials, identity('applicationInstance', queue)],
  ['a bot', 'otherBot', eveDials, identity('application', otherBot)],
  ['a telephone', 'plumber', phoneDials, identity('phone', plumber)],
] as const)('%s', (_whom, contact, dial, named) => {
  test('is who a call is redirected to before it is answered', async () => {
    await aDesk(redirect(contact));
    await caller.dial(dial);
    await caller.expectsTransferTo(contact);
    await line.clock.advance(2_000);
    expect(bodiesOf('redirect')).toMatchObject([{ targets: [named] }]);
    expect(bodiesOf('answer')).toEqual([]);
    expect([outcome(), line.refused()]).toEqual(['redirected', []]);
  });

  test('gets the caller by a blind transfer', async () => {
    await aDesk(transfer(contact));
    await caller.dial(dial);
    await caller.expectsTransferTo(contact);
    await caller.expectsEnd();
    expect(bodiesOf('transfer')).toMatchObject([{ transferTarget: named }]);
    expect([outcome(), line.refused()]).toEqual(['transferred', []]);
  });
});

describe('voicemail, which no page of v1.0 describes,', () => {
  const box = { identity: { user: { id: ada } } };

  test.each([
    ['redirect', redirect('box'), 'targets'],
    ['transfer', transfer('box'), 'transferTarget'],
  ] as const)('is spelled as in the beta when nothing is set: %s', async (title, steps, member) => {
    await aDesk(steps);
    await caller.dial(eveDials);
    await caller.expectsVoicemailOf('ada');
    await line.clock.advance(2_000);
    expect([bodiesOf(title)].flat()).toMatchObject([
      { [member]: member === 'targets' ? [{ ...box, endpointType: 'voicemail' }] : { ...box, endpointType: 'voicemail' } },
    ]);
    expect(line.refused()).toEqual([]);
  });

  test.each([
    ['redirect', redirect('box')],
    ['transfer', transfer('box')],
  ] as const)(
    'falls back to the person, whose own rule leads on to it, when VOICEMAIL_SHAPE is user: %s',
    async (title, steps) => {
      await aDesk(steps, { voicemailShape: 'user' });
      await caller.dial(eveDials);
      await caller.expectsTransferTo('ada');
      await line.clock.advance(2_000);
      expect(bodiesOf(title)).toHaveLength(1);
      expect(JSON.stringify(bodiesOf(title))).toContain(ada);
      expect(JSON.stringify(bodiesOf(title))).not.toContain('endpointType');
      expect(line.refused()).toEqual([]);
    },
  );
});

describe.each([
  ['blind', {}],
  ['consultative', { mode: 'consultative', screen: false }],
] as const)('a %s transfer that succeeds', (_mode, more) => {
  test.each(transferSuccesses)('ends the call as transferred, whether Microsoft says so by %s', async (transferSuccess) => {
    await aDesk(transfer('queue', more), { shapes: { transferSuccess } });
    await caller.dial(eveDials);
    await caller.expectsTransferTo('queue');
    await caller.expectsEnd();
    await line.clock.advance(1_000);
    expect(wordOf('deleted')).toContain(
      { code200: '"code":200', code0: '"code":0', reasonOnly: 'AppTransferred' }[transferSuccess],
    );
    expect(outcome()).toBe('transferred');
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
    await aDesk(transfer('ada'), { shapes: { transferFailure }, destinations: { [ada]: behaviour } });
    await caller.dial(eveDials);
    await caller.hears(words);
    await caller.expectsEnd();
    expect(wordOf('updated', 'resultInfo')).toContain(form);
  });
});

test.each(transferFailures)(
  'a consultative transfer whose target leaves at the last moment brings the caller back: %s',
  async (transferFailure) => {
    await aDesk(transfer('ada', { mode: 'consultative' }), { shapes: { transferFailure } });
    const person = line.person(ada, 'ada');
    await caller.dial(eveDials);
    await person.accepts();
    await person.hears('press 1');
    await person.presses('1');
    await line.clock.advance(100);
    expect(bodiesOf('transfer')).toMatchObject([{ transferTarget: { replacesCallId: expect.any(String) } }]);
    await person.hangsUp();
    await caller.hears('That did not work.');
    expect(wordOf('updated', 'resultInfo')).toContain(
      transferFailure === 'lowerCaseSubcode' ? '"subcode":7700' : '"subCode":7700',
    );
  },
);

/** The last notification about the caller's call that is of this kind and has this in it. */
function wordOf(changeType: string, ...members: readonly string[]): string {
  const told = line.graph
    .exchanges()
    .filter(({ exchange }) => exchange.direction === 'toBot')
    .map(({ exchange }) => JSON.stringify(exchange.request ?? null))
    .filter((text) => text.includes(`"${changeType}"`) && text.includes(caller.call.id))
    .filter((text) => members.every((member) => text.includes(`"${member}"`)) && text.includes('"state"'));
  return told.at(-1) ?? '';
}
