import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Happening } from '../graph/call/happening.ts';
import type { SimCall } from '../graph/call/sim-call.ts';
import type { SoftphoneEvent } from '../softphone-api.ts';

const heartbeatMs = 15_000;
/** A page that reads this slowly has gone to sleep; it will ask again with `Last-Event-ID`. */
const maxUnreadBytes = 8_000_000;

/** Names for those to whom calls are sent, by `kind:id`, id or number. */
export type DestinationNames = { readonly [destination: string]: string };

/** `GET …/events`: what happened so far, then what happens, as server-sent events. */
export function streamCallEvents(
  call: SimCall,
  names: DestinationNames,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
  const lastSeen = Number(request.headers['last-event-id'] ?? 0) || 0;
  const write = (happening: Happening): void => {
    if (!('seq' in happening) || happening.seq <= lastSeen) return;
    response.write(`id: ${happening.seq}\ndata: ${JSON.stringify(named(happening, names))}\n\n`);
    if (response.writableLength > maxUnreadBytes) response.destroy();
  };
  for (const happening of call.caller.happenings()) write(happening);
  const stopListening = call.caller.listen(write);
  const heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMs);
  heartbeat.unref();
  response.on('close', () => {
    clearInterval(heartbeat);
    stopListening();
  });
}

function named(event: SoftphoneEvent, names: DestinationNames): SoftphoneEvent {
  if (event.kind !== 'transferred') return event;
  return { ...event, to: names[`${event.destination}:${event.to}`] ?? names[event.to] ?? event.to };
}
