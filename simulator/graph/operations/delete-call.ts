import { z } from 'zod';
import { hangUpByBot } from '../call/life.ts';
import { empty } from '../messages.ts';
import { defineOperation } from './define-operation.ts';

/** `DELETE /{id}`: hangs up (graph-calling, 1.8). */
export const deleteCall = defineOperation({
  name: 'hang up',
  when: 'alive',
  body: z.strictObject({}),
  perform: (call) => {
    hangUpByBot(call);
    return empty(204);
  },
});
