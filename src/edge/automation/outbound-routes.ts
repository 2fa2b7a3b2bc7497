import type { AskedKey } from '../../ports/asked-key.ts';
import type { OutboundCall, OutboundWish } from '../../ports/outbound-call.ts';
import type { ApiRoute } from '../admin/define-route.ts';
import { answer, type Shown } from '../admin/described.ts';
import { json, problem } from '../admin/problem.ts';
import { outboundCall, outboundParams } from './answers.ts';
import { askedKey } from './asked-key.ts';
import { outboundBody, targetOf } from './bodies.ts';
import { type AutomationDesk, route, shortText } from './desk.ts';
import { iso, notFound, whyOf } from './replies.ts';

const noneAsked = 'No call was asked for under this id, or it was forgotten since.';
const notAsked = notFound('call was asked for under this id');

/** Calls that are asked for. */
export const outboundRoutes: readonly ApiRoute<AutomationDesk>[] = [
  route({
    method: 'POST',
    path: 'outbound-calls',
    name: 'askForCall',
    summary:
      'Asks for a call, to one person, to several at once, or into a meeting. With an Idempotency-Key, asking twice is asking once.',
    right: 'placeCalls',
    body: outboundBody,
    longestBody: shortText,
    takesKey: true,
    limit: ({ limit }) => limit,
    replies: {
      200: answer('It was asked for before, under this key.', outboundCall, 'Location'),
      202: answer('It will be placed.', outboundCall, 'Location'),
      422: 'It cannot work; `detail` says which member of the request, and what to do.',
    },
    run: async ({ desk, body, key }) => {
      const line = body.line ?? desk.defaultLine();
      if (line === undefined) return noLine;
      const asked = await desk.outbound.ask(wishOf({ ...body, line }, await askedKey(desk, key, 'askForCall', body)));
      if (asked.kind === 'refused') {
        const { place, problem: title, fix, code } = asked;
        return problem({
          status: 422,
          name: 'refused',
          title,
          detail: `${place}: ${fix}`,
          ...(code === undefined ? {} : { code, why: whyOf(code) }),
        });
      }
      const { call, isNew } = asked;
      return json(shown(call), { status: isNew ? 202 : 200, headers: { location: `/api/outbound-calls/${call.id}` } });
    },
  }),
  route({
    method: 'GET',
    path: 'outbound-calls/{id}',
    name: 'getOutboundCall',
    summary: 'What has become of a call that was asked for.',
    right: 'readCalls',
    params: outboundParams,
    replies: { 200: answer('As it is at this moment.', outboundCall), 404: noneAsked },
    run: async ({ desk, params: { id = '' } }) => {
      const call = await desk.outbound.load(id);
      return call === undefined ? notAsked : json(shown(call));
    },
  }),
  route({
    method: 'DELETE',
    path: 'outbound-calls/{id}',
    name: 'cancelOutboundCall',
    summary: 'Calls it off. One that is ringing or connected by now is hung up.',
    right: 'placeCalls',
    params: outboundParams,
    replies: {
      200: answer('It is called off: nobody is called.', outboundCall),
      202: answer('It is a call by now, and is being hung up.', outboundCall),
      404: noneAsked,
      409: 'It cannot be called off any more: it has an end already, or Microsoft has just been asked for it.',
    },
    run: async ({ desk, params: { id = '' } }) => {
      const cancelled = await desk.outbound.cancel(id);
      if (cancelled !== undefined) return json(shown(cancelled));
      const call = await desk.outbound.load(id);
      if (call === undefined) return notAsked;
      if (call.status !== 'placed' || call.callId === undefined) {
        return problem({ status: 409, name: 'conflict', title: `It cannot be called off: it is ${call.status}.` });
      }
      await desk.live.control(call.callId, { key: `cancel ${id}` }, { kind: 'hangUp' });
      return json(shown(call), { status: 202 });
    },
  }),
];

const noLine = problem({
  status: 422,
  name: 'refused',
  title: 'Nobody says in the name of which line.',
  detail: 'line: Name a line of lines.jsonc; without it the "default" of lines.jsonc is taken, and there is none.',
});

type Body = (typeof outboundBody)['_output'];

function wishOf(body: Body & { readonly line: string }, asked: AskedKey | undefined): OutboundWish {
  const { notBefore, notAfter } = body.window;
  return {
    to: targetOf(body.to),
    line: body.line,
    ...(body.flow === undefined ? {} : { flow: body.flow }),
    vars: body.variables,
    ...(body.language === undefined ? {} : { language: body.language }),
    ringMs: body.ringSeconds * 1_000,
    ...(notBefore === undefined ? {} : { notBefore: Date.parse(notBefore) }),
    ...(notAfter === undefined ? {} : { notAfter: Date.parse(notAfter) }),
    ...(asked === undefined ? {} : { idempotencyKey: asked.key, ...(asked.request && { request: asked.request }) }),
    ...(body.doNotCall === 'ignore' ? { doNotCall: 'ignore' } : {}),
  };
}

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
  place,
  campaign,
}: OutboundCall): Shown<typeof outboundCall> {
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
    ...(code === undefined ? {} : { code, why: whyOf(code) }),
    ...(place === undefined ? {} : { place }),
    ...(campaign === undefined ? {} : { campaign }),
  };
}
