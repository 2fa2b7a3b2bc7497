import { Dice } from '../../test/faults/dice.ts';
import { ABot } from '../../test/support/a-bot.ts';
import { aCallId, anArrival } from '../../test/support/a-call.ts';
import { atEveryLimit } from '../../test/support/a-full-document.ts';
import { everything, longest, plain } from '../../test/support/a-greedy-line.ts';
import { guid, noise } from '../../test/support/noise.ts';
import { keyRing } from '../adapters/sealed/key-ring.ts';
import { sealedCalls } from '../adapters/sealed/sealed-calls.ts';
import { limits, type VarValue } from '../core/call/call.ts';
import type { CallEvent, ControlWish } from '../core/call/call-event.ts';
import type { CallId } from '../core/call/ids.ts';
import type { LegNews } from '../core/call/leg.ts';
import { bytesOf, bytesOfVars } from '../core/call/size.ts';
import type { Tone } from '../core/call/tone.ts';
import type { CompiledFlow } from '../core/flow/compiled-flow.ts';
import { planFor } from '../core/steps/bring-caller.ts';
import type { CallDocument, CallStore } from '../ports/call-store.ts';
import type { KeyFiles } from '../ports/key-ring.ts';
import { receiveEvents } from './receive-events.ts';
import { takeTurns } from './take-turns.ts';
import type { TurnPorts } from './turn-ports.ts';

/** What a call's document takes at the most, sealed, as JSON: the promise of docs/reliability.md (ADR 35). */
const mostBytes = 8_192;

function memoryKeys(): KeyFiles {
  const texts = new Map<string, string>();
  return {
    names: async () => [...texts.keys()],
    read: async (name) => texts.get(name),
    create: async (name, text) => void texts.set(name, text),
  };
}

/** The bot over a sealed store in memory that measures whatever is written. */
class AMeasuredBot {
  readonly bot: ABot;
  readonly ports: TurnPorts;
  largest = 0;
  mostVars = 0;

  constructor(flow: CompiledFlow) {
    this.bot = new ABot(flow);
    const ports = this.bot.ports();
    let open: CallDocument | undefined;
    const measure = (document: CallDocument): void => {
      if (open !== undefined) this.mostVars = Math.max(this.mostVars, bytesOfVars(open.call.vars, open.call.frames));
      this.largest = Math.max(this.largest, bytesOf(document));
    };
    const measured: CallStore = {
      ...ports.calls,
      create: async (document) => {
        measure(document);
        return ports.calls.create(document);
      },
      replace: async (document, version) => {
        measure(document);
        return ports.calls.replace(document, version);
      },
    };
    const sealed = sealedCalls(measured, keyRing(memoryKeys(), ports.clock));
    const calls: CallStore = {
      ...sealed,
      create: async (document) => {
        open = document;
        return sealed.create(document);
      },
      replace: async (document, version) => {
        open = document;
        return sealed.replace(document, version);
      },
    };
    this.ports = { ...ports, calls };
  }

  async document(): Promise<CallDocument> {
    const stored = await this.ports.calls.load(aCallId);
    if (stored.kind === 'missing') throw new Error('the call is gone');
    return stored.document;
  }
}

/** What the world does next, by chance. */
function happening(dice: Dice, at: number, { call }: CallDocument, sequence: () => number): readonly CallEvent[] {
  const name = `event ${at}`;
  const roll = dice.roll(name);
  if (roll < 0.5) {
    const keys = dice.between(`${name} keys`, 1, dice.chance(`${name} many`, 0.2) ? 45 : 3);
    return Array.from({ length: keys }, (_, index): CallEvent => {
      if (dice.chance(`${name} lost ${index}`, 0.1)) sequence();
      const tones: readonly [Tone, ...Tone[]] = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '#'];
      return { kind: 'tonePressed', callId: aCallId, tone: dice.pick(`${name} tone ${index}`, tones), sequence: sequence() };
    });
  }
  if (roll < 0.65) {
    const context = call.media[0]?.context;
    if (context === undefined) return [];
    const isRecording = call.media[0]?.what.kind === 'record';
    return [
      {
        kind: 'operationEnded',
        callId: aCallId,
        operation: isRecording ? 'recordResponse' : 'playPrompt',
        context,
        ended: 'completed',
        ...(isRecording
          ? { recording: { location: `https://media.example.net/${guid(name)}`, accessToken: noise(name, 1_200, 'token') } }
          : {}),
      },
    ];
  }
  if (roll < 0.8) {
    const count = dice.between(`${name} people`, 1, limits.roster);
    const person = (index: number) => guid(`${dice.between(`${name} who ${index}`, 0, 400)}`);
    return [
      {
        kind: 'rosterChanged',
        callId: aCallId,
        others: count + 300,
        full: dice.chance(`${name} full`, 0.5),
        people: Array.from({ length: count }, (_, index) => ({
          id: person(index),
          kind: 'user' as const,
          who: person(index + 50),
        })),
        gone: Array.from({ length: dice.between(`${name} gone`, 0, limits.roster * 2) }, (_, index) => person(index + 100)),
        sequence: at,
      },
    ];
  }
  if (roll < 0.92) return [{ kind: 'controlled', callId: aCallId, id: guid(`wish ${name}`), wish: wishOf(dice, name) }];
  const leg = call.legs?.[dice.between(`${name} leg`, 0, 5)];
  if (leg === undefined) return [];
  const state = dice.pick<LegNews['state']>(`${name} state`, ['placed', 'connected', 'ended']);
  return [{ kind: 'legNews', callId: aCallId, leg: leg.number, from: leg.id ?? (guid(`leg ${name}`) as CallId), state }];
}

