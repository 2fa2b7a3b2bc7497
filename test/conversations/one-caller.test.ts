// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import type { ScriptedCaller } from '../../simulator/caller/scripted-caller.ts';
import { aLine, type Line, type LineOptions } from '../support/a-line.ts';
import { without } from '../support/consent.ts';
import { account, ada, bob, eveDials, phoneDials } from '../support/people.ts';

// The calls API with one caller, from flows: the whole bot against the simulator, which refuses what Microsoft refuses.

const plumber = '+441632960111';
const minute = 60_000;
/** The mailbox comes first: for what has one address, transcripts take the last name. */
const contacts = { box: { voicemail: ada }, ada: { user: ada }, bob: { user: bob }, plumber: { phone: plumber } };

let line: Line;

/** A line whose flow begins at `main`. */
async function aDesk(steps: object, options: LineOptions = {}): Promise<ScriptedCaller> {
  const flow = {
    start: 'main',
    vars: { message: { type: 'string' } },
    steps: {
      bye: { type: 'hangup', prompt: 'Goodbye.', outcome: 'served' },
      sorry: { type: 'hangup', prompt: 'That did not work.', outcome: 'sorry' },
      ...steps,
    },
  };
  line = await aLine(flow, { contacts, ...options });
  return line.caller();
}

const withheldDials = { from: { kind: 'withheld' }, to: account } as const;
const end = () => line.turns.at(-1)?.call.end;
/** Requests of the bot, by operation, without media downloads and tokens. */
const asked = (): readonly string[] =>
  line.graph
    .exchanges()
    .flatMap(({ exchange }) =>
      exchange.direction === 'toBot' || !/\/communications\/calls/.test(exchange.path) ? [] : [exchange.title],
    );
const bodyOf = (title: string): unknown =>
  line.graph.exchanges().find(({ exchange }) => exchange.direction !== 'toBot' && exchange.title === title)?.exchange.request;

describe('a call', () => {
  const greet = { main: { type: 'play', prompt: 'Hello, ${call.caller.kind}.', next: 'bye' } };

  test.each([
    ['a Teams user', eveDials, 'user'],
    ['a telephone', phoneDials, 'phone'],
    ['a telephone that withholds its number', withheldDials, 'unknown'],
  ] as const)(
    'from %s is received and answered, and the flow knows who it is as far as Microsoft tells',
    async (_who, dial, kind) => {
      const caller = await aDesk(greet);
      await caller.dial(dial);
      await caller.hears(`Hello, ${kind}`);
      await caller.expectsEnd();
      expect(line.timesAsked('answer')).toBe(1);
      expect(end()).toMatchObject({ outcome: 'served', code: 200, subcode: 7000 });
      expect(line.refused()).toEqual([]);
    },
  );

  test('is hung up by the flow: Graph ends it as the bot has asked', async () => {
    const caller = await aDesk({ main: { type: 'hangup', prompt: 'We are closed.', outcome: 'closed' } });
    await caller.dial(eveDials);
    await caller.hears('We are closed');
    await caller.expectsEnd();
    expect(asked().at(-1)).toBe('hang up');
    expect(end()).toMatchObject({ outcome: 'closed' });
  });

  test('that lasts longer than an hour is kept alive', async () => {
    const hold = { type: 'hold', prompt: 'Please stay on the line.', pause: '20s' };
    const caller = await aDesk({ main: { ...hold, for: '1h', next: 'more' }, more: { ...hold, for: '10m', next: 'bye' } });
    await caller.dial(eveDials);
    await line.clock.advance(69 * minute);
    expect(caller.leg.state).toBe('connected'); // Graph cuts it 45 minutes after the last word of the bot.
    expect(line.timesAsked('keepAlive')).toBeGreaterThanOrEqual(4);
    await line.clock.advance(2 * minute);
    expect(end()).toMatchObject({ outcome: 'served' });
  });
});

