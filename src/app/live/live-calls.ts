import type { Call } from '../../core/call/call.ts';
import type { CallId } from '../../core/call/ids.ts';
import type { Party } from '../../core/call/party.ts';
import type { CallDocument } from '../../ports/call-store.ts';
import type { LiveCall } from '../../ports/live-calls.ts';
import type { TurnPorts } from '../turn-ports.ts';
import { wishesOf } from './known-wish.ts';

/** Far beyond every `wakeAt`: every live call has one (I5), so this finds all of them. */
const always = Number.MAX_SAFE_INTEGER;

/** The calls that are going on, at most `limit`; those that are looked at soonest first. */
export async function listLiveCalls(ports: TurnPorts, limit: number): Promise<readonly LiveCall[]> {
  const ids = await ports.calls.due(always, limit);
  const found = await Promise.all(ids.map((id) => loadLiveCall(ports, id)));
  return found.filter((call) => call !== undefined);
}

/** Undefined when it is over, or never was. */
export async function loadLiveCall(ports: TurnPorts, id: CallId): Promise<LiveCall | undefined> {
  const document = await liveDocument(ports, id);
  if (document === undefined) return undefined;
  const { call } = document;
  return {
    callId: call.id,
    line: call.line,
    flow: call.flow.name,
    version: call.flow.version,
    direction: call.direction ?? 'incoming',
    state: call.state,
    startedAt: call.startedAt,
    ...(call.answeredAt === undefined ? {} : { answeredAt: call.answeredAt }),
    step: call.path.at(-1) ?? call.at.step,
    path: call.path,
    with: otherSide(call).kind,
    ...peopleIn(call),
    wishes: wishesOf(document),
  };
}

export async function liveDocument({ calls }: Pick<TurnPorts, 'calls'>, id: CallId): Promise<CallDocument | undefined> {
  const stored = await calls.load(id);
  return stored.kind === 'missing' || stored.document.call.end !== undefined ? undefined : stored.document;
}

/** Whom the bot has to do with. A call that its caller was brought into keeps the sides of the first one. */
function otherSide({ direction, multiparty, placedBy, caller, called }: Call): Party {
  const isMoved = multiparty && placedBy !== undefined;
  const calledUs = isMoved ? !isBot(caller) : direction !== 'outgoing';
  return calledUs ? caller : called;
}

const isBot = ({ kind }: Party): boolean => kind === 'application' || kind === 'applicationInstance';

function peopleIn({ multiparty, roster }: Call): { readonly people?: number } {
  return multiparty ? { people: roster?.others ?? 0 } : {};
}
