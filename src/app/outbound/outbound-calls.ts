import { randomUUID } from 'node:crypto';
import { Fault } from '../../core/call/fault.ts';
import type { LedgerFact, LedgerKey } from '../../ports/ledger.ts';
import type { OutboundCall, OutboundStatus } from '../../ports/outbound-call.ts';
import { readOutboundCall } from '../../ports/outbound-call.ts';
import { ledgerKey } from '../ledger-facts.ts';
import type { TurnPorts } from '../turn-ports.ts';

/** What is kept of an outbound call after its last change, so that whoever asked for it can look. */
const keepMs = 7 * 86_400_000;
const mostRounds = 10;

type OutboundPorts = Pick<TurnPorts, 'ledger' | 'clock'>;
const keyOf = (id: string): string => ledgerKey('outbound', id);

export async function loadOutbound({ ledger }: OutboundPorts, id: string): Promise<OutboundCall | undefined> {
  return readOutboundCall((await ledger.get(keyOf(id)))?.value);
}

/** Create-if-absent: asking for a call twice under one key is asking once. Returns what there is now. */
export async function createOutbound(
  ports: OutboundPorts,
  call: OutboundCall,
): Promise<{ readonly call: OutboundCall; readonly isNew: boolean }> {
  const write = randomUUID();
  const saved = await ports.ledger.put(keyOf(call.id), { value: { ...call, write }, expiresAt: call.notAfter + keepMs });
  if (saved === 'saved') return { call, isNew: true };
  const known = await loadOutbound(ports, call.id);
  if (known !== undefined) return { call: known, isNew: known.write === write };
  throw new Fault('OVERTAKEN', 'An outbound call could not be noted down.', { retryable: true });
}

/**
 * Moves an outbound call on, if it is in one of the states from which that is possible. `undefined`: it is not, or there is
 * none; somebody else has moved it. Each move writes a name of its own: a store may have taken a write and say that it was
 * overtaken, and whoever has moved a call to `placing` must not believe that somebody else places it.
 */
export async function moveOutbound(
  ports: OutboundPorts,
  id: string,
  from: readonly OutboundStatus[],
  change: Partial<OutboundCall> & { readonly status: OutboundStatus },
): Promise<OutboundCall | undefined> {
  const write = randomUUID();
  for (let round = 0; round < mostRounds; round += 1) {
    const entry = await ports.ledger.get(keyOf(id));
    const known = readOutboundCall(entry?.value);
    if (entry === undefined || known === undefined) return undefined;
    if (known.write === write) return known;
    if (!from.includes(known.status)) return undefined;
    const now = ports.clock.now();
    const moved: OutboundCall = { ...known, ...change, changedAt: now, write };
    const fact = { value: moved, expiresAt: Math.max(now, known.notAfter) + keepMs };
    const saved = await putOrDoubt(ports, keyOf(id), fact, entry.version);
    if (saved === 'saved') return moved;
  }
  throw new Fault('OVERTAKEN', 'An outbound call is changed too often.', { retryable: true });
}

/** Of a store that gives no answer nobody knows whether it has written: a look tells. When it is away, that throws. */
async function putOrDoubt(
  { ledger }: OutboundPorts,
  key: LedgerKey,
  fact: LedgerFact,
  version: string,
): Promise<'saved' | 'overtaken'> {
  try {
    return await ledger.put(key, fact, version);
  } catch (fault) {
    if (fault instanceof Fault && fault.retryable) return 'overtaken';
    throw fault;
  }
}
