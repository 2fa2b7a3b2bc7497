import { z } from 'zod';
import { clientContext } from './body-parts.ts';
import { defineOperation } from './define-operation.ts';
import { operationAnswer } from './operation-answer.ts';

/** `POST /{id}/cancelMediaProcessing`: kills what runs and what waits, not the tone subscription (graph-calling, 1.7). */
export const cancelMediaProcessing = defineOperation({
  name: 'cancelMediaProcessing',
  when: 'established',
  body: z.strictObject({ clientContext }),
  perform: (call, body) => {
    call.botActed({ act: 'cancels' });
    call.media.cancelAll();
    const operation = { id: call.platform.newId(), clientContext: body.clientContext ?? null };
    return operationAnswer(call, { ...operation, type: 'cancelMediaProcessingOperation', status: 'completed' });
  },
});
