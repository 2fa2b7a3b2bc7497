import type { CallEvent } from '../core/call/call-event.ts';
import { Fault } from '../core/call/fault.ts';
import type { Log } from '../ports/log.ts';
import type { Sender, SenderVerifier } from '../ports/sender-verifier.ts';
import { readNotifications } from '../wire/notifications.ts';
import type { IncomingRequest, Reply } from './http-types.ts';
import { readBody } from './read-body.ts';
import { tracingHeaders } from './tracing-headers.ts';

/** What the webhook needs of the application: play these events, in order, and come back when their turns are settled. */
export interface Turns {
  /** `unavailable`: nobody knows whether they are kept; the sender may come again. */
  take(events: readonly CallEvent[], about: Delivery): Promise<{ readonly kind: 'settled' } | { readonly kind: 'unavailable' }>;
}

export interface Delivery {
  /** The token's. */
  readonly tenantId: string;
  /** The line whose safe flow took the call: its callback address says so (ADR 13). */
  readonly safeLine?: string;
  /** What the call was placed for, when the bot has placed it: its callback address says so. */
  readonly placed?: string;
}

export interface CallsDoor {
  readonly verifier: SenderVerifier;
  readonly turns: Turns;
  readonly log: Log;
  readonly limits?: { readonly bodyBytes: number };
}

/** A notification is a few kilobytes; a roster of a large meeting some hundred. */
const defaultBodyBytes = 1_048_576;

/**
 * `POST /api/calls`: Microsoft's notifications.
 * 1. Nothing of the body is read before the sender is known.
 * 2. 202 is answered after the turn is settled, and no work goes on afterwards (I4, I7).
 */
export async function handleCalls(request: IncomingRequest, door: CallsDoor): Promise<Reply> {
  if (request.method.toUpperCase() !== 'POST') return { status: 405, headers: { allow: 'POST' } };
  const bodyBytes = door.limits?.bodyBytes ?? defaultBodyBytes;
  if (Number(request.headers.get('content-length') ?? 0) > bodyBytes) return { status: 413 };

  const sender = await identify(request, door);
  if (sender.kind !== 'known') return refusal(sender, door.log);

  const body = await readBody(request.body, bodyBytes);
  if (body.kind === 'tooLong') return { status: 413 };
  if (body.kind === 'broken') return { status: 400 };

  const headers = tracingHeaders(request.headers);
  const notifications = readNotifications(body.bytes);
  switch (notifications.kind) {
    case 'unreadable':
      door.log.warn('calls.unreadable', { bytes: body.bytes.byteLength });
      return { status: 400, headers };
    case 'empty':
      door.log.info('calls.empty', { bytes: body.bytes.byteLength });
      return { status: 202, headers };
    case 'legacy': // 204 asks for the same call in Graph's form (graph-calling, section 3, 1).
      door.log.info('calls.legacy');
      return { status: 204, headers };
    case 'events': {
      const survived = notifications.survived.map(({ word, count }) => `${word}:${count}`);
      if (survived.length > 0) door.log.info('calls.survived', { survived });
      const delivery = request.headers.get('x-microsoft-skype-message-id') ?? undefined;
      const events = notifications.events.map((event, index) => completed(event, sender.tenantId, nameDelivery(delivery, index)));
      return {
        status: await take(events, { tenantId: sender.tenantId, ...safeLineOf(request.url), ...placedOf(request.url) }, door),
        headers,
      };
    }
  }
}

async function identify(request: IncomingRequest, door: CallsDoor): Promise<Sender> {
  try {
    return await door.verifier.verify(request.headers.get('authorization'));
  } catch (error) {
    door.log.error('calls.verifier', { code: error instanceof Fault ? error.code : 'UNEXPECTED' });
    return { kind: 'undecided' };
  }
}

function refusal(sender: Exclude<Sender, { readonly kind: 'known' }>, log: Log): Reply {
  switch (sender.kind) {
    case 'unknown':
      log.warn('calls.refused', { status: 401, why: sender.why });
      return { status: 401, headers: { 'www-authenticate': 'Bearer' } };
    case 'forbidden':
      log.warn('calls.refused', { status: 403, why: sender.why });
      return { status: 403 };
    case 'undecided':
      log.error('calls.refused', { status: 503, why: 'noKeys' });
      return { status: 503, headers: { 'retry-after': '2' } };
  }
}

function safeLineOf(url: string): Pick<Delivery, 'safeLine'> {
  const line = URL.canParse(url) ? new URL(url).searchParams.get('safe') : null;
  return line !== null && /^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(line) ? { safeLine: line } : {};
}

function placedOf(url: string): Pick<Delivery, 'placed'> {
  const placed = URL.canParse(url) ? new URL(url).searchParams.get('placed') : null;
  return placed !== null && /^[a-z]{1,20}\.[0-9A-Za-z._~-]{1,150}$/.test(placed) ? { placed } : {};
}

/** What only the request knows: the tenant when the body names none, and the name of this delivery. */
function completed(event: CallEvent, tenantId: string, delivery: string | undefined): CallEvent {
  if (event.kind === 'callArrived' && event.tenantId === '') return { ...event, tenantId };
  if (event.kind === 'callStateChanged' && delivery !== undefined) return { ...event, delivery };
  return event;
}

/** The platform names the whole request; several notifications in it are told apart by their place. */
function nameDelivery(messageId: string | undefined, index: number): string | undefined {
  return messageId !== undefined && /^[0-9A-Za-z._:-]{1,100}$/.test(messageId) ? `${messageId}#${index}` : undefined;
}

async function take(events: readonly CallEvent[], about: Delivery, door: CallsDoor): Promise<number> {
  if (events.length === 0) return 202;
  try {
    const taken = await door.turns.take(events, about);
    return taken.kind === 'settled' ? 202 : 503;
  } catch (error) {
    const retryable = error instanceof Fault && error.retryable;
    door.log.error('calls.fault', { code: error instanceof Fault ? error.code : 'UNEXPECTED', retryable });
    return retryable ? 503 : 500;
  }
}
