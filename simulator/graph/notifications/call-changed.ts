import type { SimCall } from '../call/sim-call.ts';
import type { Json } from '../messages.ts';

/** The `resourceData` of a call's state notification (graph-calling, 2.3); `more` are the members of that moment. */
export function callChanged(call: SimCall, more: Json = {}): Json {
  return { '@odata.type': '#microsoft.graph.call', state: call.state, id: call.id, callChainId: call.chainId, ...more };
}

export function mediaState(audio: 'active' | 'inactive'): Json {
  return { mediaState: { '@odata.type': '#microsoft.graph.callMediaState', audio } };
}

/** After a reject there may be nothing but this (graph-calling, 1.4). */
export function bareCall(call: SimCall): Json {
  return { '@odata.type': '#microsoft.graph.call', '@odata.id': `/communications/calls/${call.id}` };
}

/** Graph's spelling of a key in notifications; `stopTones` uses the keypad's own (graph-calling, "Fifteen things", 11). */
export function toneName(key: string): string {
  return key === '*' ? 'star' : key === '#' ? 'pound' : `tone${key}`;
}
