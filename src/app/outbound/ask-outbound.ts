import { createHash, randomUUID } from 'node:crypto';
import { explainCode } from '../../core/call/explain/explain.ts';
import type { CallTarget } from '../../core/call/leg.ts';
import type { Destination } from '../../core/call/party.ts';
import { noTelephonesFrom, peopleIn } from '../../core/call/telephones.ts';
import type { OutboundAsked, OutboundCall, OutboundWish, Wished } from '../../ports/outbound-call.ts';
import { unfitVariables } from './fit-variables.ts';
import { doNotCallCode, placeOfListed } from './last-look.ts';
import { createOutbound, loadOutbound, moveOutbound } from './outbound-calls.ts';
import type { PlacingPorts } from './place-outbound.ts';

export interface AskingPorts extends PlacingPorts {
  readonly flowOfLine: (line: string) => string | undefined;
  readonly contactNamed: (name: string) => Destination | undefined;
}

/** How long a call may wait to be placed when nobody says. */
const defaultWindowMs = 3_600_000;
const longestWindowMs = 30 * 86_400_000;
const doNotCallFix = 'Do not call them. If they have asked for this very call, say "doNotCall": "ignore".';

/**
 * Notes down a call that is to be placed and queues it. What cannot work is refused here, with its reason, and not by
 * Graph an hour later.
 */
export async function askOutbound(ports: AskingPorts, wish: OutboundWish): Promise<OutboundAsked> {
  const now = ports.clock.now();
  const before = wish.request === undefined ? undefined : await askedBefore(ports, wish);
  if (before !== undefined) return before;
  const fit = await fitOutbound(ports, wish);
  if (fit.kind === 'refused') return fit;
  const notBefore = wish.notBefore ?? now;
  const notAfter = wish.notAfter ?? Math.max(now, notBefore) + defaultWindowMs;
  if (notAfter <= Math.max(now, notBefore))
    return refused('window', 'The window is over before it begins.', 'Let notAfter be later than notBefore, and than now.');
  if (notAfter - now > longestWindowMs)
    return refused('window', 'The window is too far ahead.', 'Ask at most thirty days ahead.');
  const id = wish.idempotencyKey === undefined ? randomUUID() : idOfKey(wish.idempotencyKey);
  const listed = wish.campaign === undefined ? await placeOfListed(ports, { ...wish, to: fit.to }) : undefined; // It has asked.
  // Whoever asks again for what was asked for before learns what became of it.
  if (listed !== undefined && (wish.idempotencyKey === undefined || (await loadOutbound(ports, id)) === undefined))
    return { ...refused(listed, 'The person is on the do-not-call list.', doNotCallFix), code: doNotCallCode };
  const { call, isNew } = await createOutbound(ports, {
    id,
    line: wish.line,
    flow: fit.flow,
    to: fit.to,
    vars: wish.vars,
    ...(wish.language === undefined ? {} : { language: wish.language }),
    ringMs: wish.ringMs,
    notBefore,
    notAfter,
    askedAt: now,
    status: 'queued',
    changedAt: now,
    ...(wish.campaign === undefined ? {} : { campaign: wish.campaign }),
    ...(wish.doNotCall === undefined ? {} : { doNotCall: wish.doNotCall }),
    ...(wish.schedule === undefined ? {} : { schedule: wish.schedule }),
    ...(wish.request === undefined ? {} : { request: wish.request }),
  });
  return isNew ? taken(ports, call, true) : knownAs(ports, call, wish);
}

/** What was asked under this key before: the same is answered as it was then, also when it would not be taken any more. */
async function askedBefore(ports: AskingPorts, wish: OutboundWish): Promise<OutboundAsked | undefined> {
  const known = wish.idempotencyKey === undefined ? undefined : await loadOutbound(ports, idOfKey(wish.idempotencyKey));
  return known && knownAs(ports, known, wish);
}

/** A call from before there were marks of requests is taken for what is asked. */
function knownAs(ports: AskingPorts, call: OutboundCall, { request }: OutboundWish): Promise<OutboundAsked> | OutboundAsked {
  const isOther = request !== undefined && call.request !== undefined && call.request !== request;
  return isOther ? keyReused() : taken(ports, call, false);
}

/** Queued again when the same is asked again: the first time may have died before it came to that. */
async function taken(ports: AskingPorts, call: OutboundCall, isNew: boolean): Promise<OutboundAsked> {
  if (call.status === 'queued') await ports.queue.add({ kind: 'placeOutbound', outboundId: call.id }, call.notBefore);
  return { kind: 'asked', call, isNew };
}

function keyReused(): Refused {
  const { words, fix } = explainCode('keyReused').explanation;
  return { ...refused('Idempotency-Key', `${words}.`, fix), code: 'keyReused' };
}

/** Whether the line can make this call with this flow and these variables, whenever that will be. */
export async function fitOutbound(
  ports: AskingPorts,
  wish: Pick<OutboundWish, 'to' | 'line' | 'flow' | 'vars'>,
): Promise<{ readonly kind: 'fits'; readonly to: CallTarget; readonly flow: string } | Refused> {
  const line = ports.lineNamed(wish.line);
  if (line === undefined) return refused('line', 'There is no such line.', 'Name a line of lines.jsonc.');
  const to = targetOf(ports, wish.to);
  if (to === undefined) return refused('to', 'There is no such contact.', 'Name a contact of contacts.jsonc.');
  const people = peopleIn(to);
  if (people.some(({ kind }) => kind === 'voicemail'))
    return refused('to', 'A voicemail cannot be called.', 'Call the person, and let the telephone ring.');
  const forbidden = noTelephonesFrom(line, to);
  if (forbidden !== undefined) {
    const { words, fix } = explainCode(forbidden).explanation;
    return { ...refused('line', `${words}.`, fix), code: forbidden };
  }
  const flowName = wish.flow ?? ports.flowOfLine(wish.line);
  const flow = flowName === undefined ? undefined : await ports.currentFlow(flowName);
  if (flowName === undefined || flow === undefined)
    return refused('flow', 'There is no such flow, or it has errors.', 'See: teams-ivr check');
  return unfitVariables(flow, wish.vars) ?? { kind: 'fits', to, flow: flowName };
}

type Refused = Extract<OutboundAsked, { kind: 'refused' }>;

/** Calls it off: one that is not placed yet is never placed. `ringing`: it is a call by now, to be hung up as one. */
export async function cancelOutbound(ports: PlacingPorts, id: string): Promise<OutboundCall | undefined> {
  return moveOutbound(ports, id, ['queued'], { status: 'cancelled' });
}

/** With every contact by its destination; undefined when one of them is not known. */
function targetOf({ contactNamed }: AskingPorts, wished: OutboundWish['to']): CallTarget | undefined {
  const known = (one: Wished): Destination | undefined => (one.kind === 'contact' ? contactNamed(one.name) : one);
  if (wished.kind === 'meeting') return wished;
  if (wished.kind !== 'group') return known(wished);
  const people = wished.people.map(known).filter((one) => one !== undefined);
  return people.length === wished.people.length ? { ...wished, people } : undefined;
}

const refused = (place: string, problem: string, fix: string): Refused => ({ kind: 'refused', place, problem, fix });

/** A key may be anything, an order number included: only its hash names the call. */
export function idOfKey(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}
