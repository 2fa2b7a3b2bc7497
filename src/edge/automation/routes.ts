import { randomUUID } from 'node:crypto';
import type { ControlWish } from '../../core/call/call-event.ts';
import { type CallId, readCallId } from '../../core/call/ids.ts';
import type { Destination } from '../../core/call/party.ts';
import { readingTimeMs } from '../../core/call/prompt-item.ts';
import type { ControlOutcome, LiveCall } from '../../ports/live-calls.ts';
import type { OutboundAsked, OutboundCall, OutboundWish } from '../../ports/outbound-call.ts';
import { type ApiRoute, routesFor } from '../admin/define-route.ts';
import { json, problem } from '../admin/problem.ts';
import type { IncomingRequest, Reply } from '../http-types.ts';
import type { RateLimit } from '../rate-limit.ts';
import { type DestinationBody, liveQuery, noBody, outboundBody, playBody, transferBody } from './bodies.ts';

/** What does the work behind the automation API. */
export interface AutomationDesk {
  readonly outbound: {
    ask(wish: OutboundWish): Promise<OutboundAsked>;
    load(id: string): Promise<OutboundCall | undefined>;
    cancel(id: string): Promise<OutboundCall | undefined>;
  };
  readonly live: {
    list(limit: number): Promise<readonly LiveCall[]>;
    load(id: CallId): Promise<LiveCall | undefined>;
    control(id: CallId, wishId: string, wish: ControlWish): Promise<ControlOutcome>;
  };
  readonly contact: (name: string) => Destination | undefined;
  /** For calls that are asked for. */
  readonly limit: RateLimit;
}

const route = routesFor<AutomationDesk>();
const shortText = 20_000;

/** Everything that the automation API can do, in the order of its description. */
export const automationRoutes: readonly ApiRoute<AutomationDesk>[] = [
  route({
    method: 'POST',
    path: 'outbound-calls',
    summary: 'Asks for a call. With an Idempotency-Key, asking twice is asking once.',
    right: 'placeCalls',
    body: outboundBody,
    longestBody: shortText,
    run: async ({ desk, body, request }) => {
      const waitSeconds = desk.limit.refuses();
      if (waitSeconds !== undefined) {
        const title = 'That is too many at once.';
        return problem({ status: 429, name: 'tooMany', title }, { 'retry-after': String(waitSeconds) });
      }
      const key = request.headers.get('idempotency-key') ?? undefined;
      if (key !== undefined && !/^[\x21-\x7e]{1,200}$/.test(key)) return wrongKey;
      const asked = await desk.outbound.ask(wishOf(body, key));
      if (asked.kind === 'refused') {
        const { place, problem: title, fix } = asked;
        return problem({ status: 422, name: 'refused', title, detail: `${place}: ${fix}` });
      }
      const { call, isNew } = asked;
      return json(shown(call), { status: isNew ? 202 : 200, headers: { location: `/api/outbound-calls/${call.id}` } });
    },
  }),
  route({
    method: 'GET',
    path: 'outbound-calls/{id}',
    summary: 'What has become of a call that was asked for.',
    right: 'readCalls',
    run: async ({ desk, params: { id = '' } }) => {
      const call = await desk.outbound.load(id);
      return call === undefined ? notFound('call was asked for under this id') : json(shown(call));
    },
  }),
  route({
    method: 'DELETE',
    path: 'outbound-calls/{id}',
    summary: 'Calls it off. One that is ringing or connected by now is hung up.',
    right: 'placeCalls',
    run: async ({ desk, params: { id = '' } }) => {
      const cancelled = await desk.outbound.cancel(id);
      if (cancelled !== undefined) return json(shown(cancelled));
      const call = await desk.outbound.load(id);
      if (call === undefined) return notFound('call was asked for under this id');
      if (call.status !== 'placed' || call.callId === undefined) {
        return problem({ status: 409, name: 'conflict', title: `It cannot be called off: it is ${call.status}.` });
      }
      await desk.live.control(call.callId, `cancel ${id}`, { kind: 'hangUp' });
      return json(shown(call), { status: 202 });
    },
  }),
  route({
    method: 'GET',
    path: 'live-calls',
    summary: 'The calls that are going on.',
    right: 'readCalls',
    query: liveQuery,
    run: async ({ desk, query: { limit } }) => json({ calls: (await desk.live.list(limit)).map(shownLive) }),
  }),
  route({
    method: 'GET',
    path: 'live-calls/{id}',
    summary: 'One call that is going on.',
    right: 'readCalls',
    run: async ({ desk, params }) => {
      const id = readCallId(params.id ?? '');
      const call = id && (await desk.live.load(id));
      return call === undefined ? notFound('live call of this id') : json(shownLive(call));
    },
  }),
  control('hang-up', 'Ends a call.', noBody, () => ({ kind: 'hangUp' })),
  control('transfer', 'Transfers the caller. When it fails, the caller is back with the flow.', transferBody, (body, desk) => {
    const target = destinationOf(body.to);
    const known = target.kind === 'contact' ? desk.contact(target.name) : target;
    return known && { kind: 'transfer', target: known };
  }),
  control('play', 'Speaks to the caller; then the step begins anew.', playBody, ({ text, language }) => ({
    kind: 'say',
    prompts: [{ kind: 'speech', text, language, durationMs: readingTimeMs(text) }],
  })),
];

