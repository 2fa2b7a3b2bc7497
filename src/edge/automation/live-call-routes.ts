import type { z } from 'zod';
import type { NamedPrompt } from '../../core/call/call-event.ts';
import { readCallId } from '../../core/call/ids.ts';
import type { Destination } from '../../core/call/party.ts';
import { type PromptItem, readingTimeMs } from '../../core/call/prompt-item.ts';
import type { AskedWish, LiveCall } from '../../ports/live-calls.ts';
import type { ApiRoute } from '../admin/define-route.ts';
import { answer, type Shown } from '../admin/described.ts';
import { json, problem } from '../admin/problem.ts';
import type { Reply } from '../http-types.ts';
import { callParams, callSeen, liveCall, liveCalls, wish, wishParams } from './answers.ts';
import {
  type DestinationBody,
  destinationOf,
  inviteBody,
  liveQuery,
  noBody,
  playBody,
  pressKeysBody,
  readKeys,
  recordBody,
  recordingStatusBody,
  screenSharingRoleBody,
  transferBody,
} from './bodies.ts';
import { control, noCall, room, shownWish } from './control-route.ts';
import { type AutomationDesk, route } from './desk.ts';
import { noOrganizer, userOf } from './meeting-routes.ts';
import { iso, noAnswer, notFound, refusedBecause } from './replies.ts';

const noneLive = 'No such call is going on.';

/** Calls that are going on, and what can be asked of them. */
export const liveCallRoutes: readonly ApiRoute<AutomationDesk>[] = [
  route({
    method: 'GET',
    path: 'live-calls',
    name: 'listLiveCalls',
    summary: 'The calls that are going on.',
    right: 'readCalls',
    query: liveQuery,
    replies: { 200: answer('Those that are looked at soonest, first.', liveCalls) },
    run: async ({ desk, query: { limit } }) =>
      json({ calls: (await desk.live.list(limit)).map(shownLive) } satisfies Shown<typeof liveCalls>),
  }),
  route({
    method: 'GET',
    path: 'live-calls/{id}',
    name: 'getLiveCall',
    params: callParams,
    replies: { 200: answer('As it is at this moment.', liveCall), 404: noneLive },
    summary: 'One call that is going on, and what has become of what was asked of it.',
    right: 'readCalls',
    run: async ({ desk, params }) => {
      const id = readCallId(params.id ?? '');
      const call = id && (await desk.live.load(id));
      return call === undefined ? noCall : json(shownLive(call));
    },
  }),
  route({
    method: 'GET',
    path: 'live-calls/{id}/wishes/{wish}',
    name: 'getWish',
    params: wishParams,
    replies: {
      200: answer('What has become of it by now.', wish),
      404: 'Nothing was asked under this id, or more than eight things since, or the call is long over.',
    },
    summary: 'What has become of something that was asked of a call, also shortly after its end.',
    right: 'readCalls',
    run: async ({ desk, params }) => {
      const id = readCallId(params.id ?? '');
      const found = id && (await desk.live.wish(id, params.wish ?? ''));
      return found === undefined ? notFound('wish of this id') : json(shownWish(found));
    },
  }),
  route({
    method: 'GET',
    path: 'live-calls/{id}/state',
    name: 'getCallState',
    params: callParams,
    limit: ({ controlLimit }) => controlLimit,
    replies: { 200: answer('What it is.', callSeen), 404: noneLive, 422: 'Microsoft refuses, with `code` and `why`.' },
    summary: 'What Microsoft says the call is, at this moment.',
    right: 'readCalls',
    run: async ({ desk, params }) => {
      const id = readCallId(params.id ?? '');
      const seen = id === undefined ? { kind: 'noCall' as const } : await desk.live.state(id);
      switch (seen.kind) {
        case 'noCall':
          return noCall;
        case 'gone':
          return json({ type: 'gone' } satisfies Shown<typeof callSeen>);
        case 'alive': {
          const { kind: type, ...facts } = seen;
          return json({ type, ...facts } satisfies Shown<typeof callSeen>);
        }
        case 'refused':
          return refusedBecause(seen.code);
        case 'noAnswer':
          return noAnswer(seen.retryAfterMs);
      }
    },
  }),
  control({
    path: 'hang-up',
    name: 'hangUpCall',
    summary: 'Ends a call. From a call with several people the bot leaves, and the others talk on.',
    body: noBody,
    wish: () => ({ kind: 'hangUp' }),
  }),
  control({
    path: 'transfer',
    name: 'transferCaller',
    summary: 'Transfers the caller, or one of several people. Whoever cannot be transferred is back with the flow.',
    body: transferBody,
    wish: ({ to, participant }, desk) =>
      whom(
        desk,
        [to],
        ([target]) => target && { kind: 'transfer', target, ...(participant === undefined ? {} : { participant }) },
      ),
  }),
  control({
    path: 'play',
    name: 'playToCaller',
    summary: 'Speaks to the caller: words, or prompts of the flow with their recordings. Then the step begins anew.',
    body: playBody,
    wish: (body) => ({ kind: 'say', prompts: promptsIn(body) }),
  }),
  control({
    path: 'stop-media',
    name: 'stopMedia',
    summary: 'Cuts off whatever is sounding; then the step begins anew.',
    body: noBody,
    wish: () => ({ kind: 'stopMedia' }),
  }),
  control({
    path: 'record',
    name: 'recordCaller',
    summary: 'Records the caller and keeps the recording; then the step begins anew.',
    body: recordBody,
    wish: ({ maxSeconds, beep, notify }) => ({ kind: 'record', maxLengthMs: maxSeconds * 1_000, beep, notify }),
  }),
  control({
    path: 'invite',
    name: 'inviteToCall',
    summary: 'Calls people in. A caller who is alone with the bot is brought into a call with them, where the flow goes on.',
    body: inviteBody,
    wish: ({ people, organizer }, desk) =>
      whom(desk, people, (known) => {
        if (known.some(({ kind }) => kind === 'voicemail')) return voicemailInvited;
        if (organizer === undefined) return { kind: 'invite', people: known };
        const owner = userOf(desk, organizer);
        return owner === undefined ? noOrganizer : { kind: 'inviteToMeeting', people: known, organizer: owner };
      }),
  }),
  control({ path: 'mute', name: 'muteBot', summary: 'Mutes the bot itself.', body: noBody, wish: () => room({ kind: 'mute' }) }),
  control({
    path: 'unmute',
    name: 'unmuteBot',
    summary: 'Unmutes the bot itself.',
    body: noBody,
    wish: () => room({ kind: 'unmute' }),
  }),
  control({
    path: 'press-keys',
    name: 'pressKeys',
    summary: "The bot presses keys, of somebody else's menu for example; then the step begins anew.",
    body: pressKeysBody,
    wish: ({ keys, pauseMs }) =>
      room({ kind: 'sendTones', tones: readKeys(keys), ...(pauseMs === undefined ? {} : { delayMs: pauseMs }) }),
  }),
  control({
    path: 'recording-status',
    name: 'setRecordingStatus',
    summary: 'Says whether the call is recorded. Microsoft takes it from bots of policy-based recording only.',
    body: recordingStatusBody,
    wish: ({ status }) => room({ kind: 'updateRecordingStatus', status }),
  }),
  control({
    path: 'large-gallery-view',
    name: 'addLargeGalleryView',
    summary: 'Adds the large gallery view. Microsoft takes it in meetings that were joined with video only.',
    body: noBody,
    wish: () => room({ kind: 'addLargeGalleryView' }),
  }),
  control({
    path: 'screen-sharing-role',
    name: 'setScreenSharingRole',
    summary: 'Always refused: it needs media that the bot hosts itself. The answer says what to use instead.',
    body: screenSharingRoleBody,
    wish: ({ role }) => room({ kind: 'changeScreenSharingRole', role }),
  }),
  control({
    path: 'metadata',
    name: 'updateMetadata',
    summary: 'Always refused: Microsoft removed it in March 2021. The answer says what to use instead.',
    body: noBody,
    wish: () => room({ kind: 'updateMetadata' }),
  }),
  control({
    path: 'keep-alive',
    name: 'keepCallAlive',
    summary: 'Tells Microsoft that the call is wanted, as the bot does every 15 minutes.',
    body: noBody,
    wish: () => ({ kind: 'keepAlive' }),
  }),
];

