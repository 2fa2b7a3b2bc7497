import type { Call } from '../../call/call.ts';
import type { TransferCall } from '../../call/call-command.ts';
import { destinationOf, entryOf } from '../../call/roster.ts';

/** Of several people the caller is the one who is sent on. */
export function transferOf({ multiparty, caller, called, roster }: Call, command: TransferCall): TransferCall {
  if (!multiparty) return command;
  // Whoever called whom before: the bot's own side is not in the roster.
  for (const who of [destinationOf(caller), destinationOf(called)]) {
    const entry = who === undefined ? undefined : entryOf(roster, who);
    if (who !== undefined && entry !== undefined) return { ...command, transferee: { participant: entry.id, who } };
  }
  return command;
}
