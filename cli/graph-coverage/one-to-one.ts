import {
  type CoverageRow,
  graph,
  handOver,
  hunting,
  initiate,
  join,
  multiparty,
  oneCaller,
  outbound,
  request,
  row,
  told,
} from './coverage-row.ts';

/** The life of a call between two: from its first notification to its end. */
export const oneToOne: readonly CoverageRow[] = [
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
];
