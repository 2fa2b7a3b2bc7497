import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Happening } from '../graph/call/happening.ts';
import type { PersonLeg } from '../graph/people/person-leg.ts';
import type { SoftphoneEvent, StoppedCall, TelephoneEvent } from '../softphone-api.ts';
import type { Desk } from './desk.ts';

const heartbeatMs = 15_000;
/** A page that reads this slowly has gone to sleep; it will ask again with `Last-Event-ID`. */
const maxUnreadBytes = 8_000_000;

/** Names for those to whom calls are sent, by `kind:id`, id or number. */
export type DestinationNames = { readonly [destination: string]: string };

export interface StreamPlan {
  /** The call whose events are wanted. */
  readonly leg?: PersonLeg;
  readonly names: DestinationNames;
  /** The voices of the other people are wanted, too. */
  readonly voices?: boolean;
  /** The telephone that rings on this stream. */
  readonly telephone?: string;
}

/** Server-sent events: what happened in the call so far, what happens, and what rings meanwhile. */
export function streamEvents(desk: Desk, plan: StreamPlan, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
  const write = (text: string): void => {
    response.write(text);
    if (response.writableLength > maxUnreadBytes) response.destroy();
  };
  const { leg, telephone, voices, names } = plan;
  const stops: (() => void)[] = [];
  if (telephone !== undefined) stops.push(ringOn(write, desk, telephone));
  if (leg) stops.push(desk.attend(leg), tellCall(write, leg, names, Number(request.headers['last-event-id'] ?? 0) || 0));
  if (leg && voices === true) stops.push(letHear(write, leg));
  const heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMs);
  heartbeat.unref();
  response.on('close', () => {
    clearInterval(heartbeat);
    for (const stop of stops) stop();
  });
}

type Write = (text: string) => void;

function tellCall(write: Write, leg: PersonLeg, names: DestinationNames, lastSeen: number): () => void {
  const tell = (happening: Happening): void => {
    if (!('seq' in happening) || happening.seq <= lastSeen) return;
    write(`id: ${happening.seq}\ndata: ${JSON.stringify(named(happening, names))}\n\n`);
  };
  for (const happening of leg.side.happenings()) tell(happening);
  return leg.side.listen(tell);
}

function ringOn(write: Write, desk: Desk, telephone: string): () => void {
  const tell = (stopped?: StoppedCall): void => {
    const event: TelephoneEvent = { ...(stopped === undefined ? {} : { stopped }), ringing: desk.ringingAt(telephone) };
    write(`event: telephone\ndata: ${JSON.stringify(event)}\n\n`);
  };
  const stop = desk.watch(telephone, tell);
  tell();
  return stop;
}

function letHear(write: Write, leg: PersonLeg): () => void {
  return leg.listenToVoices((pcm) => write(`event: voice\ndata: ${Buffer.from(pcm).toString('base64')}\n\n`));
}

function named(event: SoftphoneEvent, names: DestinationNames): SoftphoneEvent {
  if (event.kind !== 'transferred') return event;
  return { ...event, to: names[`${event.destination}:${event.to}`] ?? names[event.to] ?? event.to };
}
