import { graphCallControl } from '../../src/adapters/graph/graph-call-control.ts';
import { graphMeetings } from '../../src/adapters/graph/graph-meetings.ts';
import { clientContext, readCallId } from '../../src/core/call/ids.ts';
import type { Gathering } from '../../src/core/call/leg.ts';
import type { Destination } from '../../src/core/call/party.ts';
import type { CommandOutcome, ControlCommand } from '../../src/ports/call-control.ts';
import { systemClock } from '../../src/ports/clock.ts';
import type { HttpRequestOut } from '../../src/ports/http-client.ts';
import type { Meetings } from '../../src/ports/meetings.ts';
import { contractCheck, whatIsSent } from './contract-check.ts';
import { contractIsHere, sayThatItIsAbsent } from './contract-folder.ts';

// Calls with several people, and meetings: what we send, and what we make of the answers (graph-calling, 1.2, 1.7, 1.9, 1.10).

const callId = readCallId('3a1f5c00-7c1e-4f5b-9a52-0d6f1b2c3d4e');
const other = readCallId('4b2f5c00-7c1e-4f5b-9a52-0d6f1b2c3d4e');
if (callId === undefined || other === undefined) throw new Error('The ids of this test are no ids.');
const call = { id: callId, tenantId: '5b1f0c2a-6f0e-4a52-9d55-1f2e3d4c5b6a' };
const context = clientContext(3, 7);
const participant = 'bb22cc33-dd44-4e55-9f66-001122334455';
const ada: Destination = { kind: 'user', id: '0a1b2c3d-1234-4567-89ab-cdef01234567' };
const phone: Destination = { kind: 'phone', number: '+441632960111' };
const adaEntity = {
  '@odata.type': '#microsoft.graph.participant',
  id: participant,
  info: {
    '@odata.type': '#microsoft.graph.participantInfo',
    identity: {
      '@odata.type': '#microsoft.graph.identitySet',
      user: { '@odata.type': '#microsoft.graph.identity', id: ada.id, displayName: 'Ada Example' },
    },
  },
  isMuted: true,
  isInLobby: false,
};
const adaListed = { id: participant, kind: 'user', who: ada.id, name: 'Ada Example', isMuted: true, isInLobby: false };
const operation = (type: string, status: string) => ({
  '@odata.type': `#microsoft.graph.${type}`,
  id: '9d0c7b52-5f3a-4d0e-8f0b-6a8f2f1e7c11',
  status,
  clientContext: context,
});
const over: CommandOutcome = { kind: 'accepted', answer: { kind: 'operation', ended: 'completed' } };
const goingOn: CommandOutcome = { kind: 'accepted' };
const base = '/communications/calls/{call-id}';
const one = `${base}/participants/{participant-id}`;

interface Case {
  readonly command: ControlCommand;
  readonly path: string;
  readonly method?: 'get' | 'delete';
  /** What Graph answers. */
  readonly reply?: unknown;
  readonly status?: number;
  readonly outcome: CommandOutcome;
}

