import type { CallEvent } from '../core/call/call-event.ts';
import type { CallId } from '../core/call/ids.ts';
import { takeTurns } from './take-turns.ts';
import type { TurnPorts } from './turn-ports.ts';

/** Calls looked at in one sweep, and how many at a time. What is left is the most overdue of the next one. */
const batch = 100;
const atOnce = 8;

export interface Swept {
  readonly looked: number;
  readonly failed: number;
}

/** Looks at every call whose `wakeAt` has passed: asks Graph what it is, then lets the core decide (I5). */
export async function sweep(ports: TurnPorts): Promise<Swept> {
  const due = [...(await ports.calls.due(ports.clock.now(), batch))];
  let failed = 0;
  const worker = async (): Promise<void> => {
    for (let id = due.shift(); id !== undefined; id = due.shift()) {
      try {
        await lookAt(ports, id);
      } catch (fault) {
        failed += 1;
        ports.log.error('sweep.failed', { callId: id, fault: fault instanceof Error ? fault.name : 'unknown' });
      }
    }
  };
  const looked = due.length;
  await Promise.all(Array.from({ length: Math.min(atOnce, looked) }, worker));
  return { looked, failed };
}

async function lookAt(ports: TurnPorts, id: CallId): Promise<void> {
  const stored = await ports.calls.load(id);
  if (stored.kind === 'missing') return;
  const { call, lease, wakeAt } = stored.document;
  const now = ports.clock.now();
  if (wakeAt === undefined || wakeAt > now || (lease !== undefined && lease.until > now)) return;
  const events = call.end === undefined ? await observed(ports, id, stored.document.call) : [];
  await takeTurns(ports, id, [
    ...events,
    { kind: 'wokeUp', callId: id, ...(call.end === undefined && events.length === 0 ? { blind: true } : {}) },
  ]);
}

async function observed(
  ports: TurnPorts,
  id: CallId,
  call: Parameters<TurnPorts['control']['observe']>[0],
): Promise<readonly CallEvent[]> {
  const observation = await ports.control.observe(call, ports.clock.now() + ports.limits.requestMs);
  switch (observation.kind) {
    case 'gone':
    case 'withSafeFlow':
      return [{ kind: 'callEnded', callId: id, reason: 'gone' }];
    case 'alive': {
      const { kind: _, ...seen } = observation;
      return [{ kind: 'callStateChanged', callId: id, observed: true, ...seen }];
    }
    case 'refused':
    case 'unclear':
      return []; // The core decides on what it knows, and looks again.
  }
}
