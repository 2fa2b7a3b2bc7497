import type { Call } from '../core/call/call.ts';
import type { CallRecord } from '../ports/call-history.ts';

/** What the history keeps of a call; undefined while it lives. Names every member, so that nothing of the caller slips in (I8). */
export function recordOf({
  id,
  line,
  flow,
  startedAt,
  answeredAt,
  end,
  path,
  tags,
  direction,
  outbound,
}: Call): CallRecord | undefined {
  if (end === undefined) return undefined;
  return {
    callId: id,
    line,
    flow: flow.name,
    version: flow.version,
    startedAt,
    ...(answeredAt === undefined ? {} : { answeredAt }),
    endedAt: end.at,
    outcome: end.outcome,
    ...(end.code === undefined ? {} : { code: end.code }),
    ...(end.subcode === undefined ? {} : { subcode: end.subcode }),
    ...(end.refusal === undefined ? {} : { refusal: end.refusal }),
    path,
    ...(tags === undefined ? {} : { tags }),
    ...(direction === undefined ? {} : { direction }),
    ...(outbound === undefined ? {} : { outbound }),
  };
}