const invited = { '@odata.type': '#microsoft.graph.invitationParticipantInfo' };
const cases: { readonly [title: string]: Case } = {
  'inviting one': {
    command: { number: 1, context, kind: 'invite', people: [{ target: ada }] },
    path: `${base}/participants/invite`,
    reply: { ...operation('inviteParticipantsOperation', 'Running'), participants: [] },
    outcome: goingOn,
  },
  'inviting five': {
    command: { number: 1, context, kind: 'invite', people: Array(5).fill({ target: phone }) },
    path: `${base}/participants/invite`,
    reply: { ...operation('inviteParticipantsOperation', 'Running'), participants: [invited] },
    outcome: goingOn,
  },
  'bringing over the person of a peer-to-peer call': {
    command: { number: 1, context, kind: 'invite', people: [{ target: ada, replacesCallId: other }] },
    path: `${base}/participants/invite`,
    reply: { ...operation('inviteParticipantsOperation', 'running'), participants: [invited] },
    outcome: goingOn,
  },
  'listing participants': {
    command: { number: 1, context, kind: 'listParticipants' },
    method: 'get',
    path: `${base}/participants`,
    reply: { value: [adaEntity] },
    outcome: { kind: 'accepted', answer: { kind: 'operation', ended: 'completed', value: [adaListed] } },
  },
  'getting a participant': {
    command: { number: 1, context, kind: 'getParticipant', participant },
    method: 'get',
    path: one,
    reply: adaEntity,
    outcome: { kind: 'accepted', answer: { kind: 'operation', ended: 'completed', value: adaListed } },
  },
  'muting a participant': {
    command: { number: 1, context, kind: 'muteParticipant', participant },
    path: `${one}/mute`,
    reply: operation('muteParticipantOperation', 'completed'),
    outcome: over,
  },
  'removing a participant': {
    command: { number: 1, context, kind: 'removeParticipant', participant },
    method: 'delete',
    path: one,
    status: 204,
    outcome: over,
  },
  'muting the bot': {
    command: { number: 1, context, kind: 'mute' },
    path: `${base}/mute`,
    reply: operation('muteParticipantOperation', 'completed'),
    outcome: over,
  },
  'unmuting the bot': {
    command: { number: 1, context, kind: 'unmute' },
    path: `${base}/unmute`,
    reply: operation('unmuteParticipantOperation', 'completed'),
    outcome: over,
  },
  'starting hold music': {
    command: { number: 1, context, kind: 'startHoldMusic', participant },
    path: `${one}/startHoldMusic`,
    status: 202,
    reply: operation('startHoldMusicOperation', 'running'),
    outcome: goingOn,
  },
  'starting hold music of our own': {
    command: { number: 1, context, kind: 'startHoldMusic', participant, prompt: { kind: 'silence', durationMs: 5_000 } },
    path: `${one}/startHoldMusic`,
    status: 202,
    reply: operation('startHoldMusicOperation', 'running'),
    outcome: goingOn,
  },
  'stopping hold music': {
    command: { number: 1, context, kind: 'stopHoldMusic', participant },
    path: `${one}/stopHoldMusic`,
    status: 202,
    reply: operation('stopHoldMusicOperation', 'running'),
    outcome: goingOn,
  },
  'pressing keys': {
    command: { number: 1, context, kind: 'sendTones', tones: ['1', '*', '#', 'A'], delayMs: 300 },
    path: `${base}/sendDtmfTones`,
    reply: operation('sendDtmfTonesOperation', 'running'),
    outcome: goingOn,
  },
  'updating the recording status': {
    command: { number: 1, context, kind: 'updateRecordingStatus', status: 'recording' },
    path: `${base}/updateRecordingStatus`,
    reply: operation('updateRecordingStatusOperation', 'completed'),
    outcome: over,
  },
  'adding the large gallery view': {
    command: { number: 1, context, kind: 'addLargeGalleryView' },
    path: `${base}/addLargeGalleryView`,
    status: 202,
    reply: operation('addLargeGalleryViewOperation', 'running'),
    outcome: goingOn,
  },
  'transferring one of several people': {
    command: { number: 1, kind: 'transfer', target: phone, transferee: { participant, who: ada } },
    path: `${base}/transfer`,
    status: 202,
    outcome: goingOn,
  },
};

const gatherings: { readonly [title: string]: Gathering } = {
  'a group call to five people': { kind: 'group', people: [ada, phone, ada, ada, ada], subject: 'Case 7' },
  'joining a meeting by its coordinates': {
    kind: 'meeting',
    door: {
      kind: 'organizer',
      threadId: '19:meeting_x@thread.v2',
      messageId: '0',
      replyChainMessageId: '1',
      organizerId: ada.id,
    },
  },
  'joining a meeting by its id and passcode': {
    kind: 'meeting',
    door: { kind: 'meetingId', meetingId: '290 273 192 001', passcode: 'pass001' },
  },
  'joining a meeting by its id alone': { kind: 'meeting', door: { kind: 'meetingId', meetingId: '290273192001' } },
  'joining a meeting by token': { kind: 'meeting', door: { kind: 'token', token: 'opaque' } },
};

const entity = {
  id: 'MSoxMjM=',
  joinWebUrl: 'https://teams.microsoft.com/l/meetup-join/x',
  subject: 'Case 7',
  joinMeetingIdSettings: { joinMeetingId: '290273192001', isPasscodeRequired: true, passcode: 'pass001' },
};
const meeting = {
  id: entity.id,
  joinUrl: entity.joinWebUrl,
  subject: 'Case 7',
  joinMeetingId: '290273192001',
  passcode: 'pass001',
};
const owner = { tenantId: call.tenantId, organizer: ada.id };
const soon = (): number => systemClock.now() + 1_000;
const ofUser = '/users/{user-id}/onlineMeetings';
const desk: { readonly [title: string]: readonly [(meetings: Meetings) => Promise<unknown>, string, string, unknown] } = {
  'creating a meeting': [
    (meetings) => meetings.create(owner, { subject: 'Case 7', startsAt: 0, endsAt: 3_600_000 }, soon()),
    'post',
    ofUser,
    entity,
  ],
  'creating or getting a meeting': [
    (meetings) => meetings.createOrGet(owner, 'call-7', { subject: 'Case 7' }, soon()),
    'post',
    `${ofUser}/createOrGet`,
    entity,
  ],
  'getting a meeting by its id': [
    (meetings) => meetings.get(owner, { by: 'id', id: entity.id }, soon()),
    'get',
    `${ofUser}/{onlineMeeting-id}`,
    entity,
  ],
  'getting a meeting by its link': [
    (meetings) => meetings.get(owner, { by: 'joinUrl', joinUrl: "https://x.example/a'b" }, soon()),
    'get',
    ofUser,
    { value: [entity] },
  ],
  'getting a meeting by its conference id': [
    (meetings) => meetings.get(owner, { by: 'conferenceId', conferenceId: '112001' }, soon()),
    'get',
    '/communications/onlineMeetings',
    { value: [entity] },
  ],
};

