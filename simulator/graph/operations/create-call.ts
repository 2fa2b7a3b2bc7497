import { z } from 'zod';
import type { Destination } from '../../../src/core/call/party.ts';
import { callGroup, type GroupSetup, joinRoom } from '../call/group-calls.ts';
import { placeCall } from '../call/place-call.ts';
import type { BotParty, SimCall } from '../call/sim-call.ts';
import { isPermitted } from '../directory/permission-table.ts';
import { chatInfo, enterMeeting, meetingInfo } from '../meetings/enter-meeting.ts';
import { json } from '../messages.ts';
import { callEntity } from '../notifications/call-entity.ts';
import { partyOf } from '../people/party-of.ts';
import { callOptions, guid, identitySet, invitee, reachableUrl, serviceHostedMedia } from './body-parts.ts';
import { type Asked, defineCreation, type OperationResponse } from './define-operation.ts';
import { refusal } from './refusals.ts';
import { namesTwice, refusesForeigners } from './tenant-rules.ts';

const modalities = z.array(z.enum(['audio', 'video', 'videoBasedScreenSharing', 'data']));
/** "5 VoIP users" are documented for group calls (graph-calling, 1.2); of telephones nothing is said. */
const mostInTeams = 5;

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
  chatInfo: chatInfo.nullish(),
  meetingInfo: meetingInfo.nullish(),
  tenantId: guid.nullish(),
  callChainId: guid.nullish(),
});
type CreateBody = z.output<typeof createBody>;

/** `POST /communications/calls`: to somebody, to a group, or into a meeting (graph-calling, 1.2). */
export const createCall = defineCreation({
  name: 'create call',
  body: createBody,
  perform: (body, asked) => {
    if (body.tenantId && body.tenantId.toLowerCase() !== asked.tenantId) return refusal(asked.platform, '7505');
    const bot = sourceOf(body, asked);
    if (bot === undefined) return refusal(asked.platform, '7505');
    const targets = (body.targets ?? []).map(({ destination }) => destination).filter((one) => one !== undefined);
    const refused = refusesForeigners(asked.platform, asked.tenantId, targets);
    if (refused) return refused;
    if (body.meetingInfo) return toMeeting(body, asked, bot, targets);
    if (body.chatInfo) return { kind: 'badBody', problem: 'meetingInfo: is required with chatInfo' };
    const [to, ...others] = targets;
    if (!to) return { kind: 'badBody', problem: 'targets: must name a participant, unless a meeting is joined' };
    return others.length > 0 ? toGroup(body, asked, bot, targets) : toOne(body, asked, bot, to);
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

function toOne(body: CreateBody, asked: Asked, bot: BotParty, to: Destination): OperationResponse {
  const { platform, roles, tenantId } = asked;
  if (!isPermitted('call somebody', roles, undefined)) return refusal(platform, '7504');
  const refused = refusesCalledPhone(body, asked, bot, [to]);
  if (refused) return refused;
  return created(placeCall(platform, setupOf(body, asked, bot), { to, party: partyOf(platform, tenantId, to) }), body);
}

/** To telephones: in the name of an account with a number and paid minutes, in a tenant that is named (graph-calling, 1.2). */
function refusesCalledPhone(
  body: CreateBody,
  { platform, tenantId }: Asked,
  bot: BotParty,
  targets: readonly Destination[],
): OperationResponse | undefined {
  if (!targets.some(({ kind }) => kind === 'phone')) return undefined;
  if (bot.number === undefined || !body.tenantId) return refusal(platform, '7505');
  return platform.directory.hasMinutes(tenantId, bot.id) ? undefined : refusal(platform, 'noBalance');
}

function toGroup(body: CreateBody, asked: Asked, bot: BotParty, targets: readonly Destination[]): OperationResponse {
  const { platform, roles } = asked;
  if (!isPermitted('call a group', roles, undefined)) return refusal(platform, '7504');
  if (targets.filter(({ kind }) => kind !== 'phone').length > mostInTeams)
    return { kind: 'badBody', problem: `targets: must be ${mostInTeams} at most, not counting telephones` };
  if (namesTwice(targets)) return { kind: 'badBody', problem: 'targets: must not name anybody twice' };
  const refused = refusesCalledPhone(body, asked, bot, targets);
  if (refused) return refused;
  return created(callGroup(platform, setupOf(body, asked, bot), targets), body);
}

function toMeeting(body: CreateBody, asked: Asked, bot: BotParty, targets: readonly Destination[]): OperationResponse {
  const { platform, roles, tenantId } = asked;
  if (!isPermitted('join a meeting', roles, undefined)) return refusal(platform, '7504');
  if (targets.length > 0) return { kind: 'badBody', problem: 'targets: must be empty when a meeting is joined' };
  if (!body.tenantId || !body.meetingInfo) return { kind: 'badBody', problem: 'tenantId: is required for meetings' };
  const entrance = enterMeeting(platform, tenantId, body.meetingInfo, body.chatInfo);
  if (entrance.kind === 'badBody') return entrance;
  if (entrance.kind === 'refused') return refusal(platform, entrance.why);
  const { meeting, coordinates } = entrance;
  return created(joinRoom(platform, { ...setupOf(body, asked, bot), coordinates }, meeting.room), body);
}

function setupOf(body: CreateBody, { roles, tenantId }: Asked, bot: BotParty): GroupSetup {
  return {
    bot,
    tenantId,
    callbackUri: body.callbackUri,
    permissions: roles,
    roster: body.callOptions?.isDeltaRosterEnabled ? 'delta' : 'full',
    modalities: body.requestedModalities,
    ...(body.callChainId ? { chainId: body.callChainId } : {}),
  };
}

function created(call: SimCall, { mediaConfig, subject }: CreateBody): OperationResponse {
  const { options, sounds } = call.platform;
  for (const media of mediaConfig.preFetchMedia ?? []) void sounds.sound(media, call.id);
  const location = `${options.ownUrl()}/v1.0/communications/calls/${call.id}`;
  return json(201, { ...callEntity(call), subject: subject ?? null }, { location });
}
