/** `/v1.0/users/{id}/onlineMeetings…` and `/v1.0/communications/onlineMeetings` (graph-calling, 1.10). */
import { z } from 'zod';
import { isPermitted, type PermittedAct } from '../directory/permission-table.ts';
import { refuseToken, type TokenEndpoint } from '../identity/token-endpoint.ts';
import { bearerOf, bodyText, type GraphRequest, type GraphResponse, graphError, json } from '../messages.ts';
import { reading } from '../operations/define-operation.ts';
import { type Refusal, refusal } from '../operations/refusals.ts';
import type { Platform } from '../platform.ts';
import { readBody } from '../request-body.ts';
import type { Meeting, MeetingPlan } from './meeting-book.ts';
import { meetingEntity } from './meeting-entity.ts';

const time = z.iso.datetime({ offset: true });
const inOrder = ({
  startDateTime,
  endDateTime,
}: {
  startDateTime?: string | null | undefined;
  endDateTime?: string | null | undefined;
}) => !endDateTime || (startDateTime ? Date.parse(endDateTime) > Date.parse(startDateTime) : false);
const notInOrder = 'must come after startDateTime, and not without it';

const newMeeting = z
  .looseObject({
    subject: z.string().nullish(),
    startDateTime: time.nullish(),
    endDateTime: time.nullish(),
    joinMeetingIdSettings: z.looseObject({ isPasscodeRequired: z.boolean().nullish() }).nullish(),
  })
  .refine(inOrder, { path: ['endDateTime'], error: notInOrder });
const createOrGet = z
  .strictObject({
    externalId: z.string().min(1),
    subject: z.string().nullish(),
    startDateTime: time.nullish(),
    endDateTime: time.nullish(),
    participants: z.looseObject({}).nullish(),
    chatInfo: z.looseObject({}).nullish(),
  })
  .refine(inOrder, { path: ['endDateTime'], error: notInOrder });

interface Asking {
  readonly tenantId: string;
  readonly roles: readonly string[];
}

export class MeetingsApi {
  readonly #platform: Platform;
  readonly #tokens: TokenEndpoint;

  constructor(platform: Platform, tokens: TokenEndpoint) {
    this.#platform = platform;
    this.#tokens = tokens;
  }

  /** Undefined when the path is not about meetings. `segments` is the path below `/v1.0`. */
  answer(request: GraphRequest, segments: readonly string[]): GraphResponse | undefined {
    const [first = '', second = '', third = ''] = segments.map((segment) => segment.toLowerCase());
    const ofUser = first === 'users' && third === 'onlinemeetings';
    if (!ofUser && !(first === 'communications' && second === 'onlinemeetings')) return undefined;
    const { clock, exchanges, options } = this.#platform;
    const began = clock.now();
    const body = readBody(request);
    const response = this.#decide(request, ofUser ? segments.slice(1) : undefined, body);
    exchanges.add(undefined, {
      direction: 'toGraph',
      title: 'online meetings',
      method: request.method,
      path: new URL(request.url, options.ownUrl()).pathname,
      status: response.status,
      durationMs: clock.now() - began,
      ...(body.kind === 'json' ? { request: body.value } : {}),
      response: JSON.parse(bodyText(response.body)) as unknown,
      ...(response.status >= 400 ? { trouble: `Refused with ${response.status}.` } : {}),
    });
    return response;
  }

  #decide(request: GraphRequest, ofUser: readonly string[] | undefined, body: ReturnType<typeof readBody>): GraphResponse {
    const token = this.#tokens.check(bearerOf(request));
    if (token.kind !== 'good') return refuseToken(this.#platform, token.kind);
    const filter = filterOf(new URL(request.url, this.#platform.options.ownUrl()));
    const content = body.kind === 'json' ? body.value : {};
    if (body.kind === 'notJson' || body.kind === 'unreadable') return this.#bad('The request body must be JSON.');
    if (!ofUser) return this.#byVideoTeleconferenceId(request, token, filter);
    const [userId = '', , what] = ofUser;
    if (request.method === 'POST' && what === undefined) return this.#create(token, userId, content);
    if (request.method === 'POST' && what?.toLowerCase() === 'createorget') return this.#createOrGet(token, userId, content);
    if (request.method !== 'GET') return this.#refuse('noMeeting');
    const refused = this.#refused('get meeting', token, userId);
    if (refused) return refused;
    const ofThisUser = (meeting: Meeting): boolean =>
      meeting.tenantId === token.tenantId && meeting.organizerId.toLowerCase() === userId.toLowerCase();
    if (what !== undefined) return this.#one(this.#platform.meetings.find((one) => ofThisUser(one) && one.id === what));
    if (filter?.member.toLowerCase() !== 'joinweburl') return this.#bad('Online meetings can be filtered by JoinWebUrl.');
    return this.#several(this.#platform.meetings.find((one) => ofThisUser(one) && one.joinWebUrl === filter.value));
  }

  #create(asking: Asking, userId: string, content: unknown): GraphResponse {
    return this.#read('create meeting', asking, userId, newMeeting, content, (read) => {
      const isPasscodeRequired = read.joinMeetingIdSettings?.isPasscodeRequired ?? true;
      return json(201, this.#entity(this.#make(asking, userId, { ...timesOf(read), subject: read.subject, isPasscodeRequired })));
    });
  }