/** A wish about a live call. `wishOf` gives undefined when what it names does not exist. */
function control<Body>(
  action: string,
  summary: string,
  body: Parameters<typeof route<Body>>[0]['body'] & object,
  wishFor: (body: Body, desk: AutomationDesk) => ControlWish | undefined,
): ApiRoute<AutomationDesk> {
  return route<Body>({
    method: 'POST',
    path: `live-calls/{id}/${action}`,
    summary,
    right: 'placeCalls',
    body,
    longestBody: shortText,
    run: async ({ desk, params, body: given, request }) => {
      const id = readCallId(params.id ?? '');
      if (id === undefined) return notFound('live call of this id');
      const wish = wishFor(given, desk);
      if (wish === undefined) return problem({ status: 422, name: 'refused', title: 'There is no such contact.' });
      const key = keyOf(request);
      if (key === undefined) return wrongKey;
      const outcome = await desk.live.control(id, key, wish);
      switch (outcome.kind) {
        case 'taken':
          return json({ type: 'taken' }, { status: 202 });
        case 'noCall':
          return notFound('live call of this id');
        case 'notNow':
          return problem({ status: 409, name: 'conflict', title: 'The call is not in a state for that.' });
      }
    },
  });
}

const wrongKey = problem({
  status: 400,
  name: 'invalid',
  title: 'The request is not understood.',
  detail: 'Idempotency-Key: at most 200 visible characters',
});

function keyOf(request: IncomingRequest): string | undefined {
  const key = request.headers.get('idempotency-key');
  if (key === null) return randomUUID();
  return /^[\x21-\x7e]{1,100}$/.test(key) ? key : undefined;
}

const notFound = (what: string): Reply => problem({ status: 404, name: 'notFound', title: `No ${what}.` });

function wishOf(body: (typeof outboundBody)['_output'], idempotencyKey: string | undefined): OutboundWish {
  const { notBefore, notAfter } = body.window;
  return {
    to: destinationOf(body.to),
    line: body.line,
    ...(body.flow === undefined ? {} : { flow: body.flow }),
    vars: body.variables,
    ...(body.language === undefined ? {} : { language: body.language }),
    ringMs: body.ringSeconds * 1_000,
    ...(notBefore === undefined ? {} : { notBefore: Date.parse(notBefore) }),
    ...(notAfter === undefined ? {} : { notAfter: Date.parse(notAfter) }),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  };
}

function destinationOf(to: DestinationBody): OutboundWish['to'] {
  if ('contact' in to) return { kind: 'contact', name: to.contact };
  if ('phone' in to) return { kind: 'phone', number: to.phone };
  if ('user' in to) return { kind: 'user', id: to.user.toLowerCase() };
  if ('application' in to) return { kind: 'application', id: to.application.toLowerCase() };
  return { kind: 'applicationInstance', id: to.applicationInstance.toLowerCase() };
}

const iso = (at: number): string => new Date(at).toISOString();

/** Without whom it goes to and what was said of them: whoever asked knows. */
function shown({
  id,
  line,
  flow,
  status,
  askedAt,
  changedAt,
  notBefore,
  notAfter,
  callId,
  outcome,
  code,
  campaign,
}: OutboundCall) {
  return {
    id,
    line,
    flow,
    status,
    askedAt: iso(askedAt),
    changedAt: iso(changedAt),
    window: { notBefore: iso(notBefore), notAfter: iso(notAfter) },
    ...(callId === undefined ? {} : { callId }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(code === undefined ? {} : { code }),
    ...(campaign === undefined ? {} : { campaign }),
  };
}

function shownLive({ startedAt, answeredAt, ...call }: LiveCall) {
  return { ...call, startedAt: iso(startedAt), ...(answeredAt === undefined ? {} : { answeredAt: iso(answeredAt) }) };
}
