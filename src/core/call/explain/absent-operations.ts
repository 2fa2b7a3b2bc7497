import { type Explanation, explanations } from './explanation.ts';

const handOver =
  'Hand the caller over to a bot that hosts its media itself, by redirect or transfer to a contact of the kind "application": docs/application-hosted-media.md';

/** What the calls API has or had, and a bot with service-hosted media cannot do (graph-calling, 1.1, 1.2, 1.7). */
export const absentOperations: readonly Explanation[] = explanations('absent', 'Microsoft Graph: calls API', [
  [
    'updateMetadata',
    'Microsoft removed this operation in March 2021',
    'It existed in the beta only; no version of the API takes it any more.',
    'Keep what a call has learned in variables of the flow, and mark outcomes with a "tag" step: they are in the call history.',
    'microsoft',
    'Microsoft Graph changelog, 2021-03-03',
  ],
  [
    'changeScreenSharingRole',
    "Sharing the screen needs media of the bot's own",
    'Microsoft takes it only in group calls with application-hosted media; this bot lets Microsoft host the media.',
    handOver,
    'ordinary',
    'Microsoft Graph: Change screen sharing role',
  ],
  [
    'appHostedMediaConfig',
    'This bot does not host the media of its calls',
    'Application-hosted media needs Windows hosts that keep a call until its end, and the media library in C#; a serverless bot has neither.',
    handOver,
    'ordinary',
    'Microsoft Teams: requirements of application-hosted media bots',
  ],
  [
    'record',
    'Microsoft renamed this operation in December 2019',
    'The old name is not taken any more.',
    'Use recordResponse; in a flow the steps "record" and "voicemail".',
    'microsoft',
    'Microsoft Graph changelog, 2019-12',
  ],
  [
    'listCalls',
    'Graph does not list the calls of a bot',
    'Only a call whose id is known can be read.',
    'Ask the bot: it keeps every live call in its store.',
    'microsoft',
  ],
  [
    ['startRecording', 'stopRecording', 'startTranscription', 'stopTranscription'],
    'Microsoft has this operation in its beta only',
    'The beta may change at any time and is not for production.',
    'For messages and answers use the steps "record" and "voicemail"; for meetings let the organizer record.',
    'microsoft',
    'Microsoft Graph: permissions of the beta',
  ],
  [
    ['ringingTimeoutInSeconds', 'routingPolicies'],
    'This cannot be set when a call is created',
    'It exists in the beta only.',
    'Give the step a timeout: the bot hangs up when nobody answers in time.',
    'microsoft',
    'Microsoft Graph: call resource',
  ],
]);
