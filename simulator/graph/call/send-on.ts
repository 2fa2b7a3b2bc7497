/** Sending the caller to somebody else, before the call is answered and after (graph-calling, 1.5, 1.6 and 2.7). */
import type { Destination } from '../../../src/core/call/party.ts';
import { mediaState } from '../notifications/call-changed.ts';
import { addressKey, behaviourOf, type NotReached } from '../people/behaviour.ts';
import { partyOf } from '../people/party-of.ts';
import { PersonLeg } from '../people/person-leg.ts';
import { type Reached, reach, whyInWords } from '../people/reach.ts';
import { end } from './life.ts';
import { Room } from './room.ts';
import type { SimCall } from './sim-call.ts';

/** How long redirected telephones ring when the bot does not say: one, and several (graph-calling, 1.5). */
const redirectRingsMs = { one: 55_000, several: 60_000 } as const;

/** Nobody tells the bot whether somebody picked up: its leg ends in any case. */
export function redirect(call: SimCall, targets: readonly Destination[], timeoutMs: number | undefined): void {
  call.asked = 'redirect';
  call.botActed({ act: 'redirects', destinations: targets });
  call.later(call.platform.latencies.endingMs, () => {
    if (call.peer && targets.some((target) => hasTelephone(call, target))) {
      ringTogether(call, call.peer, targets, timeoutMs ?? (targets.length > 1 ? redirectRingsMs.several : redirectRingsMs.one));
      return end(call, { detail: 'redirected' });
    }
    const answering = targets.find((target) => picksUpByItself(call, target));
    if (answering) showTransferred(call, answering);
    end(call, { detail: answering ? 'redirected' : 'redirected; nobody answered' });
  });
}

export interface TransferPlan {
  readonly target: Destination;
  /** Who is sent on, out of a group call. In a call of two it is the other one. */
  readonly transferee?: PersonLeg;
}

export function transfer(call: SimCall, { target, transferee }: TransferPlan): void {
  const { platform } = call;
  beginTransfer(call, target);
  call.later(platform.latencies.transferringMs, () => {
    call.changeTo('transferring', 'call transferring');
    const leg = legTo(call, target);
    const onDecision = (reached: Reached): void => {
      if (reached.kind === 'notReached') return transferFailed(call, reached.why, false);
      acceptTransfer(call, target, () => {
        const person = transferee ?? call.peer;
        if (person && reached.by === 'telephone') Room.ofTwo(person, leg);
        else transferee?.end('transferred');
      });
    };
    const { tenantId, failedOnce: failedBefore } = call;
    const callOff = reach(platform, { leg, to: target, tenantId, failedBefore, onDecision });
    call.whenEnded(() => callOff());
  });
}

/** At once: a second transfer is refused, although the bot hears of this one later. */
export function beginTransfer(call: SimCall, target: Destination): void {
  call.state = 'transferring';
  call.botActed({ act: 'transfers', destinations: [target] });
  call.caller.emit({ kind: 'state', state: 'transferring' });
}

/** `connect` brings the caller and the other one together, before the bot's leg ends. */
export function acceptTransfer(call: SimCall, target: Destination, connect: () => void): void {
  const { platform } = call;
  call.changeTo('transferAccepted', 'transfer accepted');
  call.audio = 'inactive';
  call.tell('media inactive', mediaState('inactive'));
  call.later(platform.latencies.transferDoneMs, () => {
    showTransferred(call, target);
    connect();
    end(call, { detail: 'transferred', more: platform.shapes.transferSuccess() });
  });
}

/** The caller is back with the bot. */
export function transferFailed(call: SimCall, why: NotReached, consultative: boolean): void {
  call.caller.emit({ kind: 'state', state: 'connected', detail: `The transfer failed. ${whyInWords[why]}` });
  call.changeTo('established', 'transfer failed', call.platform.shapes.transferFailure(why, consultative));
}

/** All telephones ring; whoever picks up first has the caller. */
function ringTogether(call: SimCall, caller: PersonLeg, targets: readonly Destination[], ringForMs: number): void {
  const { platform } = call;
  new Room().enter(caller);
  let ringing = targets.length;
  const callOffs: ((detail: string) => void)[] = [];
  const callOffAll = (detail: string): void => {
    for (const callOff of callOffs) callOff(detail);
  };
  for (const to of targets) {
    const leg = legTo(call, to);
    const onDecision = (reached: Reached): void => {
      if (caller.state === 'ended') return callOffAll('The caller hung up.');
      if (reached.kind === 'answered') {
        callOffAll('Somebody else picked up.');
        showTransferred(call, to);
        Room.ofTwo(caller, leg);
        return;
      }
      ringing -= 1;
      if (ringing === 0) caller.end('redirected; nobody answered');
    };
    callOffs.push(reach(platform, { leg, to, tenantId: call.tenantId, failedBefore: call.failedOnce, ringForMs, onDecision }));
  }
  caller.whenEnded(() => callOffAll('The caller hung up.'));
}

function legTo(call: SimCall, to: Destination): PersonLeg {
  const callerName = call.peer?.name ?? call.bot.displayName;
  return new PersonLeg(call.platform, { party: partyOf(call.platform, call.tenantId, to), callerName });
}

function hasTelephone(call: SimCall, to: Destination): boolean {
  return to.kind !== 'voicemail' && call.platform.switchboard.telephonesOf(addressKey(to)).length > 0;
}

function picksUpByItself(call: SimCall, to: Destination): boolean {
  const behaviour = behaviourOf(call.platform.options.destinations ?? {}, to, call.failedOnce);
  return typeof behaviour === 'object' || behaviour === 'answers' || behaviour === 'accepts' || behaviour === 'mailbox';
}

function showTransferred(call: SimCall, target: Destination): void {
  const destination = target.kind === 'applicationInstance' ? 'application' : target.kind;
  call.caller.emit({ kind: 'transferred', to: target.kind === 'phone' ? target.number : target.id, destination });
}
