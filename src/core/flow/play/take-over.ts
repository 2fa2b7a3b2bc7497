import type { Call } from '../../call/call.ts';
import type { CallCommand, CommandKind } from '../../call/call-command.ts';
import { isRoomCommand, mayBeRepeated } from '../../call/room-command.ts';
import type { Turn } from '../../call/turn.ts';
import type { CompiledFlow } from '../compiled-flow.ts';
import { takeCommandFailure } from './command-failure.ts';
import { Draft } from './draft.ts';
import { finish } from './finish.ts';
import { noteUnanswered, sendsOn } from './send-again.ts';
import { lookSoonMs } from './wake.ts';
import { endWish } from './wishes.ts';
import { withoutSuperseded } from './without-superseded.ts';

/**
 * Makes the commands of a performer that is no more fit to be sent again, after `turn` has played all that is known by
 * now: an event may prove that Graph took them. What nobody can tell of, and should be sounding, is ended and begun anew
 * under a new epoch: the caller may hear words twice, one after the other, but never two prompts queued for one step, and
 * never nothing. Steps towards the end of the call are kept only while the call has not taken them yet.
 */
export function takeOver(flow: CompiledFlow, turn: Turn, unproven: readonly CallCommand[], now: number): Turn {
  const { call } = turn;
  const draft = new Draft(flow, call, now);
  const inFlight = new Set(call.media.map((media) => media.context));
  const restarts =
    call.end === undefined &&
    unproven.some(
      (command) => (command.kind === 'playPrompt' || command.kind === 'recordCaller') && inFlight.has(command.context),
    );
  const kept = unproven.filter((command) => stillWanted(call, command, restarts)).map(asRepeated);
  for (const { kind, number } of unproven) {
    if (kind === 'placeCall' || (isRoomCommand({ kind }) && !kept.some((one) => one.number === number)))
      doubt(draft, kind, number);
    if (kind === 'keepAlive') endWish(draft, number, { status: 'unclear' });
  }
  // Graph may have it already, and then refuses it: that must not pass for a refusal of the first.
  for (const command of kept) if (sendsOn(command)) noteUnanswered(draft, undefined);
  // The state that speaks for it may be the late report of an earlier transfer: Graph is asked which it is.
  if (
    call.end === undefined &&
    unproven.some((command) => sendsOn(command) && command.kind === call.asked && !kept.includes(command))
  )
    draft.update({ lookAt: now + lookSoonMs });
  if (restarts) restartMedia(draft);
  const { commands, ...taken } = finish(draft);
  return {
    ...taken,
    commands: withoutSuperseded([...kept, ...turn.commands, ...commands]),
    changed: true,
    story: turn.story,
  };
}

/**
 * Goes on with commands of which it is certain that nobody has sent them. What has become pointless since is left out: media
 * of another epoch, a telephone that nobody counts on, a step towards an end that has come.
 */
export function goOn(flow: CompiledFlow, turn: Turn, unsent: readonly CallCommand[], now: number): Turn {
  const draft = new Draft(flow, turn.call, now);
  const kept = unsent.filter((command) => stillToBeSent(turn.call, command));
  draft.postponeMedia(new Set(kept.flatMap((command) => ('context' in command ? [command.context] : []))));
  const { call } = finish(draft);
  return { ...turn, call, commands: withoutSuperseded([...kept, ...turn.commands]), changed: true };
}

function stillToBeSent(call: Call, command: CallCommand): boolean {
  if (call.end !== undefined) return outlivesTheCall(command);
  switch (command.kind) {
    case 'playPrompt':
    case 'recordCaller':
      return call.media.some(({ context }) => context === command.context);
    case 'placeCall':
      return call.legs?.some(({ number }) => number === command.leg) ?? false;
    case 'cancelMedia':
    case 'keepAlive':
      return true;
    default:
      return isRoomCommand(command) || stillWanted(call, command, false);
  }
}

/**
 * What may ring or be heard twice is never sent again: two telephones of one person would ring. A call that was placed tells
 * of itself; the step is told that nobody knows.
 */
function doubt(draft: Draft, command: CommandKind, number: number): void {
  if (draft.call.end !== undefined) return;
  takeCommandFailure(draft, { kind: 'commandFailed', number, command, why: 'unclear' });
}

function asRepeated(command: CallCommand): CallCommand {
  return command.kind === 'removeParticipant' ? { ...command, again: true } : command;
}

/** Ends whatever is sounding and starts everything in flight again, under a new epoch. */
export function restartMedia(draft: Draft): void {
  const again = draft.call.media;
  for (const media of again) draft.owe(media);
  draft.decide({ kind: 'cancelMedia' });
  draft.update({ media: [], epoch: draft.call.epoch + 1, restarts: draft.call.restarts + 1 });
  for (const media of again) draft.startMedia(media.mark, media.what);
}

/** What nobody on the line has to be there for: slow work of ours, and news for other calls. */
export function outlivesTheCall({ kind }: CallCommand): boolean {
  return (
    kind === 'keepRecording' ||
    kind === 'notifyContacts' ||
    kind === 'askCallBack' ||
    kind === 'keepHistory' ||
    kind === 'tellCall' ||
    kind === 'noteTaken'
  );
}

function stillWanted(call: Call, command: CallCommand, restarts: boolean): boolean {
  if (call.end !== undefined) return outlivesTheCall(command);
  if (isRoomCommand(command)) return mayBeRepeated(command);
  switch (command.kind) {
    case 'answer':
    case 'reject':
    case 'redirect':
      return call.state === 'incoming';
    case 'transfer':
      return call.asked === 'transfer' && call.state === 'established';
    case 'sendRequest':
    case 'verifyPin':
    case 'takeOrder':
    case 'arrangeMeeting':
      return call.asks?.some(({ number }) => number === command.number) ?? false;
    case 'keepAlive': // Due again by the clock.
    case 'playPrompt': // Begun anew, or over.
    case 'recordCaller':
    case 'placeCall':
      return false;
    case 'cancelMedia': // A restart begins with one; another one behind it would end what has just been begun.
      return !restarts;
    default:
      return true;
  }
}
