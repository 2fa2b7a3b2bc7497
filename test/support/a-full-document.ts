import { type AwaitingPeople, type Call, limits } from '../../src/core/call/call.ts';
import type { CallEvent, ControlWish } from '../../src/core/call/call-event.ts';
import { type CallId, clientContext, type StepName, stepName } from '../../src/core/call/ids.ts';
import { bytesOf } from '../../src/core/call/size.ts';
import type { CallDocument } from '../../src/ports/call-store.ts';
import { aCallId, CoreCall } from './a-call.ts';
import { everything, plain } from './a-greedy-line.ts';
import { guid, noise } from './noise.ts';

/** English, of which there is no end. */
const chapter = ''.concat(
  'If you know the extension of the person whom you want to reach, enter it at any time. For questions about a delivery that ',
  'has not arrived press one, and keep the number of your parcel ready. For a repair press two; our engineers are in the field ',
  'from Monday to Friday between seven in the morning and half past six in the evening, and on Saturdays until noon. For ',
  'contracts, prices and payment press three. To hear what we do with what you tell us press four. If you would like to be ',
  'called back, press five and leave a number after the tone. Those who call from abroad please add the code of their country, ',
  'without the two zeros. While you wait we may tell you of offers; press the star to hear music instead. Our branch in Leeds ',
  'is closed for renovation until the second of March, and the one in Bristol has moved to Queen Square, opposite the library ',
  'and close to the bus station. Thank you for your patience, and stay on the line; we shall be with you as soon as a colleague ',
  'has finished talking to somebody else. You are number seven in the queue, and the expected time is eleven minutes. Should ',
  'the line break, we will ring you back on the number that you are using now, unless you press nine. Complaints about noise, ',
  'smell or dust near a building site are taken by the council under another number, which is written on the notice at its ',
  'gate. Spare parts for machines older than twenty years are made to order and take four to six weeks. Keep your invoices: ',
  'guarantees run from the date printed there, whatever the seller says. Have paper and a pen at hand, because the reference ',
  'that you will be given at the end has twelve letters and digits.',
);
const words = chapter.match(/[a-z]{4,}/g) ?? [];

/** Step names of two words, as many as fit into so many bytes. */
function names(salt: number, bytes: number): StepName[] {
  const all: StepName[] = [];
  while (bytesOf(all) < bytes - 24)
    all.push(stepName(`${words[(salt + all.length * 7) % words.length]}-${words[(salt * 3 + all.length * 31) % words.length]}`));
  return all;
}

/** Somebody from outside calls in as many as can be, to where a meeting was made for it. */
const anInvitation = (users: readonly string[]): ControlWish => ({
  kind: 'invite',
  people: users.slice(0, 5).map((id) => ({ kind: 'user' as const, id })),
  meeting: {
    kind: 'organizer',
    threadId: `19:meeting_${noise('thread', 48)}@thread.v2`,
    messageId: '0',
    organizerId: guid('organizer'),
    tenantId: guid('tenant'),
  },
});

