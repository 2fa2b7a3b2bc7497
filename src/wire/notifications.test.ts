import type { CallEvent } from '../core/call/call-event.ts';
import { readNotifications } from './notifications.ts';

const id = '3a1f5c00-7c1e-4f5b-9a52-0d6f1b2c3d4e';
const callUrl = `/communications/calls/${id}`;

/** One notification in its envelope; `resourceUrl` is the call's unless said otherwise. */
function read(...notifications: readonly object[]) {
  const value = notifications.map((members) => ({ resourceUrl: callUrl, changeType: 'updated', ...members }));
  const result = readNotifications(JSON.stringify({ '@odata.type': '#microsoft.graph.commsNotifications', value }));
  if (result.kind !== 'events') throw new Error(`read as ${result.kind}`);
  return result;
}
const events = (...notifications: readonly object[]): readonly CallEvent[] => read(...notifications).events;
const survived = (...notifications: readonly object[]) => read(...notifications).survived.map(({ word }) => word);

const user = { user: { id: 'ada', displayName: 'Ada Example', tenantId: 'contoso' } };
const instance = { applicationInstance: { id: 'front-desk', displayName: 'Front Desk' } };
const incoming = (members: object = {}) => ({
  changeType: 'created',
  resourceData: {
    '@odata.type': '#microsoft.graph.call',
    state: 'incoming',
    source: { identity: user, languageId: 'en-GB' },
    targets: [{ identity: instance }],
    tenantId: 'contoso',
    ...members,
  },
});

describe('an incoming call', () => {
  test('from a Teams user names the caller, the resource account and the language', () => {
    expect(events(incoming({ callChainId: 'chain' }))).toEqual([
      {
        kind: 'callArrived',
        callId: id,
        tenantId: 'contoso',
        caller: { kind: 'user', id: 'ada', displayName: 'Ada Example', tenantId: 'contoso' },
        called: { kind: 'applicationInstance', id: 'front-desk', displayName: 'Front Desk' },
        callChainId: 'chain',
        languageId: 'en-GB',
        multiparty: false,
      },
    ]);
  });

  test('from a telephone carries the number that was dialled', () => {
    const routes = [{ original: { user: { id: 'somebody' } } }, { original: { phone: { id: '+441632960999' } } }];
    const source = { identity: { phone: { id: '+441632960123' } } };
    expect(events(incoming({ source, callRoutes: routes }))[0]).toMatchObject({
      caller: { kind: 'phone', number: '+441632960123' },
      calledNumber: '+441632960999',
    });
  });

  test.each([
    ['encrypted', { identity: { encrypted: { id: 'opaque' } } }],
    ['an empty number', { identity: { phone: { id: '' } } }],
    ['a missing number', { identity: { phone: {} } }],
    ['a worded placeholder', { identity: { phone: { id: 'anonymous' } } }],
    ['null', null],
    ['an identity of a kind to come', { identity: { hologram: { id: 'x' } } }],
    ['text where an object belongs', 'Ada'],
  ])('whose caller is withheld as %s is still a caller', (_how, source) => {
    expect(events(incoming({ source }))[0]).toMatchObject({ kind: 'callArrived', caller: { kind: 'unknown' } });
  });

  test('with chatInfo or meetingInfo is an invitation to many', () => {
    expect(events(incoming({ chatInfo: { threadId: '19:x' } }))[0]).toMatchObject({ multiparty: true });
    expect(events(incoming({ meetingInfo: { token: 'x' } }))[0]).toMatchObject({ multiparty: true });
    expect(events(incoming({ chatInfo: null, meetingInfo: null }))[0]).toMatchObject({ multiparty: false });
  });

  test('without a tenant leaves it to the edge, which knows the token', () => {
    expect(events(incoming({ tenantId: null }))[0]).toMatchObject({ tenantId: '' });
  });

  test('without resourceData, or with empty targets, is not turned away', () => {
    expect(events({ changeType: 'created' })).toMatchObject([{ kind: 'callArrived', caller: { kind: 'unknown' } }]);
    expect(events(incoming({ targets: [], callRoutes: null }))).toMatchObject([{ called: { kind: 'unknown' } }]);
  });
});

