import type { z } from 'zod';
import type { Address, DialAnswer, DialRequest, Keypad, People } from '../../../simulator/softphone-api.ts';
import { apiErrorSchema, dialAnswerSchema, peopleSchema } from './softphone-schemas.ts';

export const apiRoot = '/softphone/api';

/** How a request to the simulator went. Nothing here throws. */
export type Answer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  /** The simulator said no; `message` is its sentence for the person. */
  | { readonly kind: 'refused'; readonly status: number; readonly message: string }
  /** No answer, or one that is not the simulator's. */
  | { readonly kind: 'unreachable' };

/** Longer than the simulator takes for anything; a dead server is noticed rather than waited for. */
const deadlineMs = 10_000;

export function loadPeople(): Promise<Answer<People>> {
  return ask('/people', {}, peopleSchema);
}

export function dial(request: DialRequest): Promise<Answer<DialAnswer>> {
  return ask('/calls', jsonPost(request), dialAnswerSchema);
}

/** Picks up what rings. It is declined by hanging up. */
export function accept(callId: string): Promise<Answer<undefined>> {
  return tell(`${callPath(callId)}/accept`, { method: 'POST' });
}

export function setMuted(callId: string, muted: boolean): Promise<Answer<undefined>> {
  return tell(`${callPath(callId)}/muted`, { ...jsonPost({ muted }), method: 'PUT' });
}

export function invite(callId: string, to: Address): Promise<Answer<undefined>> {
  return tell(`${callPath(callId)}/invitations`, jsonPost({ to }));
}

/** Asks the bot into a meeting, in the name of a line. */
export function inviteBot(callId: string, line: string): Promise<Answer<undefined>> {
  return tell(`${callPath(callId)}/bots`, jsonPost({ to: line }));
}

export function meet(from: Address): Promise<Answer<DialAnswer>> {
  return ask('/meetings', jsonPost({ from }), dialAnswerSchema);
}

/** Asks the bot to call somebody; what comes of it rings. */
export function haveCalled(to: Address, line: string): Promise<Answer<undefined>> {
  return tell('/outbound-calls', jsonPost({ to, line }));
}

export function pressTone(callId: string, tone: Keypad): Promise<Answer<undefined>> {
  return tell(`${callPath(callId)}/tones`, jsonPost({ tone }));
}

/** `pcm`: 16 kHz, 16 bit little endian, mono. */
export function sendVoice(callId: string, pcm: Uint8Array<ArrayBuffer>): Promise<Answer<undefined>> {
  const headers = { 'content-type': 'application/octet-stream' };
  return tell(`${callPath(callId)}/voice`, { method: 'POST', headers, body: pcm });
}

/** `keepalive` lets the request outlive the page, for hanging up when the window closes. */
export function hangUp(callId: string, options: { readonly keepalive?: boolean } = {}): Promise<Answer<undefined>> {
  return tell(callPath(callId), { method: 'DELETE', keepalive: options.keepalive === true });
}

export function callPath(callId: string): string {
  return `/calls/${encodeURIComponent(callId)}`;
}

function jsonPost(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

async function ask<T>(path: string, init: RequestInit, schema: z.ZodType<T>): Promise<Answer<T>> {
  const answer = await send(path, init);
  if (answer.kind !== 'ok') return answer;
  const body = schema.safeParse(await answer.value.json().catch(() => undefined));
  return body.success ? { kind: 'ok', value: body.data } : { kind: 'unreachable' };
}

async function tell(path: string, init: RequestInit): Promise<Answer<undefined>> {
  const answer = await send(path, init);
  return answer.kind === 'ok' ? { kind: 'ok', value: undefined } : answer;
}

async function send(path: string, init: RequestInit): Promise<Answer<Response>> {
  try {
    const response = await fetch(apiRoot + path, { ...init, signal: AbortSignal.timeout(deadlineMs) });
    return response.ok ? { kind: 'ok', value: response } : await refusal(response);
  } catch {
    return { kind: 'unreachable' }; // Connection refused or deadline over: the person can only start the simulator.
  }
}

async function refusal(response: Response): Promise<Answer<never>> {
  const body = apiErrorSchema.safeParse(await response.json().catch(() => undefined));
  // A gateway's own error page is as good as no answer.
  if (!body.success) return { kind: 'unreachable' };
  return { kind: 'refused', status: response.status, message: body.data.error.message };
}
