import { z } from 'zod';
import { reject } from '../call/life.ts';
import { empty } from '../messages.ts';
import { reachableUrl } from './body-parts.ts';
import { defineOperation } from './define-operation.ts';

/** `POST /{id}/reject`; the reason in either spelling (graph-calling, 1.4). */
export const rejectCall = defineOperation({
  name: 'reject',
  when: 'ringing',
  permit: () => undefined,
  body: z.strictObject({
    reason: z
      .string()
      .toLowerCase()
      .pipe(z.enum(['none', 'busy', 'forbidden']))
      .nullish(),
    callbackUri: reachableUrl.nullish(),
  }),
  perform: (call, { reason, callbackUri }) => {
    if (callbackUri) call.callbackUri = callbackUri;
    reject(call, reason ?? 'none');
    return empty(202);
  },
});
