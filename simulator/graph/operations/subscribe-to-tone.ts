import { z } from 'zod';
import { clientContext } from './body-parts.ts';
import { defineOperation } from './define-operation.ts';
import { operationAnswer } from './operation-answer.ts';

/** `POST /{id}/subscribeToTone`: completed at once, lasts for the call, is not cancelled with media (graph-calling, 1.7). */
export const subscribeToTone = defineOperation({
  name: 'subscribeToTone',
  when: 'established',
  body: z.strictObject({ clientContext }),
  perform: (call, body) => {
    if (!call.listening) call.botActed({ act: 'listens' });
    call.listening = true;
    const operation = { id: call.platform.newId(), clientContext: body.clientContext ?? null };
    return operationAnswer(call, { ...operation, type: 'subscribeToToneOperation', status: 'completed' });
  },
});
