import type { z } from 'zod';
import type { MeetingOutcome, MeetingPlan } from '../../ports/meetings.ts';
import type { ApiRoute } from '../admin/define-route.ts';
import { answer, type Shown } from '../admin/described.ts';
import { json, problem } from '../admin/problem.ts';
import type { Reply } from '../http-types.ts';
import { meeting } from './answers.ts';
import { askedKey } from './asked-key.ts';
import { destinationOf, findMeetingBody, meetingBody } from './bodies.ts';
import { type AutomationDesk, route, shortText } from './desk.ts';
import { keyReused, noAnswer, notFound, refusedBecause } from './replies.ts';

const refusal =
  'There is no such user, or Microsoft refuses, with `code` and `why`: no access policy for the organizer, for example.';
const noWord = 'Microsoft gave no answer: nobody knows whether it was done.';

/** Online meetings, for people to be called into. What they are found by is no part of an address: links hold passcodes. */
export const meetingRoutes: readonly ApiRoute<AutomationDesk>[] = [
  route({
    method: 'POST',
    path: 'meetings',
    name: 'createMeeting',
    summary: "Makes an online meeting in a user's name. With an Idempotency-Key, asking twice is asking once.",
    right: 'placeCalls',
    body: meetingBody,
    longestBody: shortText,
    takesKey: true,
    limit: ({ limit }) => limit,
    replies: { 201: answer('It is made, or was under this key.', meeting), 422: refusal, 504: noWord },
    run: async ({ desk, body, key }) => {
      const organizer = userOf(desk, body.organizer);
      if (organizer === undefined) return noOrganizer;
      const asked = await askedKey(desk, key, 'createMeeting', body);
      return shown(await desk.meetings.make(organizer, planOf(body), asked), 201);
    },
  }),
  route({
    method: 'POST',
    path: 'meetings/find',
    name: 'findMeeting',
    summary: 'Looks an online meeting up.',
    right: 'placeCalls',
    body: findMeetingBody,
    longestBody: shortText,
    limit: ({ limit }) => limit,
    replies: {
      200: answer('Here it is.', meeting),
      404: 'There is none, or none of this organizer.',
      422: refusal,
      504: noWord,
    },
    run: async ({ desk, body }) => {
      if ('conferenceId' in body)
        return shown(await desk.meetings.find('', { by: 'conferenceId', conferenceId: body.conferenceId }));
      const organizer = userOf(desk, body.organizer);
      if (organizer === undefined) return noOrganizer;
      const which = 'id' in body ? { by: 'id' as const, id: body.id } : { by: 'joinUrl' as const, joinUrl: body.joinUrl };
      return shown(await desk.meetings.find(organizer, which));
    },
  }),
];

/** Undefined: there is no such contact, or it is no user. */
export function userOf(desk: AutomationDesk, organizer: z.output<typeof meetingBody>['organizer']): string | undefined {
  const named = destinationOf(organizer);
  const found = named.kind === 'contact' ? desk.contact(named.name) : named;
  return found?.kind === 'user' ? found.id : undefined;
}

export const noOrganizer = problem({
  status: 422,
  name: 'refused',
  title: 'There is no such user.',
  detail: 'organizer: a user, or a contact of contacts.jsonc that is one',
});

function planOf({ subject, startsAt, endsAt }: z.output<typeof meetingBody>): MeetingPlan {
  return {
    ...(subject === undefined ? {} : { subject }),
    ...(startsAt === undefined ? {} : { startsAt: Date.parse(startsAt) }),
    ...(endsAt === undefined ? {} : { endsAt: Date.parse(endsAt) }),
  };
}

function shown(outcome: MeetingOutcome | { readonly kind: 'notThere' }, status = 200): Reply {
  switch (outcome.kind) {
    case 'meeting':
      return json(outcome.meeting satisfies Shown<typeof meeting>, { status });
    case 'notThere':
      return notFound('such meeting of this organizer');
    case 'refused':
      return outcome.code === 'keyReused' ? keyReused() : refusedBecause(outcome.code);
    case 'busy':
      return noAnswer(outcome.retryAfterMs);
    case 'unclear':
      return problem({
        status: 504,
        name: 'unavailable',
        title: 'Microsoft gave no answer: nobody knows whether it was done.',
        detail: 'With an Idempotency-Key it can be asked again: the meeting is made once.',
      });
  }
}
