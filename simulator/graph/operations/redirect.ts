import { z } from 'zod';
import type { Destination } from '../../../src/core/call/party.ts';
import { redirect } from '../call/send-on.ts';
import { empty } from '../messages.ts';
import { invitee, reachableUrl } from './body-parts.ts';
import { defineOperation } from './define-operation.ts';
import { refusesPhone } from './pstn-matrix.ts';
import { refusesForeigners } from './tenant-rules.ts';

/** `POST /{id}/redirect` (graph-calling, 1.5). */
export const redirectCall = defineOperation({
  name: 'redirect',
  when: 'ringing',
  body: z.strictObject({
    targets: z.array(invitee).min(1).max(25),
    timeout: z.int().min(15).max(90).nullish(),
    callbackUri: reachableUrl.nullish(),
    // Sent by a documented example although no metadata declares it.
    routingPolicies: z.array(z.string()).nullish(),
  }),
  perform: (call, body) => {
    const targets = body.targets.map(({ destination }) => destination).filter((one): one is Destination => one !== undefined);
    const refused = refusesPhone(call, targets) ?? refusesForeigners(call.platform, call.tenantId, targets);
    if (refused) return refused;
    if (body.callbackUri) call.callbackUri = body.callbackUri;
    redirect(call, targets, body.timeout ? body.timeout * 1000 : undefined);
    return empty(202);
  },
});
