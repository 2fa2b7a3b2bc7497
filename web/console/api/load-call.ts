import type { Answer } from './answer.ts';
import type { ApiClient } from './api-client.ts';
import { type EndedCall, endedCalls, type LiveCall, liveCall } from './schemas.ts';

/** A call, wherever it is found by now. */
export type SeenCall =
  | { readonly kind: 'live'; readonly call: LiveCall }
  | { readonly kind: 'ended'; readonly call: EndedCall }
  /** Neither going on nor in the history: its record is still being written, or it is kept no longer, or never was. */
  | { readonly kind: 'gone' };

/** As many records as the API gives at once. */
export const mostEnded = 200;

export async function loadCall(api: Pick<ApiClient, 'get'>, callId: string, signal?: AbortSignal): Promise<Answer<SeenCall>> {
  const live = await api.get(`live-calls/${encodeURIComponent(callId)}`, liveCall, signal);
  if (live.kind === 'ok') return { ...live, value: { kind: 'live', call: live.value } };
  if (live.kind !== 'refused' || live.refusal.status !== 404) return live;
  const ended = await api.get(`ended-calls?limit=${mostEnded}`, endedCalls, signal);
  if (ended.kind !== 'ok') return ended;
  const found = ended.value.calls.find((call) => call.callId === callId);
  return { kind: 'ok', status: ended.status, value: found === undefined ? { kind: 'gone' } : { kind: 'ended', call: found } };
}