  #createOrGet(asking: Asking, userId: string, content: unknown): GraphResponse {
    return this.#read('create or get meeting', asking, userId, createOrGet, content, (read) => {
      const { externalId, subject } = read;
      const known = this.#platform.meetings.find(
        (meeting) => meeting.externalId === externalId && meeting.organizerId.toLowerCase() === userId.toLowerCase(),
      );
      if (known) return json(200, this.#entity(known));
      return json(201, this.#entity(this.#make(asking, userId, { ...timesOf(read), subject, externalId })));
    });
  }

  /** The one look-up that needs no access policy. */
  #byVideoTeleconferenceId(request: GraphRequest, asking: Asking, filter: Filter | undefined): GraphResponse {
    if (!isPermitted('get meeting', asking.roles, undefined)) return this.#refuse('notPermitted');
    if (request.method !== 'GET' || filter?.member.toLowerCase() !== 'videoteleconferenceid') {
      return this.#bad('Online meetings can be filtered by VideoTeleconferenceId here.');
    }
    return this.#several(
      this.#platform.meetings.find((one) => one.tenantId === asking.tenantId && one.videoTeleconferenceId === filter.value),
    );
  }

  #read<Body extends z.ZodType>(
    act: PermittedAct,
    asking: Asking,
    userId: string,
    schema: Body,
    content: unknown,
    perform: (read: z.output<Body>) => GraphResponse,
  ): GraphResponse {
    const refused = this.#refused(act, asking, userId);
    if (refused) return refused;
    const result = reading(schema, content, perform);
    return 'kind' in result ? this.#bad(result.problem) : result;
  }

  #make({ tenantId }: Asking, organizerId: string, plan: Omit<MeetingPlan, 'organizerId'>): Meeting {
    return this.#platform.meetings.create(tenantId, { ...plan, organizerId });
  }

  #refused(act: PermittedAct, { roles, tenantId }: Asking, userId: string): GraphResponse | undefined {
    if (!isPermitted(act, roles, undefined)) return this.#refuse('notPermitted');
    return this.#platform.directory.mayHandleMeetingsOf(tenantId, userId) ? undefined : this.#refuse('noAccessPolicy');
  }

  #one(meeting: Meeting | undefined): GraphResponse {
    return meeting ? json(200, this.#entity(meeting)) : this.#refuse('noMeeting');
  }

  #several(meeting: Meeting | undefined): GraphResponse {
    return json(200, { value: meeting ? [this.#entity(meeting)] : [] });
  }

  #entity(meeting: Meeting) {
    return meetingEntity(meeting, this.#platform.options.ownUrl());
  }

  #refuse(name: Refusal): GraphResponse {
    return refusal(this.#platform, name);
  }

  #bad(problem: string): GraphResponse {
    return graphError(this.#platform, 400, 'BadRequest', problem);
  }
}

function timesOf(read: { startDateTime?: string | null | undefined; endDateTime?: string | null | undefined }) {
  return { startDateTime: read.startDateTime ?? undefined, endDateTime: read.endDateTime ?? undefined };
}

interface Filter {
  readonly member: string;
  readonly value: string;
}

/** `$filter=Member eq 'value'`; a quote inside is doubled, as OData has it. */
function filterOf(url: URL): Filter | undefined {
  const [, member = '', value = ''] = /^\s*(\w+)\s+eq\s+'(.*)'\s*$/s.exec(url.searchParams.get('$filter') ?? '') ?? [];
  return member === '' ? undefined : { member, value: value.replaceAll("''", "'") };
}
