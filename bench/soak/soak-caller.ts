import type { Happening } from '../../simulator/graph/call/happening.ts';
import { hangUpByCaller } from '../../simulator/graph/call/life.ts';
import type { SimCall } from '../../simulator/graph/call/sim-call.ts';
import type { Dice } from './dice.ts';

/** What this caller is out for, and how it should end. */
const plans = ['rightDigits', 'otherDigits', 'message', 'failedTransfer', 'silence', 'wrongKeys', 'hangUp'] as const;
export type Plan = (typeof plans)[number];

export type Fate =
  | { readonly kind: 'served'; readonly plan: Plan }
  /** Not answered, not ended in time, or ended where it should not have. */
  | {
      readonly kind: 'lost';
      readonly plan: Plan;
      readonly why: string;
      readonly callId: string;
      readonly story: readonly string[];
    };

/** A call of this flow takes some fifteen seconds; a takeover adds some ten each time. */
const patienceMs = 150_000;

/** The flow that all of them call. Its timeouts outlast a takeover, and a caller who then answers again. */
export const soakFlow = {
  specVersion: 1,
  name: 'Soak',
  languages: ['en-US'],
  start: 'main',
  vars: { digits: { type: 'string' } },
  defaults: { maxAttempts: 3, timeout: '10s', interDigitTimeout: '15s', on: { maxAttempts: 'reception' } },
  steps: {
    main: { type: 'menu', prompt: 'Press a key.', options: { '1': 'account', '2': 'message', '3': 'failing' } },
    account: { type: 'collect', prompt: 'Six digits.', maxDigits: 6, minDigits: 6, into: 'digits', next: 'which' },
    which: { type: 'branch', cases: [{ when: "vars.digits == '314159'", next: 'support' }], else: 'reception' },
    message: { type: 'voicemail', record: { prompt: 'Speak now.', silence: '2s' }, next: 'bye', on: { silence: 'reception' } },
    failing: { type: 'transfer', to: 'nobody', on: { failed: 'bye' } },
    support: { type: 'transfer', to: 'support' },
    reception: { type: 'transfer', to: 'reception' },
    bye: { type: 'hangup', prompt: 'Goodbye.' },
  },
} as const;
export const soakContacts = {
  support: { user: '0a1b2c3d-0003-4567-89ab-cdef01234567' },
  reception: { user: '0a1b2c3d-0001-4567-89ab-cdef01234567' },
  nobody: { user: '0a1b2c3d-0009-4567-89ab-cdef01234567' },
} as const;

/** Drives one call and says how it ended. */
export async function liveThroughCall(call: SimCall, dice: Dice): Promise<Fate> {
  const plan = dice.pick(plans);
  const wants = wanted[plan];
  const answers: Answers = { given: new Set(), asked: 0 };
  let sentTo: string | undefined;
  const ended = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), patienceMs);
    const notice = (happening: Happening): void => {
      if (happening.kind === 'botActed' && happening.act === 'transfers') sentTo = addressOf(happening);
      if (happening.kind === 'promptStarted') react(call, plan, happening.text ?? '', dice, answers);
      if (happening.kind === 'recordingStarted') speak(call);
      if (happening.kind === 'state' || happening.kind === 'recordingStarted') answers.asked += 1; // The bot has gone on.
      if (happening.kind !== 'state' || happening.state !== 'ended') return;
      clearTimeout(timer);
      resolve(true);
    };
    for (const happening of call.caller.happenings()) notice(happening);
    call.caller.listen(notice);
  });
  const lost = (why: string): Fate => ({ kind: 'lost', plan, why, callId: call.id, story: storyOf(call) });
  if (!ended) return lost('it did not end');
  if (plan === 'hangUp') return { kind: 'served', plan };
  if (call.asked === 'nothing') return lost('nobody answered');
  return sentTo === wants ? { kind: 'served', plan } : lost(`sent to ${nameOf(sentTo)} instead of ${nameOf(wants)}`);
}

/** The last place that each plan should lead to; undefined: words and a hang-up. */
const wanted: { readonly [plan in Plan]: string | undefined } = {
  rightDigits: soakContacts.support.user,
  otherDigits: soakContacts.reception.user,
  message: undefined,
  failedTransfer: soakContacts.nobody.user,
  silence: soakContacts.reception.user,
  wrongKeys: soakContacts.reception.user,
  hangUp: undefined,
};

interface Answers {
  /** The questions that were answered, by their words. */
  readonly given: Set<string>;
  /** Grows with everything that the bot does to be heard. */
  asked: number;
}

/** A takeover needs up to this long, and then the answer that was given counts: only then does it take another one. */
const secondThoughtMs = 6_000;

/** People answer a question at once; when they hear it again, they wait a moment for what comes of it, and answer again. */
function react(call: SimCall, plan: Plan, text: string, dice: Dice, answers: Answers): void {
  answers.asked += 1;
  if (text === '') return; // Silence asks nothing.
  const { asked } = answers;
  const again = answers.given.has(text) && plan !== 'wrongKeys';
  answers.given.add(text);
  const later = (run: () => void): void =>
    void setTimeout(
      () => {
        if (call.endedAt === undefined && (!again || answers.asked === asked)) run();
      },
      again ? secondThoughtMs : dice.below(900),
    );
  const type = (keys: string): void => {
    for (const key of keys) call.press(key);
  };
  if (text.startsWith('Press a key')) {
    if (plan === 'rightDigits') {
      const ahead = !again && dice.chance(0.5);
      if (ahead) answers.given.add('Six digits.');
      later(() => type(ahead ? '1314159' : '1'));
    }
    if (plan === 'otherDigits') later(() => type('1'));
    if (plan === 'message') later(() => type('2'));
    if (plan === 'failedTransfer') later(() => type('3'));
    if (plan === 'wrongKeys') later(() => type('8'));
    if (plan === 'hangUp') later(() => hangUpByCaller(call));
  }
  if (text.startsWith('Six digits')) later(() => type(plan === 'rightDigits' ? '314159#' : '271828#'));
}

function speak(call: SimCall): void {
  setTimeout(() => call.endedAt === undefined && call.voice.speak(1_000), 300);
  setTimeout(() => call.endedAt === undefined && call.press('#'), 1_800);
}

function addressOf(happening: Extract<Happening, { kind: 'botActed' }>): string | undefined {
  const [destination] = happening.destinations ?? [];
  return destination === undefined || destination.kind === 'phone' ? undefined : destination.id;
}

function nameOf(id: string | undefined): string {
  return Object.entries(soakContacts).find(([, contact]) => contact.user === id)?.[0] ?? 'nobody';
}

/** What went over the wire, and when, in seconds since the call began. Bodies stay out. */
function storyOf(call: SimCall): readonly string[] {
  return call.caller.happenings().map((one) => {
    const at = ((one.at - call.startedAt) / 1_000).toFixed(1);
    if (one.kind !== 'traffic') return `${at} s  ${one.kind}${one.kind === 'state' ? ` ${one.state}` : ''}`;
    const { title, status, durationMs, trouble } = one.exchange;
    return `${at} s  ${title} ${status ?? ''} (${Math.round(durationMs ?? 0)} ms) ${trouble ?? ''}`;
  });
}
