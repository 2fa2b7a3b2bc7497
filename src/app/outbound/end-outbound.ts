import type { CallRecord } from '../../ports/call-history.ts';
import type { TurnPorts } from '../turn-ports.ts';
import { moveOutbound } from './outbound-calls.ts';

/** Tells whoever asked for a call how it ended. Doing it twice is doing it once. */
export async function endOutbound(ports: Pick<TurnPorts, 'ledger' | 'clock'>, record: CallRecord): Promise<void> {
  if (record.outbound === undefined) return;
  const told = record.refusal ?? (record.code === undefined ? undefined : `${record.code}/${record.subcode ?? 0}`);
  const code = told === undefined ? {} : { code: told };
  await moveOutbound(ports, record.outbound, ['placing', 'placed'], {
    status: 'ended',
    callId: record.callId,
    outcome: record.outcome,
    ...code,
    ...(record.tags === undefined ? {} : { tags: record.tags.map(({ outcome }) => outcome) }),
  });
}
