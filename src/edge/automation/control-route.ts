import type { ControlWish } from '../../core/call/call-event.ts';
import { type CallId, readCallId } from '../../core/call/ids.ts';
import type { AskedWish, KnownWish } from '../../ports/live-calls.ts';
import type { ApiRoute } from '../admin/define-route.ts';
import { answer, type Replies, type Shown } from '../admin/described.ts';
import { json, problem } from '../admin/problem.ts';
import type { Reply } from '../http-types.ts';
import { callParams, wish as described, participantParams } from './answers.ts';
import { askedKey } from './asked-key.ts';
import { type AutomationDesk, route, shortText } from './desk.ts';
import { iso, noAnswer, notFound, refusedBecause, whyOf } from './replies.ts';
import { wishWords } from './wish-words.ts';

interface ControlOptions<Body> {
  readonly method?: 'POST' | 'DELETE';
  /** Below the call. */
  readonly path: string;
  /** Of the operation, for programs. */
  readonly name: string;
  readonly summary: string;
  readonly body?: Parameters<typeof route<Body>>[0]['body'] & object;
  /** What is wished, or why that cannot be. */
  readonly wish: (body: Body, desk: AutomationDesk, participant: string) => AskedWish | Reply;
}

/**
 * Something that is asked of a live call. The answer says how it ended, where that is known at once: `200` done, `422` refused,
 * with the explanation. `202` with a `Location`: Graph is at it, and the end can be read there.
 */
export function control<Body>(options: ControlOptions<Body>): ApiRoute<AutomationDesk> {
  const { method = 'POST', path, name, summary, body, wish } = options;
  return route<Body>({
    method,
    path: `live-calls/{id}/${path}`,
    name,
    summary,
    right: 'placeCalls',
    ...(body === undefined ? {} : { body }),
    longestBody: shortText,
    params: path.includes('{participant}') ? participantParams : callParams,
    takesKey: true,
    limit: ({ controlLimit }) => controlLimit,
    replies,
    run: async ({ desk, params, body: given, key }) => {
      const id = readCallId(params.id ?? '');
      if (id === undefined) return noCall;
      const wished = wish(given, desk, params.participant ?? '');
      if ('status' in wished) return wished;
      const { participant } = params;
      const asked = await askedKey(desk, key, name, participant ?? '', given);
      const outcome = await desk.live.control(id, asked, wished);
      switch (outcome.kind) {
        case 'taken':
          return howItEnded(id, outcome.wish);
        case 'noCall':
          return noCall;
        case 'notNow':
          return notNow;
        case 'refused':
          return refusedBecause(outcome.code, outcome.place);
        case 'noAnswer':
          return noAnswer(outcome.retryAfterMs);
      }
    },
  });
}

const replies: Replies = {
  200: answer('It is done.', described, 'Location'),
  202: answer('Microsoft has it, and tells later how it ends: read it at `Location`.', described, 'Location'),
  404: 'No such call is going on.',
  409: 'The call is not in a state for that.',
  422: 'Microsoft, or the bot, does not do it, with `code` and `why`; or there is no such contact.',
  504: 'Microsoft gave no answer: nobody knows whether it was done. It is not asked again.',
};

type RoomWish = ControlWish & { readonly kind: 'room' };
export const room = (command: RoomWish['command']): RoomWish => ({ kind: 'room', command });

export const noCall = notFound('live call of this id');

const notNow = problem({
  status: 409,
  name: 'conflict',
  title: 'The call is not in a state for that.',
  detail: 'Nobody is connected yet, or the caller is being sent on, or the call is ending: look at its "state", and ask again.',
});

function howItEnded(callId: CallId, wish: KnownWish): Reply {
  const location = `/api/live-calls/${encodeURIComponent(callId)}/wishes/${wish.id}`;
  switch (wish.status) {
    case 'done':
      return json(shownWish(wish), { headers: { location } });
    case 'asked':
      return json(shownWish(wish), { status: 202, headers: { location } });
    case 'failed':
      return refusedBecause(wish.code ?? 'UNEXPLAINED', wish.place);
    case 'unclear':
      return problem({
        status: 504,
        name: 'unavailable',
        title: 'Microsoft gave no answer: nobody knows whether it was done.',
        detail: 'Look at the call. If it was not done, ask again, under another Idempotency-Key.',
      });
  }
}

/** A wish as it is read later: one that failed says why in plain words. */
export function shownWish(wish: KnownWish): Shown<typeof described> {
  const { id, kind, status, at, movedTo, place, recordingId, code } = wish;
  return {
    id,
    type: wishWords[kind],
    status,
    ...(at === undefined ? {} : { askedAt: iso(at) }),
    ...(code === undefined ? {} : { code, why: whyOf(code) }),
    ...(place === undefined ? {} : { place }),
    ...(recordingId === undefined ? {} : { recordingId }),
    ...(movedTo === undefined ? {} : { movedTo }),
  };
}