describe('the state of a call', () => {
  test('media becoming active is told with the state', () => {
    const resourceData = { state: 'established', mediaState: { audio: 'active' } };
    expect(events({ resourceData })).toEqual([{ kind: 'callStateChanged', callId: id, state: 'established', audio: 'active' }]);
  });

  test('odd casing is read as the usual one', () => {
    expect(events({ changeType: 'Updated', resourceData: { state: 'Established' } })[0]).toMatchObject({ state: 'established' });
    expect(events({ changeType: 'Deleted', resourceData: { state: 'Terminated' } })[0]).toMatchObject({ kind: 'callEnded' });
    expect(events({ resourceData: { state: 'TransferAccepted' } })[0]).toMatchObject({ state: 'transferAccepted' });
  });

  test('a failed transfer comes back with its result, whatever the spelling of subcode', () => {
    const failed = (resultInfo: object) => events({ resourceData: { state: 'established', resultInfo } })[0];
    for (const info of [
      { code: 500, subCode: 7000 },
      { code: '500', subcode: '7000' },
      { code: 500, subcode: 7000 },
    ]) {
      expect(failed(info)).toMatchObject({ kind: 'callStateChanged', result: { code: 500, subcode: 7000 } });
    }
  });

  test('a call ends by deleted without a state, and by terminated without deleted', () => {
    expect(events({ changeType: 'deleted', resourceData: { '@odata.type': '#microsoft.graph.call' } })).toEqual([
      { kind: 'callEnded', callId: id },
    ]);
    for (const resourceData of [undefined, null, 'nonsense']) {
      expect(events({ changeType: 'deleted', resourceData })).toEqual([{ kind: 'callEnded', callId: id }]);
    }
    expect(events({ resourceData: { state: 'terminated', terminationReason: 'AppTransferred' } })).toEqual([
      { kind: 'callEnded', callId: id, reason: 'AppTransferred' },
    ]);
  });

  test('an unknown state is survived, and what else the notification says is kept', () => {
    expect(survived({ resourceData: { state: 'hold' } })).toEqual(['unknownState']);
    expect(events({ resourceData: { state: 'levitating', mediaState: { audio: 'inactive' } } })).toEqual([
      { kind: 'callStateChanged', callId: id, audio: 'inactive' },
    ]);
  });

  test('a list of one call is read as the call', () => {
    expect(events({ resourceData: [{ '@odata.type': '#microsoft.graph.call', state: 'establishing' }] })[0]).toMatchObject({
      state: 'establishing',
    });
  });
});

describe('tones', () => {
  test.each([
    ['tone0', '0'],
    ['Tone9', '9'],
    ['star', '*'],
    ['Pound', '#'],
    ['a', 'A'],
  ])('%s is the key %s', (tone, key) => {
    expect(events({ resourceData: { toneInfo: { sequenceId: 4, tone } } })).toEqual([
      { kind: 'tonePressed', callId: id, tone: key, sequence: 4 },
    ]);
  });

  test('a state and a tone in one notification become two events, the state first', () => {
    const resourceData = { state: 'established', toneInfo: { sequenceId: '1', tone: 'tone1' } };
    expect(events({ resourceData }).map((event) => event.kind)).toEqual(['callStateChanged', 'tonePressed']);
  });

  test('a tone that is no key, or has no sequence, is counted and not pressed', () => {
    expect(read({ resourceData: { toneInfo: { sequenceId: 1, tone: 'flash' } } })).toMatchObject({
      events: [],
      survived: [{ word: 'unknownTone' }],
    });
    expect(read({ resourceData: { toneInfo: { tone: 'tone1' } } })).toMatchObject({
      events: [],
      survived: [{ word: 'toneWithoutSequence' }],
    });
  });
});

