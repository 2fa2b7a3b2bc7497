import { z } from 'zod';
import { keepAlive } from '../call/life.ts';
import { empty } from '../messages.ts';
import { defineOperation } from './define-operation.ts';

/** `POST /{id}/keepAlive`: no body in either direction (graph-calling, 1.8). */
export const keepCallAlive = defineOperation({
  name: 'keepAlive',
  when: 'alive',
  body: z.strictObject({}),
  perform: (call) => {
    keepAlive(call);
    return empty(200);
  },
});
