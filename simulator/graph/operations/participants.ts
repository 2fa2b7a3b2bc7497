/** Who is in the call (graph-calling, 1.9). */
import { z } from 'zod';
import { end } from '../call/life.ts';
import type { SimCall } from '../call/sim-call.ts';
import { empty, type Json, json } from '../messages.ts';
import { resultInfo } from '../notifications/operation-ended.ts';
import { botParticipant, participant } from '../notifications/roster.ts';
import type { PersonLeg } from '../people/person-leg.ts';
import { defineOperation } from './define-operation.ts';
import { isPerson, withParticipant } from './in-group.ts';
import { refusal } from './refusals.ts';

/** `GET /{id}/participants`. A peer-to-peer call has two. */
export const listParticipants = defineOperation({
  name: 'list participants',
  when: 'alive',
  body: z.strictObject({}),
  perform: (call) => json(200, { '@odata.context': context(call, 'participants'), value: everybody(call) }),
});

/** `GET /{id}/participants/{pid}`. */
export const getParticipant = defineOperation({
  name: 'get participant',
  when: 'alive',
  body: z.strictObject({}),
  perform: (call, _body, { participantId }) => {
    const found = everybody(call).find(({ id }) => id === participantId.toLowerCase());
    return found
      ? json(200, { '@odata.context': context(call, 'participants/$entity'), ...found })
      : refusal(call.platform, 'noParticipant');
  },
});

/** `DELETE /{id}/participants/{pid}`: a tenant setting must allow it. */
export const removeParticipant = defineOperation({
  name: 'remove participant',
  when: 'established',
  body: z.strictObject({}),
  perform: (call, _body, { participantId, platform }) => {
    if (!platform.directory.mayRemoveParticipants(call.tenantId)) return refusal(platform, 'removeNotAllowed');
    return withParticipant(call, participantId, (room, who) => {
      if (isPerson(who)) room.remove(who);
      else end(who, { detail: 'removed', more: { resultInfo: resultInfo(200, 5000, 'Removed by another participant.') } });
      return empty(204);
    });
  },
});

function everybody(call: SimCall): readonly Json[] {
  const people: readonly PersonLeg[] = [...call.room.people].filter(({ state }) => state === 'connected');
  return [...[...call.room.bots].map(botParticipant), ...people.map((leg) => participant(leg, call.tenantId))];
}

function context(call: SimCall, what: string): string {
  return `${call.platform.options.ownUrl()}/v1.0/$metadata#communications/calls('${call.id}')/${what}`;
}
