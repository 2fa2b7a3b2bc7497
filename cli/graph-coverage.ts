/** A test, by the file and words that stand in it. */
export interface NamedTest {
  readonly file: string;
  /** As it is written there: the title, or the part of it that is not filled in. */
  readonly title: string;
}

/** What the calls API can do, and where it is proven. */
export interface CoverageRow {
  readonly capability: string;
  readonly operation: string;
  /** How people come to it. */
  readonly from: string;
  /** One of them is enough (graph-calling, 1.1). */
  readonly permission: string;
  /** Against the simulated Graph, with its rules. */
  readonly simulated: readonly NamedTest[];
  /** Against the published description of Graph. */
  readonly contract: readonly NamedTest[];
}

const multiparty = (title: string): NamedTest => ({ file: 'test/conversations/multiparty.test.ts', title });
const operations = (title: string): NamedTest => ({ file: 'test/conversations/room-operations.test.ts', title });
const oneCaller = (title: string): NamedTest => ({ file: 'test/conversations/one-caller.test.ts', title });
const forSeveral = (title: string): NamedTest => ({ file: 'test/conversations/calls-for-several.test.ts', title });
const live = (title: string): NamedTest => ({ file: 'test/conversations/live-calls.test.ts', title });
const handOver = (title: string): NamedTest => ({ file: 'test/conversations/hand-over.test.ts', title });
const outbound = (title: string): NamedTest => ({ file: 'test/conversations/outbound.test.ts', title });
const hunting = (title: string): NamedTest => ({ file: 'test/conversations/hunt.test.ts', title });
const checker = (title: string): NamedTest => ({ file: 'src/core/flow/finding-codes.test.ts', title });
const consulting = (title: string): NamedTest => ({ file: 'test/conversations/consultative-transfer.test.ts', title });
const graph = (file: string, title: string): NamedTest => ({ file: `simulator/graph/${file}.test.ts`, title });
const request = (title: string): NamedTest => ({ file: 'test/contract/requests.test.ts', title });
const room = (title: string): NamedTest => ({ file: 'test/contract/rooms.test.ts', title });
const told = (title: string): NamedTest => ({ file: 'test/contract/notifications.test.ts', title });

const initiate = 'Calls.Initiate.All';
const media = 'Calls.AccessMedia.All';
const inCall = `${initiate} or ${media}`;
const group = 'Calls.InitiateGroupCall.All';
const join = 'Calls.JoinGroupCall.All or Calls.JoinGroupCallAsGuest.All';
const meetings = 'OnlineMeetings.ReadWrite.All and an application access policy';