describe('operations', () => {
  const operationUrl = `${callUrl}/operations/9d0c7b52-5f3a-4d0e-8f0b-6a8f2f1e7c11`;
  const ended = (resourceData: object | null, changeType = 'deleted') =>
    events({ resourceUrl: operationUrl, changeType, resourceData });

  test('a finished prompt names the context that we sent', () => {
    const operation = {
      '@odata.type': '#microsoft.graph.playPromptOperation',
      clientContext: '3.7',
      status: 'Completed',
      resultInfo: { code: 200, subcode: 0 },
    };
    expect(ended(operation)).toEqual([
      {
        kind: 'operationEnded',
        callId: id,
        operation: 'playPrompt',
        context: '3.7',
        ended: 'completed',
        result: { code: 200, subcode: 0 },
      },
    ]);
  });

  test.each([
    ['the subcode', { status: 'failed', resultInfo: { code: 400, subcode: 8508 } }],
    ['the reason of a failed one', { status: 'failed', completionReason: 'operationCanceled' }],
    ['the reason of a completed one', { status: 'completed', completionReason: 'MediaOperationCanceled' }],
  ])('a cancelled one is told by %s', (_how, operation) => {
    expect(ended(operation)).toMatchObject([{ ended: 'cancelled' }]);
  });

  test('a failed one is told apart from a cancelled one', () => {
    expect(ended({ status: 'failed', resultInfo: { code: 400, subcode: 8536 } })).toMatchObject([
      { ended: 'failed', operation: 'other' },
    ]);
    expect(ended({ resultInfo: { code: 500, subcode: 9999 } })).toMatchObject([{ ended: 'failed' }]);
  });

  test('a recording comes with where to fetch it, and an empty place is none', () => {
    const record = { '@odata.type': 'Microsoft.Graph.RecordOperation', status: 'completed' };
    expect(ended({ ...record, recordingLocation: 'https://media.example.net/1', recordingAccessToken: 'secret' })).toMatchObject([
      { operation: 'recordResponse', recording: { location: 'https://media.example.net/1', accessToken: 'secret' } },
    ]);
    for (const recordingLocation of ['', null])
      expect(ended({ ...record, recordingLocation })[0]).not.toHaveProperty('recording');
  });

  test('one that is still running is no event', () => {
    expect(ended({ status: 'running' }, 'updated')).toEqual([]);
  });

  test('one without any data is over all the same', () => {
    expect(ended(null)).toEqual([{ kind: 'operationEnded', callId: id, operation: 'other', ended: 'completed' }]);
  });

  test('operations/participants is an operation or a roster, as its data says', () => {
    const resourceUrl = `${callUrl}/operations/participants`;
    const invited = {
      '@odata.type': '#microsoft.graph.inviteParticipantsOperation',
      id: null,
      status: 'completed',
      clientContext: '1.1',
    };
    expect(events({ resourceUrl, changeType: 'deleted', resourceData: invited })).toMatchObject([
      { kind: 'operationEnded', context: '1.1' },
    ]);
    const roster = [{ '@odata.type': '#microsoft.graph.participant', info: { identity: user } }];
    expect(events({ resourceUrl, resourceData: roster })).toMatchObject([{ kind: 'rosterChanged', others: 1 }]);
  });
});

describe('rosters', () => {
  const resourceUrl = `${callUrl}/participants`;
  test('a whole roster counts everybody but applications', () => {
    const resourceData = [{ info: { identity: { application: { id: 'bot' } } } }, { info: { identity: user } }, { info: null }];
    expect(events({ resourceUrl, resourceData })).toEqual([
      { kind: 'rosterChanged', callId: id, others: 2, full: true, people: [] },
    ]);
  });

  test('a delta is not taken for the whole, and leavers are not counted', () => {
    const participants = [{ info: { identity: user }, removedState: { reason: 'left' } }, { info: { identity: user } }];
    const resourceData = { '@odata.type': '#microsoft.graph.deltaParticipants', sequenceNumber: 2, participants };
    expect(events({ resourceUrl, resourceData })).toEqual([
      { kind: 'rosterChanged', callId: id, others: 1, full: false, people: [], sequence: 2 },
    ]);
  });
});

