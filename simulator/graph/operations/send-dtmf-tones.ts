import { z } from 'zod';
import { toneOperation } from '../media/tone-operation.ts';
import { graphError } from '../messages.ts';
import { clientContext } from './body-parts.ts';
import { defineOperation } from './define-operation.ts';
import { operationAnswer } from './operation-answer.ts';

/** The enum of notifications, not the symbols of `stopTones` (graph-calling, 1.11). */
const tone = z.string().regex(/^(tone[0-9]|star|pound|[a-d]|flash)$/, 'must be a tone such as tone1, star or pound');

/** `POST /{id}/sendDtmfTones`: the bot presses keys (graph-calling, 1.7). */
export const sendDtmfTones = defineOperation({
  name: 'sendDtmfTones',
  when: 'established',
  body: z.strictObject({ tones: z.array(tone).min(1), delayBetweenTonesMs: z.int().min(0).nullish(), clientContext }),
  perform: (call, body) => {
    const request = { id: call.platform.newId(), clientContext: body.clientContext ?? null };
    if (!call.media.add(toneOperation(call, { ...request, tones: body.tones, delayMs: body.delayBetweenTonesMs ?? 300 }))) {
      return graphError(call.platform, 429, 'tooManyRequests', 'Too many media operations are queued.');
    }
    return operationAnswer(call, { ...request, type: 'sendDtmfTonesOperation', status: 'running' });
  },
});
