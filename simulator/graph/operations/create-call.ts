import { z } from 'zod';
import { placeCall } from '../call/place-call.ts';
import type { BotParty } from '../call/sim-call.ts';
import { isPermitted } from '../directory/permission-table.ts';
import { json } from '../messages.ts';
import { callEntity } from '../notifications/call-entity.ts';
import { partyOf } from '../people/party-of.ts';
import { callOptions, guid, identitySet, invitee, reachableUrl, serviceHostedMedia } from './body-parts.ts';
import { type Asked, defineCreation, type OperationResponse } from './define-operation.ts';
import { refusal } from './refusals.ts';

const modalities = z.array(z.enum(['audio', 'video', 'videoBasedScreenSharing', 'data']));

const createBody = z.strictObject({
  '@odata.type': z.string().optional(),
  direction: z.literal('outgoing').nullish(),
  subject: z.string().nullish(),
  callbackUri: reachableUrl,
  source: z.looseObject({ identity: identitySet }).nullish(),
  targets: z.array(invitee).nullish(),
  requestedModalities: modalities.refine((all) => all.includes('audio'), 'must include audio'),
  mediaConfig: serviceHostedMedia,
  callOptions,
  tenantId: guid.nullish(),
  callChainId: guid.nullish(),
});
type CreateBody = z.output<typeof createBody>;

/** `POST /communications/calls` (graph-calling, 1.2). */
export const createCall = defineCreation({
  name: 'create call',
  body: createBody,
  perform: (body, asked) => {
    if (body.tenantId && body.tenantId.toLowerCase() !== asked.tenantId) return refusal(asked.platform, '7505');
    const bot = sourceOf(body, asked);
    return bot === undefined ? refusal(asked.platform, '7505') : peerToPeer(body, asked, bot);
  },
});

/** As whom the bot calls: itself, or a resource account that belongs to the token's application. */
function sourceOf({ source }: CreateBody, { platform, tenantId }: Asked): BotParty | undefined {
  const { directory, options } = platform;
  if (!source) return directory.bot();
  const { application, applicationInstance } = source.identity;
  if (applicationInstance) return directory.botAs(tenantId, applicationInstance.id);
  return application?.id.toLowerCase() === options.appId.toLowerCase() ? directory.bot() : undefined;
}

function peerToPeer(body: CreateBody, asked: Asked, bot: BotParty): OperationResponse {
  const { platform, roles } = asked;
  if (!isPermitted('call somebody', roles, undefined)) return refusal(platform, '7504');
  const [target, ...others] = body.targets ?? [];
  const to = target?.destination;
  if (to === undefined || others.length > 0) return { kind: 'badBody', problem: 'targets: must name exactly one participant' };
  if (to.kind === 'phone') {
    if (bot.number === undefined || !body.tenantId) return refusal(platform, '7505');
    if (platform.directory.resourceAccount(asked.tenantId, bot.id)?.outboundMinutes === false) {
      return refusal(platform, 'noBalance');
    }
  }
  const call = placeCall(platform, {
    bot,
    to,
    party: partyOf(platform, asked.tenantId, to),
    callbackUri: body.callbackUri,
    permissions: roles,
    preFetch: body.mediaConfig.preFetchMedia ?? [],
    ...(body.callChainId ? { chainId: body.callChainId } : {}),
  });
  const location = `${platform.options.ownUrl()}/v1.0/communications/calls/${call.id}`;
  return json(201, callEntity(call), { location });
}
