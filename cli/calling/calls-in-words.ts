import { counted } from '../publishing/compare.ts';
import { table } from '../table.ts';
import { endInWords, spanInWords, stateInWords, timeOf } from './in-words.ts';
import type { LiveShown, OutboundShown, WishShown } from './shown.ts';

/** All calls that are going on, one a line. `now`: epoch milliseconds. */
export function callsInWords(calls: readonly LiveShown[], now: number): string {
  if (calls.length === 0) return 'No call is going on.';
  const rows = calls.map((call) => [
    call.callId,
    call.line,
    call.flow,
    call.step,
    stateInWords(call),
    call.direction === 'incoming' ? 'in' : 'out',
    withWhom(call),
    spanInWords(now - Date.parse(call.startedAt)),
  ]);
  return `${table([['id', 'line', 'flow', 'step', 'state', '', 'with', 'for'], ...rows])}\n\n${counted(calls.length, 'call')}.`;
}

/** One call: where it stands, how it came there, and what was asked of it. */
export function callInWords(call: LiveShown, now: number): string {
  return [
    `${call.callId}  ${stateInWords(call)}, ${call.direction}, with ${withWhom(call)}`,
    `  line    ${call.line}`,
    `  flow    ${call.flow}`,
    `  since   ${timeOf(Date.parse(call.startedAt))} (${spanInWords(now - Date.parse(call.startedAt))})`,
    `  path    ${call.path.join(' > ')}`,
    ...call.wishes.map((wish) => `  asked   ${wishInWords(wish)}`),
  ].join('\n');
}

function wishInWords({ type, status, askedAt, code, why, movedTo }: WishShown): string {
  const at = askedAt === undefined ? '' : `${timeOf(Date.parse(askedAt))} `;
  const because = why === undefined ? '' : `: ${why.words} (${code}). ${why.fix}`;
  return `${at}${type}: ${status === 'asked' ? 'not ended yet' : status}${because}${movedTo === undefined ? '' : `, goes on as ${movedTo}`}`;
}

/** A call that was asked for and is not going on. */
export function outboundInWords(call: OutboundShown): string {
  const { notBefore, notAfter } = call.window;
  const isWaiting = call.status === 'queued' || call.status === 'placing' || call.status === 'placed';
  const between = `${new Date(notBefore).toLocaleString()} to ${new Date(notAfter).toLocaleString()}`;
  const how = isWaiting ? [call.status === 'queued' ? `queued, to be placed from ${between}` : 'being placed'] : endInWords(call);
  return [
    `${call.id}  ${how[0]}`,
    ...how.slice(1).map((line) => `  ${line}`),
    `  line    ${call.line}`,
    `  flow    ${call.flow}`,
  ].join('\n');
}

function withWhom({ with: kind, people }: LiveShown): string {
  if (people !== undefined) return people === 1 ? '1 person' : `${people} people`;
  return kind === 'unknown' ? 'somebody' : kind === 'user' ? 'a user' : kind === 'phone' ? 'a telephone' : kind;
}
