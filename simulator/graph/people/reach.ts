/** Lets somebody's telephone ring: a person's of a script or a browser, or that of somebody who behaves by a setting. */
import type { Destination } from '../../../src/core/call/party.ts';
import { unreachable } from '../../../src/core/call/unreachable.ts';
import { after, type CancelTimer } from '../../clock/sim-clock.ts';
import type { Platform } from '../platform.ts';
import { addressKey, behaviourOf, type DestinationBehaviour, type NotReached } from './behaviour.ts';
import type { PersonLeg } from './person-leg.ts';

/** Who picks up: somebody with a telephone, somebody who only listens, somebody who presses 1, a mailbox. */
export type Answering = 'telephone' | 'automaton' | 'taker' | 'mailbox';

export type Reached =
  | { readonly kind: 'answered'; readonly by: Answering }
  | { readonly kind: 'notReached'; readonly why: NotReached };

export interface Reaching {
  readonly leg: PersonLeg;
  readonly to: Destination;
  /** Whose directory knows whether there is somebody. */
  readonly tenantId: string;
  /** Whom `failsOnce` has failed already. Grows. */
  readonly failedBefore: Set<string>;
  /** How long it rings at most. Default `latencies.ringsAtMostMs`. */
  readonly ringForMs?: number;
  /** Called once, never before this function has returned, never after the ringing was called off. */
  readonly onDecision: (reached: Reached) => void;
}

/**
 * @returns calls it off: the telephone stops ringing, with these words for whoever looks at it. Harmless when the decision
 * has fallen.
 */
export function reach(
  platform: Platform,
  { leg, to, tenantId, failedBefore, ringForMs, onDecision }: Reaching,
): (detail?: string) => void {
  const { clock, latencies } = platform;
  const atMostMs = ringForMs ?? latencies.ringsAtMostMs;
  const timers: CancelTimer[] = [];
  const decide = (reached: Reached): void => {
    if (leg.state !== 'ringing') return;
    for (const cancel of timers) cancel();
    if (reached.kind === 'answered') return onDecision(reached);
    if (reached.why === 'failed') failedBefore.add(addressKey(to));
    leg.end(whyInWords[reached.why]);
    onDecision(reached);
  };
  const decideIn = (ms: number, reached: Reached): void => {
    timers.push(after(clock, ms, () => decide(reached)));
  };
  leg.ringWith({
    accept: () => decide({ kind: 'answered', by: 'telephone' }),
    decline: () => decide({ kind: 'notReached', why: 'declined' }),
  });
  const cannot = cannotBeCalled(platform, tenantId, to);
  const telephones = to.kind === 'voicemail' ? [] : platform.switchboard.telephonesOf(addressKey(to));
  decideIn(atMostMs, { kind: 'notReached', why: 'noAnswer' });
  if (cannot) {
    decideIn(latencies.destinationMs, { kind: 'notReached', why: cannot });
  } else if (telephones.length > 0) {
    // It rings a moment later, so that whoever picks up at once does so after the request has been answered.
    timers.push(
      after(clock, latencies.destinationMs, () => {
        for (const telephone of telephones) telephone(leg);
      }),
    );
  } else {
    const { inMs, reached } = byItself(behaviourOf(platform.options.destinations ?? {}, to, failedBefore), latencies);
    if (inMs < atMostMs) decideIn(inMs, reached);
  }
  return (detail = 'The caller gave up.') => {
    for (const cancel of timers) cancel();
    if (leg.state === 'ringing') leg.end(detail);
  };
}

/** The directory knows of users whom nobody can call. */
function cannotBeCalled({ directory }: Platform, tenantId: string, to: Destination): NotReached | undefined {
  if (to.kind !== 'user') return undefined;
  // A resource account is reached as an application instance, not as a user (graph-calling, 1.6).
  if (directory.resourceAccount(tenantId, to.id)) return 'unreachable';
  const { licensed = true, privateCallingEnabled = true } = directory.user(tenantId, to.id);
  if (!licensed) return 'unreachable';
  return privateCallingEnabled ? undefined : 'forbidden';
}

/** What whoever has picked up does without a telephone of a script or a browser, once the connection is made. */
export function actByItself(platform: Platform, leg: PersonLeg, answering: Answering): void {
  if (answering === 'mailbox') speakAsMailbox(platform, leg);
  if (answering === 'taker') takeWhenAsked(platform, leg);
}

/** A mailbox greets, records for a while, and hangs up. It never presses a key. */
function speakAsMailbox(platform: Platform, leg: PersonLeg): void {
  leg.speak(platform.latencies.mailboxGreetingMs);
  after(platform.clock, platform.latencies.mailboxPatienceMs, () => leg.hangUp());
}

/** Listens for a moment, whatever the language of the words, and presses 1: once, so that no later question is answered by it. */
function takeWhenAsked(platform: Platform, leg: PersonLeg): void {
  const stopListening = leg.side.listen((happening) => {
    if (happening.kind !== 'promptStarted' || happening.text === undefined) return;
    stopListening();
    after(platform.clock, platform.latencies.takingMs, () => leg.press('1'));
  });
}

function byItself(
  behaviour: Exclude<DestinationBehaviour, 'failsOnce' | 'voicemail'>,
  { destinationMs, ringsInVainMs, mailboxMs }: Platform['latencies'],
): { readonly inMs: number; readonly reached: Reached } {
  const notReached = (why: NotReached): Reached => ({ kind: 'notReached', why });
  if (typeof behaviour === 'object') {
    return { inMs: behaviour.answersAfterMs, reached: { kind: 'answered', by: 'automaton' } };
  }
  switch (behaviour) {
    case 'answers':
      return { inMs: destinationMs, reached: { kind: 'answered', by: 'automaton' } };
    case 'accepts':
      return { inMs: destinationMs, reached: { kind: 'answered', by: 'taker' } };
    case 'mailbox':
      return { inMs: mailboxMs, reached: { kind: 'answered', by: 'mailbox' } };
    case 'declines':
      return { inMs: destinationMs, reached: notReached('declined') };
    case 'busy':
      return { inMs: destinationMs, reached: notReached('busy') };
    case 'unreachable':
      return { inMs: destinationMs, reached: notReached('unreachable') };
    case 'fails':
      return { inMs: destinationMs, reached: notReached('failed') };
    case 'noAnswer':
      return { inMs: ringsInVainMs, reached: notReached('noAnswer') };
    default:
      return unreachable(behaviour);
  }
}

/** For people: at the telephone that rang, and at the caller's. */
export const whyInWords: { readonly [Why in NotReached]: string } = {
  declined: 'The call was declined.',
  busy: 'The line is busy.',
  noAnswer: 'Nobody answered.',
  unreachable: 'Nobody can be reached there.',
  forbidden: 'Calls are not allowed there.',
  failed: 'The call could not be set up.',
};