describe('which call is meant', () => {
  const resourceData = { state: 'established' };
  test.each([
    ['the /app path', { resourceUrl: `/app/calls/${id}` }],
    ['no leading slash', { resourceUrl: `communications/calls/${id}` }],
    ['an absolute URL', { resourceUrl: `https://graph.microsoft.com/v1.0/communications/calls/${id}?x=1` }],
    ['odd casing', { resourceUrl: `/Communications/Calls/${id.toUpperCase()}/` }],
    ['an id without dashes', { resourceUrl: `/communications/calls/${id.replaceAll('-', '').toUpperCase()}` }],
    ['resource without resourceUrl', { resourceUrl: undefined, resource: `/app/calls/${id}` }],
    ['the entity alone', { resourceUrl: null, resourceData: { ...resourceData, '@odata.type': 'microsoft.graph.call', id } }],
  ])('%s is understood', (_how, members) => {
    expect(events({ resourceData, ...members })).toEqual([{ kind: 'callStateChanged', callId: id, state: 'established' }]);
  });

  test.each(['/communications/calls/..', '/communications/calls/a%2Fb', '/users/ada', '', 17])(
    '%s names no call',
    (resourceUrl) => {
      expect(read({ resourceUrl, resourceData })).toEqual({
        kind: 'events',
        events: [],
        survived: [{ word: 'noCall', count: 1 }],
      });
    },
  );
});

describe('bodies', () => {
  test('one unreadable notification does not spoil its neighbours, and their order is kept', () => {
    const value = [
      { resourceUrl: callUrl, resourceData: { state: 'establishing' } },
      null,
      'nonsense',
      { resourceUrl: callUrl, changeType: 'updated', resourceData: 'nonsense' },
      { resourceUrl: `${callUrl}/contentsharingsessions/1`, changeType: 'deleted' },
      { resourceUrl: `${callUrl}/audioRoutingGroups/1`, changeType: 'updated' },
      { resourceUrl: callUrl, resourceData: { state: 'established' } },
    ];
    const result = readNotifications(JSON.stringify({ value }));
    expect(result).toMatchObject({ events: [{ state: 'establishing' }, { state: 'established' }] });
    expect(result).toHaveProperty('survived', [
      { word: 'notANotification', count: 2 },
      { word: 'unreadableResourceData', count: 1 },
      { word: 'contentSharing', count: 1 },
      { word: 'unknownResource', count: 1 },
    ]);
  });

  test('a body without value and type is the legacy form', () => {
    expect(readNotifications('{"id":"x","participants":[],"callState":"incoming"}')).toEqual({ kind: 'legacy' });
  });

  test.each(['', '  \n', '{}', 'null'])('%j is empty', (body) => expect(readNotifications(body)).toEqual({ kind: 'empty' }));
  test.each(['{', '[]', '"x"', '7', '\u0000'])('%j is unreadable', (body) =>
    expect(readNotifications(body)).toEqual({ kind: 'unreadable' }),
  );

  test('an envelope without a list is survived', () => {
    const body = { '@odata.type': '#microsoft.graph.commsNotifications', value: null };
    expect(readNotifications(JSON.stringify(body))).toEqual({
      kind: 'events',
      events: [],
      survived: [{ word: 'noValue', count: 1 }],
    });
  });

  test('bytes with a byte order mark, and bytes that are not UTF-8, are read', () => {
    const body = (name: string) =>
      JSON.stringify({
        value: [{ resourceUrl: callUrl, ...incoming({ source: { identity: { user: { id: 'a', displayName: name } } } }) }],
      });
    expect(readNotifications(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(body('Ada'))])).kind).toBe('events');
    expect(readNotifications(Buffer.from(body('Zoë'), 'latin1')).kind).toBe('events');
  });
});
