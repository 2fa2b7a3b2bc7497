import { z } from 'zod';
import { transfer } from '../call/send-on.ts';
import { transferTogether } from '../call/transfer-together.ts';
import { empty, graphError } from '../messages.ts';
import { invitee } from './body-parts.ts';
import { defineOperation } from './define-operation.ts';
import { refusesPhone } from './pstn-matrix.ts';

/** `POST /{id}/transfer` (graph-calling, 1.6). The last three members are in documented examples only. */
export const transferCall = defineOperation({
  name: 'transfer',
  when: 'established',
  body: z.strictObject({
    transferTarget: invitee,
    transferee: z.looseObject({}).nullish(),
    clientContext: z.string().max(256).nullish(),
    languageId: z.string().nullish(),
    region: z.string().nullish(),
  }),
  perform: (call, { transferTarget: { destination, replacesCallId } }) => {
    if (!destination) return graphError(call.platform, 400, 'invalidRequest', 'transferTarget: nobody is named.');
    const refused = refusesPhone(call, [destination]);
    if (refused) return refused;
    if (replacesCallId === undefined) transfer(call, { target: destination });
    else transferTogether(call, { target: destination, replacesCallId });
    return empty(202);
  },
});