const ids = {
  'call-id': call.id,
  'participant-id': participant,
  'user-id': ada.id,
  'onlineMeeting-id': entity.id,
};

if (contractIsHere) {
  const { fits, isAnswer } = contractCheck();

  describe('calls with several people fit the contract', () => {
    test.each(Object.entries(cases))('%s', async (_title, { command, path, method = 'post', status = 200, reply, outcome }) => {
      let came: CommandOutcome | undefined;
      const sent = await whatIsSent(
        async (graph) => {
          came = await graphCallControl(graph).perform(call, command, soon());
        },
        () => ({ status, body: reply }),
      );
      expect(sent.map((request) => request.method.toLowerCase())).toEqual([method]);
      for (const request of sent) fits(request, ids);
      if (reply !== undefined) isAnswer({ method, path }, reply);
      expect(came).toEqual(outcome);
    });

    test.each(Object.entries(gatherings))('%s', async (_title, target) => {
      const sent = await whatIsSent(
        async (graph) => {
          const placement = { tenantId: call.tenantId, target, origin: `call.${call.id}.7` };
          const outcome = await graphCallControl(graph).place(placement, soon());
          expect(outcome).toEqual({ kind: 'placed', callId: other });
        },
        () => ({ status: 201, body: { '@odata.type': '#microsoft.graph.call', id: other } }),
      );
      expect(sent).toHaveLength(1);
      for (const request of sent) fits(request, ids);
    });

    test.each(Object.entries(desk))('%s', async (_title, [ask, method, path, reply]) => {
      let came: unknown;
      const sent = await whatIsSent(
        async (graph) => {
          came = await ask(graphMeetings(graph));
        },
        () => ({ status: 200, body: reply }),
      );
      expect(sent.map((request) => request.method.toLowerCase())).toEqual([method]);
      for (const request of sent) fits(request, ids);
      isAnswer({ method, path }, reply);
      expect(came).toEqual({ kind: 'meeting', meeting });
    });
  });
} else {
  sayThatItIsAbsent('calls with several people against the documented contract');
}

describe('what Graph does not have', () => {
  test("muting everybody is the beta's; where the beta refuses, people are muted one by one", async () => {
    const paths: string[] = [];
    await whatIsSent(
      async (graph) => {
        const outcome = await graphCallControl(graph).perform(call, { number: 1, context, kind: 'muteEverybody' }, soon());
        expect(outcome).toEqual(over);
      },
      (request) => {
        paths.push(`${request.method} ${new URL(request.url).pathname.replace(`/communications/calls/${call.id}`, '')}`);
        if (request.url.includes('/beta/'))
          return { status: 404, body: { error: { code: 'BadRequest', message: 'No such segment.' } } };
        if (request.method === 'POST') return { status: 200, body: operation('muteParticipantOperation', 'completed') };
        const bot = { id: 'bot', info: { identity: { application: { id: 'c0ffee00-1111-4222-8333-444455556666' } } } };
        return { status: 200, body: { value: [bot, { ...adaEntity, isMuted: false }, { ...adaEntity, id: 'muted' }] } };
      },
    );
    expect(paths).toEqual([
      'POST /beta/participants/muteAll',
      'GET /v1.0/participants',
      `POST /v1.0/participants/${participant}/mute`,
    ]);
  });

  test.each<readonly [string, ControlCommand]>([
    ['changeScreenSharingRole', { number: 1, context, kind: 'changeScreenSharingRole', role: 'sharer' }],
    ['updateMetadata', { number: 1, context, kind: 'updateMetadata' }],
  ])('%s is refused with its explanation, and nothing is sent', async (code, command) => {
    const sent: readonly HttpRequestOut[] = await whatIsSent(async (graph) => {
      expect(await graphCallControl(graph).perform(call, command, soon())).toEqual({ kind: 'refused', code });
    });
    expect(sent).toEqual([]);
  });

  test('a participant who is not there is not the end of the call; the call that is not there is', async () => {
    const replies = ['NotFound', '8522'].map((code) => ({ status: 404, body: { error: { code, message: '' } } }));
    const outcomes: CommandOutcome[] = [];
    for (const reply of replies) {
      const command: ControlCommand = { number: 1, context, kind: 'muteParticipant', participant };
      await whatIsSent(
        async (graph) => {
          outcomes.push(await graphCallControl(graph).perform(call, command, soon()));
        },
        () => reply,
      );
    }
    expect(outcomes).toEqual([{ kind: 'refused', code: 'noParticipant' }, { kind: 'callGone' }]);
  });
});
