/** Sending the caller to somebody else, before the call is answered and after (graph-calling, 1.5, 1.6 and 2.7). */
import type { Destination } from '../../../src/core/call/party.ts';
import type { DestinationBehaviour } from '../graph-options.ts';
import { mediaState } from '../notifications/call-changed.ts';
import { end } from './life.ts';
import type { SimCall } from './sim-call.ts';

/** Nobody tells the bot whether somebody picked up: its leg ends in any case. */
export function redirect(call: SimCall, targets: readonly Destination[]): void {
  call.asked = 'redirect';
  call.botActed({ act: 'redirects', destinations: targets });
  call.later(call.platform.latencies.endingMs, () => {
    const answering = targets.find((target) => behaviourOf(call, target) === 'answers');
    if (answering) transferred(call, answering);
    end(call, { detail: answering ? 'redirected' : 'redirected; nobody answered' });
  });
}

export interface TransferPlan {
  readonly target: Destination;
  /** A consultative transfer fails with another subcode. */
  readonly consultative: boolean;
}

export function transfer(call: SimCall, plan: TransferPlan): void {
  const { transferringMs, destinationMs, ringsInVainMs, transferDoneMs } = call.platform.latencies;
  call.state = 'transferring'; // At once: a second transfer is refused, although the bot hears of this one later.
  call.botActed({ act: 'transfers', destinations: [plan.target] });
  call.caller.emit({ kind: 'state', state: 'transferring' });
  call.later(transferringMs, () => {
    call.changeTo('transferring', 'call transferring');
    const behaviour = behaviourOf(call, plan.target);
    call.later(behaviour === 'noAnswer' ? ringsInVainMs : destinationMs, () => {
      if (behaviour !== 'answers') return failed(call, plan, behaviour);
      call.changeTo('transferAccepted', 'transfer accepted');
      call.audio = 'inactive';
      call.tell('media inactive', mediaState('inactive'));
      call.later(transferDoneMs, () => {
        transferred(call, plan.target);
        const resultInfo = {
          '@odata.type': '#microsoft.graph.resultInfo',
          code: 200,
          subcode: 7015,
          message: 'GracefulTransferCompleted',
        };
        end(call, { detail: 'transferred', more: { terminationReason: 'AppTransferred', resultInfo } });
      });
    });
  });
}

/**
 * The caller is back with the bot. 500/7000 (blind) and 500/7700 (consultative), with `subCode` so spelled, are
 * documented; the codes of busy and of ringing in vain are not: these are SIP's (graph-calling, 5.1).
 */
function failed(call: SimCall, plan: TransferPlan, behaviour: Exclude<Transferred, 'answers'>): void {
  const [code, message] = {
    fails: [500, 'transfer failed'] as const,
    busy: [486, 'Busy here'] as const,
    noAnswer: [408, 'Request timeout'] as const,
    declines: [603, 'Decline'] as const,
  }[behaviour];
  call.failedOnce.add(keyOf(plan.target));
  call.caller.emit({ kind: 'state', state: 'connected', detail: `transfer failed (${behaviour})` });
  const resultInfo = { '@odata.type': '#microsoft.graph.resultInfo', code, message, subCode: plan.consultative ? 7700 : 7000 };
  call.changeTo('established', 'transfer failed', { resultInfo });
}

function transferred(call: SimCall, target: Destination): void {
  const destination = target.kind === 'applicationInstance' ? 'application' : target.kind;
  call.caller.emit({ kind: 'transferred', to: target.kind === 'phone' ? target.number : target.id, destination });
}

/** What comes of a transfer to somebody. */
type Transferred = Exclude<DestinationBehaviour, 'failsOnce' | 'voicemail'>;

function behaviourOf(call: SimCall, target: Destination): Transferred {
  const key = keyOf(target);
  const set = Object.entries(call.platform.options.destinations ?? {}).find(([id]) => id.toLowerCase() === key)?.[1] ?? 'answers';
  if (set === 'voicemail') return 'answers';
  if (set !== 'failsOnce') return set;
  return call.failedOnce.has(key) ? 'answers' : 'fails';
}

/** A person's mailbox answers although the person does not: its behaviour is set as `voicemail:<id>`. */
function keyOf(target: Destination): string {
  if (target.kind === 'voicemail') return `voicemail:${target.id.toLowerCase()}`;
  return (target.kind === 'phone' ? target.number : target.id).toLowerCase();
}
