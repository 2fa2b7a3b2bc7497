import { readCallId } from '../../core/call/ids.ts';
import { readingTimeMs } from '../../core/call/prompt-item.ts';
import type { PeopleSeen } from '../../ports/live-calls.ts';
import type { ApiRoute } from '../admin/define-route.ts';
import { answer, type Shown } from '../admin/described.ts';
import { json } from '../admin/problem.ts';
import type { Reply } from '../http-types.ts';
import { callParams, participant, participantParams, participants } from './answers.ts';
import { holdBody, noBody } from './bodies.ts';
import { control, noCall, room } from './control-route.ts';
import { type AutomationDesk, route } from './desk.ts';
import { noAnswer, notFound, refusedBecause } from './replies.ts';

const noneHere = 'No such call is going on, or nobody of this id is in it.';
const refusal = 'Microsoft refuses, with `code` and `why`.';

/**
 * Who is in a call with several people. These doors say who people are, so all of them need the right that may act upon
 * calls; what they say is asked of Graph each time and kept nowhere.
 */
export const participantRoutes: readonly ApiRoute<AutomationDesk>[] = [
  route({
    method: 'GET',
    path: 'live-calls/{id}/participants',
    name: 'listParticipants',
    summary: 'Who is in the call at this moment: the first twenty, with the ids that the other operations want.',
    right: 'placeCalls',
    params: callParams,
    limit: ({ controlLimit }) => controlLimit,
    replies: { 200: answer('Who is there.', participants), 404: noneHere, 422: refusal },
    run: ({ desk, params }) =>
      seen(desk, params, (people) => json({ participants: people } satisfies Shown<typeof participants>)),
  }),
  route({
    method: 'GET',
    path: 'live-calls/{id}/participants/{participant}',
    name: 'getParticipant',
    summary: 'One of them.',
    right: 'placeCalls',
    params: participantParams,
    limit: ({ controlLimit }) => controlLimit,
    replies: { 200: answer('Whoever it is.', participant), 404: noneHere, 422: refusal },
    run: ({ desk, params }) => seen(desk, params, ([person]) => (person === undefined ? noParticipant : json(person))),
  }),
  control({
    path: 'participants/mute-all',
    name: 'muteAllParticipants',
    summary: 'Mutes everybody but the bot.',
    body: noBody,
    wish: () => room({ kind: 'muteEverybody' }),
  }),
  control({
    path: 'participants/{participant}/mute',
    name: 'muteParticipant',
    summary: 'Mutes one. They can unmute themselves; nobody else can.',
    body: noBody,
    wish: (_, __, participant) => room({ kind: 'muteParticipant', participant }),
  }),
  control({
    path: 'participants/{participant}/hold',
    name: 'holdParticipant',
    summary: 'Puts one on hold, with words, or with the music of Teams.',
    body: holdBody,
    wish: ({ text, language }, _, participant) =>
      room({
        kind: 'startHoldMusic',
        participant,
        ...(text === undefined ? {} : { prompt: { kind: 'speech' as const, text, language, durationMs: readingTimeMs(text) } }),
      }),
  }),
  control({
    path: 'participants/{participant}/unhold',
    name: 'unholdParticipant',
    summary: 'Takes one back from hold.',
    body: noBody,
    wish: (_, __, participant) => room({ kind: 'stopHoldMusic', participant }),
  }),
  control({
    method: 'DELETE',
    path: 'participants/{participant}',
    name: 'removeParticipant',
    summary: 'Removes one from the call. Needs a setting of the tenant.',
    wish: (_, __, participant) => room({ kind: 'removeParticipant', participant }),
  }),
];

async function seen(
  desk: AutomationDesk,
  { id: asked = '', participant }: { readonly [name: string]: string },
  shown: (people: (PeopleSeen & { readonly kind: 'seen' })['people']) => Reply,
): Promise<Reply> {
  const id = readCallId(asked);
  const people: PeopleSeen = id === undefined ? { kind: 'noCall' } : await desk.live.people(id, participant);
  switch (people.kind) {
    case 'seen':
      return shown(people.people);
    case 'noCall':
      return noCall;
    case 'refused':
      return people.code === 'noParticipant' ? noParticipant : refusedBecause(people.code);
    case 'noAnswer':
      return noAnswer(people.retryAfterMs);
  }
}

const noParticipant = notFound('participant of this id in the call');
