import { explainEnd } from '../../core/call/explain/explain.ts';
import type { CallRecord } from '../../ports/call-history.ts';
import type { ApiRoute } from '../admin/define-route.ts';
import { answer, type Shown } from '../admin/described.ts';
import { json } from '../admin/problem.ts';
import { type endedCall, endedCalls } from './answers.ts';
import { liveQuery } from './bodies.ts';
import { type AutomationDesk, route } from './desk.ts';
import { iso } from './replies.ts';

/** Calls that are over, and why. */
export const endedCallRoutes: readonly ApiRoute<AutomationDesk>[] = [
  route({
    method: 'GET',
    path: 'ended-calls',
    name: 'listEndedCalls',
    summary: 'The calls that ended last, the latest first, the way that each took, and why it ended.',
    right: 'readCalls',
    query: liveQuery,
    replies: { 200: answer('The latest first.', endedCalls) },
    run: async ({ desk, query: { limit } }) =>
      json({ calls: (await desk.ended(limit)).map(shownEnded) } satisfies Shown<typeof endedCalls>),
  }),
];

/** Names every member, so that nothing is shown because it is there. */
function shownEnded(record: CallRecord): Shown<typeof endedCall> {
  const { callId, line, flow, version, direction, startedAt, answeredAt, endedAt, outcome, path, tags, outbound } = record;
  const code = codeOf(record);
  const why = explainEnd(record);
  return {
    callId,
    line,
    flow,
    version,
    direction: direction ?? 'incoming',
    startedAt: iso(startedAt),
    ...(answeredAt === undefined ? {} : { answeredAt: iso(answeredAt) }),
    endedAt: iso(endedAt),
    outcome,
    ...(code === undefined ? {} : { code }),
    ...(why === undefined ? {} : { why: shownWhy(why) }),
    path,
    ...(tags === undefined ? {} : { tags }),
    ...(outbound === undefined ? {} : { outboundCall: outbound }),
  };
}

/** What Graph refused says more than the end that came of it. */
function codeOf({ refusal, code, subcode }: CallRecord): string | undefined {
  if (refusal !== undefined || code === undefined) return refusal;
  return subcode === undefined ? String(code) : `${code}/${subcode}`;
}

function shownWhy({ explanation: { words, cause, fix } }: Exclude<ReturnType<typeof explainEnd>, undefined>) {
  return { words, cause, fix };
}