function wishOf(dice: Dice, name: string): ControlWish {
  return dice.pick<ControlWish>(`${name} wish`, [
    { kind: 'keepAlive' },
    { kind: 'say', prompts: [{ kind: 'speech', text: noise(name, 500), language: 'en-US', durationMs: 4_000 }] },
    { kind: 'room', command: { kind: 'muteEverybody' } },
  ]);
}

/** From nothing to more than fits, so that the variables are filled up to their last byte. */
function bodyOf(dice: Dice, name: string): VarValue {
  const length = dice.pick(`${name} length`, [20, 200, 700, 950, 1_900, 2_800, 2_950, 6_000]);
  const text = noise(name, length, dice.pick(`${name} alphabet`, ['token', 'print', 'kanji']));
  if (length <= 950) return text;
  return { parts: text.match(/.{1,400}/g) ?? [] };
}

async function walk(flow: CompiledFlow, seed: number, steps: number): Promise<AMeasuredBot> {
  const dice = new Dice(seed);
  const measured = new AMeasuredBot(flow);
  const { bot } = measured;
  let answers = 0;
  const ports: TurnPorts = {
    ...measured.ports,
    requests: {
      send: async () => {
        answers += 1;
        return { kind: 'response', status: 200, body: bodyOf(dice, `answer ${answers}`) };
      },
    },
  };
  let last = 0;
  const sequence = (): number => {
    last += 1;
    return last;
  };
  await takeTurns(ports, aCallId, [
    {
      ...anArrival,
      tenantId: guid('tenant'),
      callChainId: guid('chain'),
      caller: { ...anArrival.caller, displayName: noise('name', 60), tenantId: guid('t2') },
    },
  ]);
  let at = 0;
  // Now and then the telephone system is slow, and what happens meanwhile goes into the inbox.
  let busy = false;
  bot.answer = async () => {
    if (busy || !dice.chance(`slow ${at}`, 0.3)) return { kind: 'accepted' };
    busy = true;
    for (let more = 0; more < 6; more += 1) {
      at += 1;
      const events = happening(dice, at, await measured.document(), sequence);
      if (events.length > 0) await receiveEvents(ports, events);
    }
    busy = false;
    return { kind: 'accepted' };
  };
  bot.place = () => ({ kind: 'unclear' });
  await takeTurns(ports, aCallId, [{ kind: 'callStateChanged', callId: aCallId, state: 'established', audio: 'active' }]);
  while (at < steps) {
    at += 1;
    bot.now += 400;
    const events = happening(dice, at, await measured.document(), sequence);
    if (events.length > 0) await receiveEvents(ports, events);
  }
  return measured;
}

test.each([
  ['names as flows have them', plain],
  ['the longest names that there can be', longest],
])('whatever the world does to a flow with %s, its sealed document stays under eight kilobytes', async (_, name) => {
  const flow = everything(name);
  const largest: number[] = [];
  let mostVars = 0;
  for (const seed of [2, 3, 4, 6, 7, 8, 9, 10, 11, 12]) {
    const measured = await walk(flow, seed, 200);
    largest.push(measured.largest);
    mostVars = Math.max(mostVars, measured.mostVars);
  }
  expect(mostVars).toBeGreaterThan(0.9 * limits.vars); // They went to the limit, and not beyond.
  expect(mostVars).toBeLessThanOrEqual(limits.vars);
  expect(Math.max(...largest)).toBeGreaterThan(5_000);
  expect(Math.max(...largest)).toBeLessThanOrEqual(mostBytes);
});

test.each(['token', 'print', 'kanji'] as const)(
  'a document with everything at its limit at once is sealed into eight kilobytes (%s)',
  async (alphabet) => {
    const document = atEveryLimit(alphabet);
    const sealed = new AMeasuredBot(everything(plain));
    await sealed.ports.calls.create(document);
    expect(bytesOf(document)).toBeGreaterThan(12_000);
    expect(sealed.largest).toBeLessThanOrEqual(mostBytes);
  },
);

test('nor while five people wait to be called in, until it is known who is there already', async () => {
  const sealed = new AMeasuredBot(everything(plain));
  await sealed.ports.calls.create(atEveryLimit('print', { isInviting: true }));
  expect(sealed.largest).toBeGreaterThan(6_000);
  expect(sealed.largest).toBeLessThanOrEqual(mostBytes);
});

test('nor does it grow beyond that while five telephones ring for a caller whom somebody invites into a meeting with five more', async () => {
  const { call, ...rest } = atEveryLimit('token');
  const { roster: _, ...alone } = call; // A call of two has none.
  const people = ['a', 'b', 'c', 'd', 'e'].map((one) => ({ kind: 'applicationInstance' as const, id: guid(one) }));
  const door = {
    kind: 'organizer' as const,
    threadId: `19:meeting_${noise('thread', 48, 'token')}@thread.v2`,
    messageId: '0',
    organizerId: guid('organizer'),
    tenantId: guid('tenant of the organizer'),
  };
  const plan = planFor(alone, {
    target: { kind: 'meeting', door },
    person: { kind: 'user', id: guid('user') },
    next: 'service',
    callIn: { wish: guid('wish 7'), people },
  });
  const legs = [...(alone.legs ?? []), { number: 340, mark: '$invited', state: 'asked' as const, hosts: true as const, plan }];
  const measured = new AMeasuredBot(everything(plain));
  await measured.ports.calls.create({ ...rest, call: { ...alone, multiparty: false, legs } });
  expect(measured.largest).toBeGreaterThan(7_000);
  expect(measured.largest).toBeLessThanOrEqual(mostBytes);
});
