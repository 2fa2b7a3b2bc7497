import type { Call } from '../../src/core/call/call.ts';
import { type CallId, type FlowVersion, readCallId, stepName } from '../../src/core/call/ids.ts';
import type { CallDocument } from '../../src/ports/call-store.ts';

export function aCallId(name: string): CallId {
  const id = readCallId(name);
  if (id === undefined) throw new Error(`Not fit to be a call id: ${name}`);
  return id;
}

/** A call in the middle of its menu; tests name only what they are about. */
export function aCallDocument(
  id: CallId,
  members: Partial<Omit<CallDocument, 'call'>> & { readonly call?: Partial<Call> } = {},
): CallDocument {
  const { call, ...rest } = members;
  return {
    call: {
      id,
      tenantId: '7e57ab1e-0000-4000-8000-000000000001',
      line: 'main',
      flow: { name: 'main-line', version: 'f00d' as FlowVersion }, // A test's version need not be a hash.
      caller: { kind: 'phone', number: '+441632960001' },
      called: { kind: 'application', id: '7e57ab1e-0000-4000-8000-000000000002' },
      multiparty: false,
      startedAt: 1_000,
      state: 'established',
      asked: 'answer',
      audio: 'active',
      listening: true,
      language: 'en-US',
      vars: { account: 'café ☎ \u0000' },
      at: { step: stepName('main'), entered: true, attempt: 1, memory: {} },
      media: [],
      epoch: 1,
      nextNumber: 3,
      keypad: { next: 1, waiting: [], held: [], missing: [] },
      entries: 1,
      trail: [],
      path: [],
      wakeAt: 9_000,
      wakes: 0,
      restarts: 0,
      ...call,
    },
    outbox: [{ number: 2, kind: 'keepAlive' }],
    inbox: [{ kind: 'tonePressed', callId: id, tone: '5', sequence: 1 }],
    ...rest,
  };
}
