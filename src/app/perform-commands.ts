import type { Answer } from '../core/call/answer.ts';
import type { Call } from '../core/call/call.ts';
import type { CallCommand, NotifyContacts, TellCall, TransferCall } from '../core/call/call-command.ts';
import type { CallEvent } from '../core/call/call-event.ts';
import { explainCode, inShort, isForAdmins } from '../core/call/explain/explain.ts';
import { Fault } from '../core/call/fault.ts';
import type { CallId } from '../core/call/ids.ts';
import { forbidsTelephone } from '../core/call/telephones.ts';
import { unreachable } from '../core/call/unreachable.ts';
import { neverSentOn, sendsOn } from '../core/flow/play/send-again.ts';
import { outlivesTheCall } from '../core/flow/play/take-over.ts';
import type { CommandOutcome } from '../ports/call-control.ts';
import type { Lease } from '../ports/call-store.ts';
import type { Job } from '../ports/work-queue.ts';
import { arrangeMeeting } from './arrange-meeting.ts';
import { noteTaken, takeOrder } from './hunt-order.ts';
import { askCallBack } from './outbound/ask-call-back.ts';
import { placeLeg } from './place-leg.ts';
import { recordOf } from './record-of.ts';
import type { TurnPorts } from './turn-ports.ts';
import { verifyPin } from './verify-pin.ts';

/** What performing brought: events for the core, and commands that were not sent. */
export type Performed = {
  readonly kind: 'performed';
  readonly events: readonly CallEvent[];
  readonly unsent: readonly CallCommand[];
  /** When to try the unsent ones (epoch milliseconds). */
  readonly retryAt?: number;
};

/** What a performer needs besides: the way to another call's mailbox, which is a turn of that call. */
export interface PerformPorts extends TurnPorts {
  /** Throws `Fault` when the store cannot say what it did. */
  readonly deliver: (to: CallId, event: CallEvent, deadline: number) => Promise<'settled' | 'unknownCall' | 'overtaken'>;
}

/** A request needs at least this long to be worth starting. */
const shortestRequestMs = 250;

/**
 * Sends commands in their order. Each request must be over, one way or the other, before the lease is: otherwise
 * another performer could be sending at the same time (I2). The lease is looked at in the same tick as the send.
 */
export async function performCommands(
  ports: PerformPorts,
  call: Call,
  commands: readonly CallCommand[],
  lease: Lease,
  stopAt: number,
): Promise<Performed | { readonly kind: 'leaseGone' }> {
  const events: CallEvent[] = [];
  const later: CallCommand[] = [];
  const told = new Set(call.refusal === undefined ? [] : [call.refusal]);
  let retryAt: number | undefined;
  for (const [index, command] of commands.entries()) {
    const now = ports.clock.now();
    const leaseEnd = lease.until - ports.limits.skewMarginMs;
    // Time first: what is known not to have been sent can be settled as such, and need not be doubted.
    if (now + shortestRequestMs > stopAt)
      return { kind: 'performed', events, unsent: [...later, ...commands.slice(index)], retryAt: now };
    if (now + shortestRequestMs > leaseEnd) return { kind: 'leaseGone' };
    const outcome = await performOne(ports, call, command, Math.min(now + timeFor(command, ports), leaseEnd, stopAt));
    switch (outcome.kind) {
      case 'accepted':
        if (outcome.answer !== undefined)
          events.push({ kind: 'commandAnswered', callId: call.id, number: command.number, answer: outcome.answer });
        break;
      case 'brought':
        events.push(outcome.event);
        break;
      case 'callGone':
        events.push({ kind: 'callEnded', callId: call.id, reason: 'gone', ...neverSentOn(call, commands.slice(index)) });
        // Nobody is there to hear the rest; what the caller left with us is kept all the same.
        return { kind: 'performed', events, unsent: [...later, ...commands.slice(index + 1).filter(outlivesTheCall)] };
      case 'busy':
        retryAt = ports.clock.now() + outcome.retryAfterMs;
        if (!mayComeLater(command)) return { kind: 'performed', events, unsent: [...later, ...commands.slice(index)], retryAt };
        later.push(command); // A queue that is away, or another call at work, must not keep the caller from what comes next.
        break;
      case 'refused':
      case 'unclear': {
        const code = outcome.kind === 'refused' ? { code: outcome.code } : {};
        events.push({
          kind: 'commandFailed',
          callId: call.id,
          number: command.number,
          command: command.kind,
          why: outcome.kind,
          ...code,
          ...(outcome.kind === 'unclear' && sendsOn(command) ? { unanswered: command } : {}),
          ...(outcome.kind === 'refused' && isUnnamed(command) ? { unnamed: command } : {}),
        });
        tellFailure(ports, call, command, outcome, told);
        break;
      }
      default:
        return unreachable(outcome);
    }
  }
  return { kind: 'performed', events, unsent: later, ...(retryAt === undefined ? {} : { retryAt }) };
}

/** A transfer that leaves open who of several people is meant. */
const isUnnamed = (command: CallCommand): command is CallCommand & TransferCall =>
  command.kind === 'transfer' && command.transferee === undefined;

