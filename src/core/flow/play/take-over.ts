import type { Call } from '../../call/call.ts';
import type { CallCommand } from '../../call/call-command.ts';
import type { Turn } from '../../call/turn.ts';
import type { CompiledFlow } from '../compiled-flow.ts';
import { Draft } from './draft.ts';

/**
 * Makes the commands of a performer that is no more fit to be sent again. Nobody knows which of them Graph has taken,
 * so what is sounding is ended and begun anew under a new epoch: the caller may hear words twice, one after the other,
 * but never two prompts queued for one step, and never nothing. Steps towards the end of the call are kept only while
 * the call has not taken them yet.
 */
export function takeOver(flow: CompiledFlow, call: Call, unproven: readonly CallCommand[], now: number): Turn {
  const draft = new Draft(flow, call, now);
  draft.changed = unproven.length > 0;
  const inFlight = new Set(call.media.map((media) => media.context));
  const media = unproven.some(
    (command) => (command.kind === 'playPrompt' || command.kind === 'recordCaller') && inFlight.has(command.context),
  );
  let restarted = false;
  for (const command of call.end === undefined ? unproven : unproven.filter(outlivesTheCall)) {
    if (command.kind === 'playPrompt' || command.kind === 'recordCaller') {
      if (media && !restarted) restartMedia(draft);
      restarted = true;
    } else if (media && command.kind === 'cancelMedia') {
      // The restart begins with one; another one behind it would end what has just been begun.
    } else if (stillWanted(call, command)) draft.commands.push(command);
  }
  return { call: draft.call, commands: draft.commands, changed: draft.changed, story: draft.story };
}

/** Ends whatever is sounding and starts everything in flight again, under a new epoch. */
export function restartMedia(draft: Draft): void {
  const again = draft.call.media;
  draft.decide({ kind: 'cancelMedia' });
  draft.update({ media: [], epoch: draft.call.epoch + 1, restarts: draft.call.restarts + 1 });
  for (const media of again) draft.startMedia(media.mark, media.what);
}

/** Slow work of ours, which nobody on the line has to be there for. */
export function outlivesTheCall({ kind }: CallCommand): boolean {
  return kind === 'keepRecording' || kind === 'keepHistory';
}

function stillWanted(call: Call, command: CallCommand): boolean {
  switch (command.kind) {
    case 'answer':
    case 'reject':
    case 'redirect':
      return call.state === 'incoming';
    case 'transfer':
      return call.asked === 'transfer' && call.state === 'established';
    case 'keepAlive':
      return false; // Due again by the clock.
    default:
      return true;
  }
}