/** In the order of the calls API's life of a call. */
export const graphCoverage: readonly CoverageRow[] = [
  row(
    'receive a peer-to-peer call',
    'notification `created`',
    'webhook',
    'none; any Calls permission discloses the caller',
    [
      oneCaller('from %s is received and answered, and the flow knows who it is as far as Microsoft tells'),
      graph('call-life', 'the first notification says who calls whom, as Graph does'),
    ],
    [told("'incoming-p2p-user.json'")],
  ),
  row(
    'be invited into a call with several people',
    'notification `created` with `chatInfo`, `meetingInfo`',
    'webhook',
    join,
    [multiparty('an invitation into a meeting is answered by the flow')],
    [told("'incoming-group-invite.json'")],
  ),
  row(
    'answer',
    'POST /answer',
    'the first step that needs the caller',
    `none from Teams users; ${join} in group calls`,
    [
      oneCaller('from %s is received and answered, and the flow knows who it is as far as Microsoft tells'),
      graph('call-life', 'a bot hears of a call, answers it, and is told of media last'),
    ],
    [request("'answer with prompts to fetch ahead'")],
  ),
  row(
    'reject: none, busy, forbidden',
    'POST /reject',
    '`reject`',
    'none',
    [oneCaller('is turned away as %s'), graph('call-life', 'a rejected call is reported over with nothing but its address')],
    [request('reject: ${reason}')],
  ),
  row(
    'redirect to a user, a bot, a telephone, voicemail',
    'POST /redirect',
    '`redirect`, `voicemail`',
    initiate,
    [
      oneCaller('is sent on to %s'),
      oneCaller('is not sent on without the permission, and the flow goes another way'),
      handOver('a caller from Teams is redirected to the application, and the call is never answered here'),
      graph('requests', "a redirect to voicemail ends the bot's leg"),
    ],
    [request('redirect to ${target.kind}')],
  ),
  row(
    'redirect to several, who ring together',
    'POST /redirect',
    '`redirect`',
    initiate,
    [
      oneCaller('is sent on to several, who ring together, and the first one has the caller'),
      graph('consultative-transfer', 'redirected telephones ring together, and the first one has the caller'),
    ],
    [request("'redirect to 25 at once'")],
  ),
  row(
    'create a peer-to-peer call',
    'POST /communications/calls',
    'automation API, `hunt`',
    initiate,
    [
      outbound('the telephone rings, the person hears the flow with its variables, and whoever asked learns how it ended'),
      hunting('the first declines, the second presses 1, and the caller is connected with the second'),
    ],
    [request('a call to ${target.kind}')],
  ),
  row(
    'call a telephone with an application instance',
    'POST /communications/calls',
    'automation API, `hunt`',
    initiate,
    [outbound('a number is called in the name of the line, whose account has one')],
    [request('in the name of a resource account')],
  ),
  row(
    'create a group call',
    'POST /communications/calls',
    'automation API, `invite`',
    group,
    [
      operations('a group call rings several people, and all are together'),
      operations('a group call is refused without its permission'),
      forSeveral('rings all of them, and those who answer hear the flow together'),
      forSeveral('without the permission fails with its code, and nobody is rung'),
    ],
    [room('a group call to five people')],
  ),
  row(
    'join a meeting by its coordinates, from the join link or by themselves',
    'POST /communications/calls',
    '`join`, automation API',
    join,
    [
      multiparty('brings the caller into the meeting of an invitation, by its %s'),
      multiparty('brings the caller into a meeting by %s, which the flow has learned'),
      multiparty('without the permission to join'),
      forSeveral('by %s: those who are there hear the flow'),
    ],
    [room('joining a meeting by its coordinates')],
  ),
  row(
    'join a meeting by its id and passcode',
    'POST /communications/calls',
    '`join`, automation API',
    join,
    [
      multiparty('brings the caller into the meeting of an invitation, by its %s'),
      multiparty('with a wrong passcode'),
      forSeveral('by %s: those who are there hear the flow'),
    ],
    [room('joining a meeting by its id and passcode')],
  ),
  row(
    'join a meeting by token',
    'POST /communications/calls',
    '`join`, automation API',
    join,
    [
      graph('meetings', "['a token', ({ token }) => byToken(token)]"),
      multiparty('brings the caller into a meeting by %s, which the flow has learned'),
      multiparty('a caller on a telephone is not brought into a meeting by a token: nothing is asked that Microsoft refuses'),
      forSeveral('by %s: those who are there hear the flow'),
    ],
    [room('joining a meeting by token')],
  ),
  row(
    'create or get an online meeting',
    'POST /users/{id}/onlineMeetings/createOrGet',
    '`join` with `create`, `invite` with `organizer`, live calls, automation API',
    meetings,
    [
      multiparty('a meeting is made for the call, once, and the caller is brought into it'),
      multiparty('without an access policy for the organizer'),
      live('asked twice under one key make one meeting, and one telephone rings once'),
      forSeveral('is another one each time, and the same under the same key'),
    ],
    [room('creating or getting a meeting')],
  ),
  row(
    'create an online meeting',
    'POST /users/{id}/onlineMeetings',
    'automation API',
    meetings,
    [
      graph('meetings', 'are made, read by id and found by their link'),
      forSeveral('is made, found again in three ways, and joined'),
      forSeveral('of an organizer without an access policy is refused'),
    ],
    [room('creating a meeting')],
  ),
  row(
    'read online meetings',
    'GET /users/{id}/onlineMeetings, GET /communications/onlineMeetings',
    'automation API',
    `OnlineMeetings.Read.All, or ${meetings}`,
    [
      graph('meetings', 'are made, read by id and found by their link'),
      forSeveral('is made, found again in three ways, and joined'),
      forSeveral('that is not there is not found, and its organizer has to be a user'),
    ],
    [room('getting a meeting by its id'), room('getting a meeting by its link'), room('getting a meeting by its conference id')],
  ),
  row(
    'escalate: bring the caller and others into one call',
    'POST /participants/invite with `replacesCallId`',
    '`invite`, `join`, live calls',
    group,
    [
      multiparty('brings the caller, %s, and the invited people into one call, where the flow goes on'),
      multiparty('without permission leaves the caller where they are, and the flow learns why'),
      live('is brought into a call with those who are invited, and the flow goes on there'),
      live('meet there, the flow goes on with both of them, and the wish is done in both calls'),
    ],
    [room('bringing over the person of a peer-to-peer call')],
  ),
  row(
    'escalation by another participant',
    'notifications',
    'engine',
    join,
    [
      multiparty('when the caller takes somebody in, the flow goes on where it was'),
      multiparty('without the permission to join, the bot is dropped, and the end says how'),
    ],
    [told("'call-media-inactive.json'")],
  ),
  row(
    'transfer to a user, a bot, a resource account, a telephone',
    'POST /transfer',
    '`transfer`, `directory`, live calls',
    initiate,
    [
      oneCaller('to %s who answers ends the part of the bot'),
      oneCaller('to somebody who declines brings the caller back'),
      handOver('a caller on a telephone is answered, asked, and transferred to the application'),
      graph('requests', "a transfer that is answered ends the bot's leg with 200/7015"),
      graph('consultative-transfer', 'who declines leaves the caller with the bot'),
    ],
    [request('transfer to ${target.kind}'), told("'call-transfer-failed-subCode-casing.json'")],
  ),
  row(
    'consultative transfer to a user, a bot, a resource account, a telephone',
    'POST /transfer with `replacesCallId`',
    '`transfer` with `"mode": "consultative"`, `hunt`',
    initiate,
    [
      consulting('%s is asked while the caller waits, presses 1, and gets the caller'),
      consulting('%s that answers gets the caller, when nobody is to press a key'),
      consulting('without the permission to call people the flow goes another way'),
      hunting('the first declines, the second presses 1, and the caller is connected with the second'),
    ],
    [request("'consultative transfer'")],
  ),
  row(
    'transfer out of a call with several people',
    'POST /transfer with `transferee`',
    '`transfer`',
    initiate,
    [multiparty('the caller is transferred out of a call with several people')],
    [room('transferring one of several people')],
  ),
  row(
    'mute and unmute the bot',
    'POST /mute, /unmute',
    '`mute`, `unmute`, live calls',
    inCall,
    [multiparty('the bot is muted and unmuted'), live('is muted and unmuted among several people')],
    [room('muting the bot'), room('unmuting the bot')],
  ),
  row(
    'change the screen sharing role',
    'POST /changeScreenSharingRole',
    'flows, by the checker, and live calls: refused with its explanation',
    media,
    [
      checker('an operation that needs media of its own'),
      operations('%s is refused by the bot itself, with its own explanation'),
      live('%s is refused with its explanation, and with what to use instead'),
    ],
    [room('%s is refused with its explanation, and nothing is sent')],
  ),
  row(
    'update metadata (removed by Microsoft in March 2021)',
    'none',
    'flows, by the checker, and live calls: refused with its explanation',
    'none',
    [
      checker('an operation that Microsoft has removed'),
      operations('%s is refused by the bot itself, with its own explanation'),
      live('%s is refused with its explanation, and with what to use instead'),
    ],
    [room('%s is refused with its explanation, and nothing is sent')],
  ),
  row(
    'invite participants',
    'POST /participants/invite',
    '`invite`, live calls',
    group,
    [
      multiparty('somebody more is called into a call with several people'),
      live('is brought into a call with those who are invited, and the flow goes on there'),
    ],
    [room('inviting one'), room('inviting five'), told("'op-invite-completed.json'")],
  ),
  row(
    'list participants',
    'GET /participants',
    '`participants`, live calls',
    inCall,
    [multiparty('are listed, with names and numbers'), live('are listed and looked up, with the ids that everything else wants')],
    [room('listing participants')],
  ),
  row(
    'get a participant',
    'GET /participants/{id}',
    'live calls',
    join,
    [
      operations('a participant is got by the id from the list'),
      live('are listed and looked up, with the ids that everything else wants'),
    ],
    [room('getting a participant')],
  ),
  row(
    'mute one',
    'POST /participants/{id}/mute',
    '`participants`, live calls',
    join,
    [multiparty('one is muted, one is put on hold and taken back, and one is removed'), live('are muted, one and all')],
    [room('muting a participant')],
  ),
  row(
    'mute all (beta, else one by one)',
    'POST /beta/…/participants/muteAll',
    '`participants`, live calls',
    join,
    [
      multiparty('are all muted, by the beta or one by one'),
      multiparty('where the beta refuses they are muted one by one'),
      live('are muted, one and all'),
    ],
    [room('where the beta refuses, people are muted one by one')],
  ),
  row(
    'remove a participant',
    'DELETE /participants/{id}',
    '`participants`, live calls',
    `${join}, and a setting of the tenant`,
    [
      multiparty('one is muted, one is put on hold and taken back, and one is removed'),
      multiparty('a tenant that does not allow it keeps them, and the flow goes another way'),
      live('are removed'),
    ],
    [room('removing a participant')],
  ),
  row(
    'hold music',
    'POST /participants/{id}/startHoldMusic, /stopHoldMusic',
    '`participants`, live calls',
    join,
    [multiparty('one is muted, one is put on hold and taken back, and one is removed'), live('are put on hold and taken back')],
    [room('starting hold music of our own'), room('stopping hold music'), told("'op-startholdmusic-completed.json'")],
  ),
  row(
    'play up to 20 prompts',
    'POST /playPrompt',
    'every step that speaks; live calls',
    inCall,
    [
      live('is prompts of the flow, in their order and with their recordings, and then the step begins anew'),
      oneCaller('hears up to twenty prompts in a row, in their order'),
      graph('media', 'prompts play in order, each as long as its sound, and each operation reports its own end'),
    ],
    [request("'play twenty'"), told("'op-playprompt-completed.json'")],
  ),
  row(
    'record',
    'POST /recordResponse',
    '`record`, `voicemail`, live calls',
    media,
    [
      live('is made and kept, whoever asked learns under which name, and the step begins anew'),
      oneCaller('is recorded, and the recording is kept'),
      oneCaller('is not recorded without the permission, and the flow goes another way'),
      graph('media', 'a recording is given for its own token only, and not for long'),
    ],
    [request("['record', {"), told("'op-record-completed-max-duration.json'")],
  ),
  row(
    'listen for keys',
    'POST /subscribeToTone',
    'every step that listens (`menu`, `collect`, ...): the engine asks once a call, so that nobody else need to',
    media,
    [
      oneCaller('presses a key, which the bot has asked to be told of once'),
      graph('call-life', 'tones go to subscribers only and are counted from the subscription on'),
    ],
    [request("['listen', {"), told("'tone-1-tone1.json'")],
  ),
  row(
    'cancel media',
    'POST /cancelMediaProcessing',
    'engine: barge-in; live calls',
    inCall,
    [
      live('is cut off when somebody says so, and the step begins anew'),
      oneCaller('interrupts a prompt with a key: it is cancelled, and what follows is heard at once'),
      graph('media', 'a cancel kills the running prompt and all that wait, in order, but not the tone subscription'),
    ],
    [request("['cancel', {"), told("'op-record-cancelled.json'")],
  ),
  row(
    'press keys',
    'POST /sendDtmfTones',
    '`pressKeys`, live calls',
    inCall,
    [
      outbound("a flow presses keys for somebody else's menu, and goes on when Microsoft has reported them pressed"),
      operations('the bot presses keys, and Graph reports when they are pressed'),
      live('presses keys, and whoever asked learns when they are pressed'),
    ],
    [room('pressing keys'), told("'op-senddtmf-completed.json'")],
  ),
  row(
    'keep the call alive',
    'POST /keepAlive',
    'engine, every 15 minutes; live calls',
    inCall,
    [
      oneCaller('that lasts longer than an hour is kept alive'),
      graph('call-life', 'a call lives 45 minutes after its last keepAlive, and no longer'),
      live('keeps the call alive, as the engine does'),
    ],
    [request("['keepAlive', {")],
  ),
  row(
    'get the call',
    'GET /communications/calls/{id}',
    'engine: the sweep; live calls',
    inCall,
    [
      { file: 'src/core/steps/transfer/transfer.test.ts', title: 'a lost report of a failure is found out by asking Graph' },
      graph('requests', 'a call is found by any spelling of its id'),
      live('what Microsoft says of the call can be asked for'),
    ],
    [request("'get the call'")],
  ),
  row(
    'hang up',
    'DELETE /communications/calls/{id}',
    '`hangup`, engine, live calls',
    inCall,
    [
      oneCaller('is hung up by the flow: Graph ends it as the bot has asked'),
      graph('call-life', 'a bot that hangs up gets 204, then terminating, then the end with 200/7000'),
      live('a call that was hung up: also after its end, and asking again under the same key is the same wish'),
    ],
    [request("['hang up', {"), told("'call-terminated-bot-hangup.json'")],
  ),
  row(
    'update the recording status (policy recording only)',
    'POST /updateRecordingStatus',
    'live calls',
    `${media} or Calls.JoinGroupCall.All`,
    [
      operations('%s is refused where it does not exist, and the call goes on'),
      live('%s is refused where Microsoft does not have it, and the call goes on'),
    ],
    [room('updating the recording status')],
  ),
  row(
    'add the large gallery view (meetings with video)',
    'POST /addLargeGalleryView',
    'live calls',
    `${join}, or ${group}`,
    [
      operations('%s is refused where it does not exist, and the call goes on'),
      live('%s is refused where Microsoft does not have it, and the call goes on'),
    ],
    [room('adding the large gallery view')],
  ),
  row(
    'roster, full and changes; leave when alone',
    'notifications on /participants',
    'engine, `call.participants`',
    'none',
    [
      multiparty('the bot does not stay behind alone'),
      graph('group-calls', 'a group call is established, and the roster tells of each who comes and goes'),
      { file: 'src/core/flow/play/take-roster.test.ts', title: 'changes are added and taken away, and stale ones are ignored' },
    ],
    [told("'roster-full.json'"), told("'roster-delta.json'")],
  ),
];

