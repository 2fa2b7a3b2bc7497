import { z } from 'zod';
import { answer } from '../call/life.ts';
import { empty } from '../messages.ts';
import { callOptions, reachableUrl, serviceHostedMedia } from './body-parts.ts';
import { defineOperation } from './define-operation.ts';

/** `POST /{id}/answer` (graph-calling, 1.3). */
export const answerCall = defineOperation({
  name: 'answer',
  when: 'ringing',
  // A call of two needs none "from a Teams user" (graph-calling, 1.1): whoever else calls is not meant.
  permit: ({ peer }) => {
    if (!peer) return 'answer a group call';
    return peer.party.kind === 'phone' || peer.party.kind === 'withheld' ? 'answer a telephone' : undefined;
  },
  body: z.strictObject({
    callbackUri: reachableUrl,
    mediaConfig: serviceHostedMedia,
    acceptedModalities: z
      .array(z.enum(['audio', 'video', 'videoBasedScreenSharing', 'data']))
      .refine((modalities) => modalities.includes('audio'), 'must include audio'),
    participantCapacity: z.int().nullish(),
    callOptions,
  }),
  perform: (call, { callbackUri, mediaConfig, callOptions: options }, { roles }) => {
    call.permissions = roles;
    if (options?.isDeltaRosterEnabled) call.roster = 'delta';
    call.callbackUri = callbackUri;
    for (const media of mediaConfig.preFetchMedia ?? []) void call.platform.sounds.sound(media, call.id);
    answer(call);
    return empty(202);
  },
});
