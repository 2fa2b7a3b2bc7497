import { z } from 'zod';
import { playOperation } from '../media/play-operation.ts';
import { graphError } from '../messages.ts';
import { clientContext, mediaPrompt } from './body-parts.ts';
import { defineOperation } from './define-operation.ts';
import { operationAnswer } from './operation-answer.ts';

/** `POST /{id}/playPrompt` (graph-calling, 1.7). v1.0 has no `loop`. */
export const playPrompt = defineOperation({
  name: 'playPrompt',
  when: 'established',
  body: z.strictObject({ prompts: z.array(mediaPrompt).min(1).max(20), clientContext }),
  perform: (call, body) => {
    const request = { id: call.platform.newId(), clientContext: body.clientContext ?? null };
    const prompts = body.prompts.map(({ mediaInfo }) => mediaInfo);
    if (!call.media.add(playOperation(call, { ...request, prompts }))) {
      return graphError(call.platform, 429, 'tooManyRequests', 'Too many media operations are queued.');
    }
    return operationAnswer(call, { ...request, type: 'playPromptOperation', status: 'running' });
  },
});