function row(
  capability: string,
  operation: string,
  from: string,
  permission: string,
  simulated: readonly NamedTest[],
  contract: readonly NamedTest[],
): CoverageRow {
  return { capability, operation, from, permission, simulated, contract };
}

/** Written to `docs/graph-coverage.md`. */
export function graphCoverageReference(): string {
  return [
    '# What of the calls API is covered',
    '',
    '<!-- Made from cli/graph-coverage.ts by `npm test` with UPDATE_DOCS=1; do not edit. -->',
    '',
    'Every operation of the calls and online meetings API that a bot with service-hosted media can use, where it is used from, the permission that Microsoft asks for, and the tests that prove it: in the simulator, which refuses what Microsoft refuses, and against the published description of Graph. A test that is named here and does not exist fails the build. "Live calls" is the automation API: what somebody who looks after calls asks for below [`/api/live-calls`](automation-api.md).',
    '',
    '| capability | operation | from | permission | in the simulator | against the contract |',
    '| --- | --- | --- | --- | --- | --- |',
    ...graphCoverage.map(
      ({ capability, operation, from, permission, simulated, contract }) =>
        `| ${[capability, operation, from, permission, tests(simulated), tests(contract)].map(cell).join(' | ')} |`,
    ),
    '',
  ].join('\n');
}

/** Without the signs of the source that it stands in. */
const inWords = (title: string): string =>
  title
    .replaceAll(/[`'"[\]{}$]/g, '')
    .replace(/,\s*$/, '')
    .replace(/^\(|,.*=>.*$/g, '')
    .trim();
const cell = (text: string): string => text.replaceAll('|', '\\|');
const tests = (named: readonly NamedTest[]): string =>
  named.map(({ file, title }) => `${inWords(title)} ([${file.split('/').at(-1)}](../${file}))`).join('; ');
