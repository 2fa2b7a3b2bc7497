import { z } from 'zod';
import { json } from '../messages.ts';
import { callEntity } from '../notifications/call-entity.ts';
import { defineOperation } from './define-operation.ts';

/** `GET /{id}` (graph-calling, 1.8). */
export const getCall = defineOperation({
  name: 'get call',
  when: 'alive',
  body: z.strictObject({}),
  perform: (call) => json(200, callEntity(call)),
});