function promptsIn(body: z.output<typeof playBody>): readonly (PromptItem | NamedPrompt)[] {
  if ('prompt' in body) return [{ kind: 'named', name: body.prompt, place: 'prompt' }];
  if ('prompts' in body) return body.prompts.map((name, index) => ({ kind: 'named', name, place: `prompts.${index}` }));
  const { text, language } = body;
  return [{ kind: 'speech', text, language, durationMs: readingTimeMs(text) }];
}

/** With the people who are meant, if all of them are known. */
function whom(
  desk: AutomationDesk,
  named: readonly DestinationBody[],
  wish: (people: readonly Destination[]) => AskedWish | Reply | undefined,
): AskedWish | Reply {
  const known = named.flatMap((one): readonly Destination[] => {
    const target = destinationOf(one);
    const found = target.kind === 'contact' ? desk.contact(target.name) : target;
    return found === undefined ? [] : [found];
  });
  return (known.length === named.length ? wish(known) : undefined) ?? noContact;
}

const noContact = problem({
  status: 422,
  name: 'refused',
  title: 'There is no such contact.',
  detail: 'Name a contact of contacts.jsonc.',
});
const voicemailInvited = problem({
  status: 422,
  name: 'refused',
  title: 'A voicemail cannot be invited.',
  detail: 'Invite the person.',
});

function shownLive({ startedAt, answeredAt, wishes, ...call }: LiveCall): Shown<typeof liveCall> {
  return {
    ...call,
    startedAt: iso(startedAt),
    ...(answeredAt === undefined ? {} : { answeredAt: iso(answeredAt) }),
    wishes: wishes.map(shownWish),
  };
}