describe('before it is answered a call', () => {
  test.each(['none', 'busy', 'forbidden'] as const)('is turned away as %s', async (reason) => {
    const caller = await aDesk({ main: { type: 'reject', reason } });
    await caller.dial(phoneDials);
    await caller.expectsRejection();
    await line.clock.advance(1_000);
    expect(asked()).toEqual(['reject']);
    expect(bodyOf('reject')).toMatchObject({ reason });
    expect(end()).toMatchObject({ outcome: 'rejected' });
  });

  test('is sent on to several, who ring together, and the first one has the caller', async () => {
    const caller = await aDesk({ main: { type: 'redirect', to: ['ada', 'bob'], timeout: '30s', on: { failed: 'sorry' } } });
    const [first, second] = [line.person(ada, 'ada'), line.person(bob, 'bob')];
    await caller.dial(eveDials);
    await first.rings();
    await second.accepts();
    await line.clock.advance(1_000);
    expect([first.leg.state, second.leg.state]).toEqual(['ended', 'connected']);
    expect(asked()).toEqual(['redirect']);
    expect(end()).toMatchObject({ outcome: 'redirected' });
    expect(line.refused()).toEqual([]);
  });

  test.each([
    ['a telephone', phoneDials, 'plumber'],
    ['voicemail', eveDials, 'box'],
  ] as const)('is sent on to %s', async (_to, dial, contact) => {
    const caller = await aDesk({ main: { type: 'redirect', to: contact, on: { failed: 'sorry' } } });
    await caller.dial(dial);
    await (contact === 'box' ? caller.expectsVoicemailOf('ada') : caller.expectsTransferTo(contact));
    await line.clock.advance(2_000);
    expect(end()).toMatchObject({ outcome: 'redirected' });
    expect(line.refused()).toEqual([]);
  });

  test('is not sent on without the permission, and the flow goes another way', async () => {
    const caller = await aDesk({ main: { type: 'redirect', to: 'ada', on: { failed: 'sorry' } } }, without('Calls.Initiate.All'));
    await caller.dial(eveDials);
    await caller.hears('That did not work');
    expect(line.refused()).toEqual(['redirect']);
  });
});

describe('the caller', () => {
  test('hears twenty prompts in a row, in their order', async () => {
    const tens = ['', 'twenty '].map((ten) =>
      ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'].map((word) => `${ten}${word}`),
    );
    const words = tens.flat();
    const caller = await aDesk({ main: { type: 'play', prompt: words.map((word) => `Number ${word}.`), next: 'bye' } });
    await caller.dial(eveDials);
    for (const word of words) await caller.hears(`Number ${word}`);
    await caller.expectsEnd();
    expect(bodyOf('playPrompt')).toHaveProperty('prompts.length', words.length);
    expect(line.refused()).toEqual([]);
  });

  const menu = {
    main: {
      type: 'menu',
      prompt: 'Press 1 for more, or wait for a very long explanation of everything.',
      options: { '1': 'more' },
    },
    more: { type: 'play', prompt: 'Here is more.', next: 'bye' },
  };

  test('presses a key, which the bot has asked to be told of once', async () => {
    const caller = await aDesk(menu);
    await caller.dial(eveDials);
    await caller.hears('Press 1');
    await caller.presses('1');
    await caller.hears('Here is more');
    await caller.expectsEnd();
    expect(line.timesAsked('subscribeToTone')).toBe(1);
    expect(line.refused()).toEqual([]);
  });

  test('interrupts a prompt with a key: it is cancelled, and what follows is heard at once', async () => {
    const caller = await aDesk(menu);
    await caller.dial(eveDials);
    await caller.hears('Press 1');
    const before = line.clock.now();
    await caller.presses('1');
    await caller.hears('Here is more');
    expect(line.clock.now() - before).toBeLessThan(1_500);
    expect(line.timesAsked('cancelMediaProcessing')).toBe(1);
    expect(caller.conversation.toString()).toContain('(interrupted)');
  });

  const message = {
    main: { type: 'record', prompt: 'Speak now.', into: 'message', next: 'bye', on: { failed: 'sorry' } },
  };

  test('is recorded, and the recording is kept', async () => {
    const caller = await aDesk(message);
    await caller.dial(phoneDials);
    await caller.hearsBeep();
    await caller.speaks(4_000);
    await caller.presses('#');
    await caller.hears('Goodbye');
    await line.clock.advance(30_000);
    expect([...line.recordings.saved.values()].map(({ wav }) => wav.length > 44)).toEqual([true]);
    expect(line.refused()).toEqual([]);
  });

  test('is not recorded without the permission, and the flow goes another way', async () => {
    const caller = await aDesk(message, without('Calls.AccessMedia.All'));
    await caller.dial(phoneDials);
    await caller.hears('That did not work');
    expect(line.refused()).toContain('recordResponse');
  });
});

describe('a transfer from a flow', () => {
  const transfer = (to: string) => ({
    main: { type: 'transfer', to, on: { failed: 'sorry', noAnswer: 'sorry', busy: 'sorry' } },
  });

  test.each([
    ['a user', eveDials, 'ada', ada],
    ['a telephone', phoneDials, 'plumber', plumber],
  ] as const)('to %s who answers ends the part of the bot', async (_to, dial, contact, id) => {
    const caller = await aDesk(transfer(contact));
    const person = line.person(id, contact);
    await caller.dial(dial);
    await person.accepts();
    await caller.expectsEnd();
    expect(end()).toMatchObject({ outcome: 'transferred', subcode: 7015 });
    expect(line.refused()).toEqual([]);
  });

  test('to somebody who declines brings the caller back', async () => {
    const caller = await aDesk(transfer('ada'));
    const person = line.person(ada, 'ada');
    await caller.dial(eveDials);
    await person.declines();
    await caller.hears('That did not work');
    expect(end()).toBeUndefined();
  });
});
