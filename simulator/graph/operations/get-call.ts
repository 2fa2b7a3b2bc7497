import { z } from 'zod';
import { json } from '../messages.ts';
import { mediaState } from '../notifications/call-changed.ts';
import { participants } from '../notifications/incoming-call.ts';
import { defineOperation } from './define-operation.ts';

/** `GET /{id}` (graph-calling, 1.8). */
export const getCall = defineOperation({
  name: 'get call',
  when: 'alive',
  body: z.strictObject({}),
  perform: (call) =>
    json(200, {
      '@odata.context': `${call.platform.options.ownUrl()}/v1.0/$metadata#communications/calls/$entity`,
      '@odata.type': '#microsoft.graph.call',
      id: call.id,
      state: call.state,
      direction: 'incoming',
      ...(call.state === 'incoming' ? {} : mediaState(call.audio)),
      callbackUri: call.callbackUri ?? call.platform.options.botCallsUrl(),
      callChainId: call.chainId,
      myParticipantId: call.myParticipantId,
      requestedModalities: ['audio'],
      tenantId: call.tenantId,
      ...participants(call),
      subject: null,
      chatInfo: null,
      meetingInfo: null,
      resultInfo: null,
      toneInfo: null,
    }),
});
