import { type Explanation, explanations } from './explanation.ts';

const acs = 'reason codes of Azure Communication Services; for Graph by analogy only';
const hearIt =
  'Run "teams-ivr doctor --only prompt": it fetches a prompt from the outside, as Microsoft does, and says what is wrong with it.';

/** Results of prompts, recordings and tone subscriptions (graph-calling, 5.2). */
export const mediaOperations: readonly Explanation[] = explanations('media', 'Microsoft Graph: recordResponse', [
  [
    '200/0',
    'The prompt was played to its end',
    'Nobody interrupted it.',
    'Nothing to do.',
    'ordinary',
    'Microsoft Graph: playPrompt',
  ],
  [
    '200/8515',
    'The recording reached its greatest length',
    'The caller was still speaking.',
    'Give the step a longer maxLength (at most 2m), or say in the prompt how much time there is.',
    'ordinary',
  ],
  [
    '400/8508',
    'The prompt or recording was cancelled',
    'The bot did so itself: a key was pressed during a prompt, or the flow went on.',
    'Nothing to do.',
    'ordinary',
    'Microsoft Graph: cancelMediaProcessing',
  ],
  [
    '8510',
    'Nobody spoke',
    'The caller was silent until the time for the beginning was over.',
    'Give the step on.silence, or a longer silence.',
    'ordinary',
    acs,
  ],
  [
    '8511',
    'The prompt before a recording could not be played',
    'The file could not be fetched, or is not 16 kHz, 16 bit, mono.',
    hearIt,
    'ours',
    acs,
  ],
  ['8514', 'The caller ended the recording with a key', 'The finish key was pressed.', 'Nothing to do.', 'ordinary', acs],
  [
    '8535',
    'The prompt has a format that Microsoft does not play',
    'It is not WAV, PCM, 16 kHz, 16 bit, mono.',
    hearIt,
    'ours',
    acs,
  ],
  [
    '8536',
    'Microsoft could not fetch the prompt',
    'BOT_BASE_URL is not reachable from the internet, asks for a login, or answered too slowly.',
    hearIt,
    'ours',
    acs,
  ],
  [
    '500/9999',
    'The media service failed without saying why',
    'Listening for keys on a call without service-hosted media, or a fault of the service.',
    'Try again; when it stays so, report it to Microsoft with the call chain id from the log.',
    'microsoft',
    'public issue thread microsoft-graph-comms-samples#325',
  ],
  [
    '9999',
    'The service failed without saying why',
    'Listening for keys on a call without service-hosted media, or a fault of the service.',
    'Try again; when it stays so, report it to Microsoft with the call chain id from the log.',
    'microsoft',
    'public issue thread microsoft-graph-comms-samples#325',
  ],
]);
