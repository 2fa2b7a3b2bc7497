import type { Call } from '../../core/call/call.ts';
import type { AskCallBack } from '../../core/call/call-command.ts';
import { Fault } from '../../core/call/fault.ts';
import type { CommandOutcome } from '../../ports/call-control.ts';
import type { TurnPorts } from '../turn-ports.ts';

/** How long the telephone of whoever is called back rings. */
const ringMs = 45_000;

/** Asks for the call that a caller wants. Its key makes asking twice asking once; a store that is away is asked again. */
export async function askCallBack(ports: TurnPorts, { line }: Call, wanted: AskCallBack): Promise<CommandOutcome> {
  const { kind: _, ...asking } = wanted;
  if (ports.askOutbound === undefined) return { kind: 'refused', code: 'CALLBACK_REFUSED' };
  try {
    const asked = await ports.askOutbound({ ...asking, line, ringMs });
    return asked.kind === 'asked' ? { kind: 'accepted' } : { kind: 'refused', code: asked.code ?? 'CALLBACK_REFUSED' };
  } catch (fault) {
    // A list that cannot be read will not be readable in two seconds: nobody is called by mistake, and nothing is asked for ever.
    if (fault instanceof Fault && !fault.retryable) return { kind: 'refused', code: fault.code };
    return { kind: 'busy', retryAfterMs: 2_000 };
  }
}