/** What only an administrator can change is an error with its fix, once for a call: what follows from it is no news. */
function tellFailure(
  { log, silenced, clock }: TurnPorts,
  { id: callId, tenantId, refusal, hangUpsRefused = 0 }: Call,
  { kind: command }: CallCommand,
  outcome: CommandOutcome & { readonly kind: 'refused' | 'unclear' },
  told: Set<string>,
): void {
  if (outcome.kind === 'unclear')
    return log.warn('call.commandFailed', { callId, command, outcome: outcome.kind, why: 'No answer came, so nobody knows.' });
  const { code, kind } = outcome;
  const explained = explainCode(code);
  const line = { callId, command, outcome: kind, code, why: inShort(explained) };
  if (!isForAdmins(code)) return log.warn('call.commandFailed', line);
  // Nor may it speak, or it was refused twice. Not later: what a call may do was decided when it began.
  if (command === 'hangUp' && hangUpsRefused < 2 && (refusal === code || hangUpsRefused === 1))
    silenced?.note(tenantId, code, clock.now());
  if (told.has(code) || hangUpsRefused > 0) return log.debug('call.commandFailed', line);
  told.add(code);
  log.error('call.commandFailed', { ...line, fix: explained.explanation.fix });
}

/** Slow work, and news for another call, which are ranked: what was told later is not undone by what comes late. */
const mayComeLater = ({ kind }: CallCommand): boolean =>
  kind === 'keepRecording' ||
  kind === 'notifyContacts' ||
  kind === 'askCallBack' ||
  kind === 'keepHistory' ||
  kind === 'tellCall';

/** A flow says itself how long its requests may take. */
function timeFor(command: CallCommand, { limits }: TurnPorts): number {
  return command.kind === 'sendRequest' || command.kind === 'verifyPin'
    ? Math.max(limits.requestMs, command.timeoutMs)
    : limits.requestMs;
}

/** Sends one command to where it belongs. */
async function performOne(ports: PerformPorts, call: Call, command: CallCommand, deadline: number): Promise<Outcome> {
  const forbidden = forbidsTelephone(call, command);
  if (forbidden !== undefined) return { kind: 'refused', code: forbidden };
  switch (command.kind) {
    case 'keepRecording':
      return queued(ports, {
        kind: 'storeRecording',
        recordingId: command.recordingId,
        callId: call.id,
        line: call.line,
        source: command.source,
        notify: command.notify,
        recordedAt: ports.clock.now(),
        flow: call.flow,
      });
    case 'notifyContacts':
      return notifyContacts(ports, call, command);
    case 'askCallBack':
      return askCallBack(ports, call, command);
    case 'keepHistory': {
      const record = recordOf(call);
      return record === undefined ? { kind: 'accepted' } : queued(ports, { kind: 'recordHistory', callId: call.id, record });
    }
    case 'placeCall':
      return placeLeg(ports, call, command.leg, deadline);
    case 'arrangeMeeting':
      return arrangeMeeting(ports, call, command, deadline);
    case 'tellCall':
      return tellCall(ports, call, command, deadline);
    case 'takeOrder':
      return remembered(async () => ({ kind: 'operation', ended: 'completed', value: await takeOrder(ports, command) }));
    case 'noteTaken':
      return remembered(async () => noteTaken(ports, command));
    case 'verifyPin':
      return remembered(async () => {
        const verdict = await verifyPin(ports, call, command, deadline);
        if (verdict === undefined) return { kind: 'operation', ended: 'failed' };
        return { kind: 'operation', ended: 'completed', value: verdict };
      });
    case 'sendRequest':
      return {
        kind: 'accepted',
        answer: (await ports.requests?.send(call, command, deadline)) ?? { kind: 'noResponse', why: 'notAllowed' },
      };
    case 'answer': {
      const code = ports.silenced?.codeFor(call.tenantId, ports.clock.now());
      return code === undefined ? ports.control.perform(call, command, deadline) : { kind: 'refused', code };
    }
    default:
      return ports.control.perform(call, command, deadline);
  }
}

/** Something that is looked up or noted down. A store that does not answer must not keep the caller: the step goes on without. */
async function remembered(work: () => Promise<Answer | undefined>): Promise<Outcome> {
  try {
    const answer = await work();
    return answer ? { kind: 'accepted', answer } : { kind: 'accepted' };
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    return { kind: 'refused', code: fault.code };
  }
}

type Outcome = CommandOutcome | { readonly kind: 'brought'; readonly event: CallEvent };

/** Another call of ours hears of it as of any event: in its inbox, or played at once. Whoever is gone has no need of news. */
async function tellCall(ports: PerformPorts, call: Call, { to, news }: TellCall, deadline: number): Promise<Outcome> {
  try {
    const told = await ports.deliver(to, { ...news, callId: to }, deadline);
    if (told === 'overtaken') return { kind: 'busy', retryAfterMs: 500 };
    if (told === 'settled' || news.kind === 'partnerNews' || news.state === 'ended') return { kind: 'accepted' };
    return { kind: 'brought', event: { kind: 'partnerNews', callId: call.id, news: 'gone' } };
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    return { kind: 'busy', retryAfterMs: 1_000 };
  }
}

/** A job for each, so that one who cannot be told holds up nobody else. */
async function notifyContacts(
  ports: TurnPorts,
  { id: callId, line, flow }: Call,
  { to, title, text, number }: NotifyContacts & { readonly number: number },
): Promise<CommandOutcome> {
  for (const contact of new Set(to)) {
    const outcome = await queued(ports, {
      kind: 'notifyContact',
      callId,
      flow,
      contact,
      message: {
        id: `${callId}.${number}.${contact}`,
        type: 'notification',
        title: title ?? `Call on line "${line}"`,
        text,
        line,
        flow: flow.name,
        callId,
        at: ports.clock.now(),
      },
    });
    if (outcome.kind !== 'accepted') return outcome;
  }
  return { kind: 'accepted' };
}

/** Adding a job twice is adding it once. */
async function queued(ports: TurnPorts, job: Job): Promise<CommandOutcome> {
  try {
    await ports.queue.add(job);
    return { kind: 'accepted' };
  } catch {
    return { kind: 'busy', retryAfterMs: 2_000 };
  }
}