/** Every part of a document at its limit, which no call brings about at one and the same moment. */
export function atEveryLimit(alphabet: 'token' | 'print' | 'kanji', { isInviting } = { isInviting: false }): CallDocument {
  const { call } = new CoreCall(everything(plain));
  const context = (number: number) => clientContext(12, number);
  const prompts = [
    { kind: 'speech' as const, text: chapter.slice(0, limits.words - 2), language: 'en-US', durationMs: 120_000 },
    { kind: 'silence' as const, durationMs: 5_000 },
  ];
  const unit = alphabet === 'kanji' ? 3 : 1;
  const people = (from: string) =>
    Array.from({ length: limits.roster }, (_, index) => ({
      id: guid(from + index),
      kind: 'user' as const,
      who: guid(`${from} who ${index}`),
    }));
  const tones = Array.from(
    { length: 60 },
    (_, index): CallEvent => ({
      kind: 'tonePressed',
      callId: aCallId,
      tone: `${(index * 7) % 8 === 0 ? 1 : 2}`,
      sequence: 400 + index,
    }),
  );
  const roster: CallEvent = {
    kind: 'rosterChanged',
    callId: aCallId,
    others: 310,
    full: true,
    people: people('new'),
    sequence: 100,
  };
  // A call of which Graph does not tell who is there waits for that with either of these, and knows no roster for the second.
  const then: AwaitingPeople = isInviting
    ? { kind: 'controlled', id: guid('wish'), wish: anInvitation(people('invited').map(({ who }) => who)) }
    : {
        kind: 'transfer',
        command: { kind: 'transfer', target: { kind: 'user', id: guid('target') }, replacesCallId: guid('leg 0') as CallId },
        participant: guid('participant'),
        refused: 'BadRequest',
      };
  const full: Call = {
    ...call,
    callChainId: guid('chain'),
    caller: { kind: 'user', id: guid('user'), displayName: noise('name', 40), tenantId: guid('tenant') },
    calledNumber: '+441632960999',
    multiparty: true,
    answeredAt: 1_804_000_001_000,
    state: 'established',
    audio: 'active',
    listening: true,
    flow: { name: 'service-line', version: noise('version', 64, 'token') as Call['flow']['version'] }, // A hash.
    vars: { a: noise('vars', Math.floor((limits.vars - 60) / unit), alphabet) },
    at: {
      step: stepName('service'),
      entered: true,
      attempt: 2,
      memory: { phase: 'prompt', digits: noise('typed', 40) },
      deadline: 1_804_000_030_000,
    },
    frames: [1, 2, 3].map((salt) => ({
      called: `sub-${salt}`,
      step: stepName(`step-${salt}`),
      vars: {},
      trail: names(salt, limits.frameTrailsBytes / 3),
    })),
    media: [{ context: context(345), mark: 'prompt', expectedEnd: 1_804_000_033_000, what: { kind: 'play', prompts } }],
    asks: [{ context: context(344), number: 344, mark: '$people', then }],
    escalation: { askAt: 1_804_000_050_000, number: 343 },
    legs: Array.from({ length: 5 }, (_, index) => ({
      number: 330 + index,
      mark: `ring ${index}`,
      state: 'placed' as const,
      id: guid(`leg ${index}`) as CallId,
    })),
    ...(isInviting ? {} : { roster: { others: 310, people: people('old'), sequence: 99, hasMet: true } }),
    owed: [1, 2, 3, 4].map((index) => ({ context: context(index * 37), step: stepName('message') })),
    keypad: {
      next: 399,
      waiting: Array.from({ length: limits.waitingTones }, (_, index) => (index % 3 === 0 ? '1' : index % 7 === 0 ? '9' : '4')),
      held: Array.from({ length: limits.heldTones }, (_, index) => ({
        sequence: 402 + 2 * index,
        tone: index % 3 === 0 ? '1' : '7',
      })),
      missing: [301, 305, 309, 315, 318, 322, 333, 344, 346, 350],
    },
    trail: names(5, limits.trailBytes),
    path: names(9, limits.pathBytes),
    keepAliveAt: 1_804_000_900_000,
    wakeAt: 1_804_000_055_000,
    wishes: Array.from({ length: limits.wishes }, (_, index) => ({
      id: guid(`wish ${index}`),
      kind: 'muteParticipant' as const,
      at: 1_804_000_000_000 + index * 977,
      status: 'failed' as const,
      number: 300 + index,
      code: `403/${7_000 + index * 3}`,
    })),
    tags: Array.from({ length: 8 }, (_, index) => ({
      step: stepName(`tag-${index}`),
      outcome: `milestone-${index}`,
      labels: { what: noise(`label ${index}`, 20) },
    })),
  };
  let inbox: CallEvent[] = [roster];
  for (const tone of tones)
    if (bytesOf([...inbox, tone].map(({ kind: _, callId: __, ...said }) => said)) < limits.inboxBytes) inbox = [...inbox, tone];
  return {
    call: full,
    outbox: [{ kind: 'playPrompt', number: 345, context: context(345), prompts }],
    inbox,
    lease: { owner: guid('owner'), until: 1_804_000_040_000 },
    wakeAt: 1_804_000_041_000,
  };
}
