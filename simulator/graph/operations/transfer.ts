import { z } from 'zod';
import type { Destination } from '../../../src/core/call/party.ts';
import { GroupRoom } from '../call/group-room.ts';
import { transfer } from '../call/send-on.ts';
import type { SimCall } from '../call/sim-call.ts';
import { transferTogether } from '../call/transfer-together.ts';
import { empty, graphError } from '../messages.ts';
import type { PersonLeg } from '../people/person-leg.ts';
import { identitySet, invitee } from './body-parts.ts';
import { defineOperation, type OperationResponse } from './define-operation.ts';
import { isPerson } from './in-group.ts';
import { refusesPhone } from './pstn-matrix.ts';
import { refusal } from './refusals.ts';
import { refusesForeigners } from './tenant-rules.ts';

/** `POST /{id}/transfer` (graph-calling, 1.6). The last three members are in documented examples only. */
export const transferCall = defineOperation({
  name: 'transfer',
  when: 'established',
  body: z.strictObject({
    transferTarget: invitee,
    transferee: z.looseObject({ identity: identitySet, participantId: z.string().min(1) }).nullish(),
    clientContext: z.string().max(256).nullish(),
    languageId: z.string().nullish(),
    region: z.string().nullish(),
  }),
  perform: (call, { transferTarget: { destination, replacesCallId }, transferee }) => {
    if (!destination) return graphError(call.platform, 400, 'invalidRequest', 'transferTarget: nobody is named.');
    const refused = refusesPhone(call, [destination]) ?? refusesForeigners(call.platform, call.tenantId, [destination]);
    if (refused) return refused;
    const plan = { target: destination, replacesCallId };
    if (call.room instanceof GroupRoom) return fromGroup(call, call.room, plan, transferee?.participantId);
    if (transferee && !isPeer(call, transferee.identity)) return refusal(call.platform, 'noParticipant');
    begin(call, plan);
    return empty(202);
  },
});

/** A call of two has no roster, so its other end is known by who it is, not by a participant's id. */
function isPeer({ peer }: SimCall, { user, application, applicationInstance, phone }: z.output<typeof identitySet>): boolean {
  const id = [user, application, applicationInstance, phone].find((one) => one != null)?.id;
  return peer !== undefined && peer.address === id?.toLowerCase();
}

/** Out of a group call somebody must be named who is in it. */
function fromGroup(call: SimCall, room: GroupRoom, plan: Plan, participantId: string | undefined): OperationResponse {
  if (participantId === undefined) return { kind: 'badBody', problem: 'transferee: is required in a group call' };
  const who = room.find(participantId);
  if (!who || !isPerson(who)) return refusal(call.platform, 'noParticipant');
  begin(call, plan, who);
  return empty(202);
}

interface Plan {
  readonly target: Destination;
  /** Of a consultative transfer: the bot's other call, with the target. */
  readonly replacesCallId: string | undefined;
}

function begin(call: SimCall, { target, replacesCallId }: Plan, who?: PersonLeg): void {
  const transferee = who === undefined ? {} : { transferee: who };
  if (replacesCallId === undefined) transfer(call, { target, ...transferee });
  else transferTogether(call, { target, replacesCallId, ...transferee });
}
