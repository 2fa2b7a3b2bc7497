import type { Exchange } from '../../simulator/softphone-api.ts';
import { sharedStrings } from '../shared/strings.ts';
import type { PersonNews, Phase, Problem, SoftphoneState } from './state/softphone-state.ts';
import type { WireFilter } from './state/wire-filter.ts';

/** Every word on the page, in one place. */
export const strings = {
  ...sharedStrings,
  title: 'Softphone',
  subtitle: 'Call your bot. Microsoft’s side is simulated on this computer.',
  loading: 'Looking for the simulator…',

  mute: 'Mute prompts',
  muted: 'Prompts muted',

  phone: 'Phone',
  pageTitle: (person: string) => `${person} · Softphone · Teams IVR`,
  caller: 'You are',
  line: 'Line to call',
  withheld: 'Withheld number',
  withheldHint: 'The bot does not learn who calls; nobody can call you',
  teamsUser: 'Teams user',
  dial: 'Dial',
  hangUp: 'Hang up',
  redial: 'Redial',
  /** After a call that was not to the line. */
  dialLine: (line: string) => `Dial ${line}`,
  newCall: 'New call',
  firstUse: (line: string) => `Press Dial to call “${line}”.`,
  noLines: 'There is no line to call yet. Add one to lines.jsonc in the flows folder, then reload.',
  callMe: 'Have the bot call me',
  startMeeting: 'Start a meeting',
  shortcuts: 'Keys 0–9, * and # press the keypad. Enter dials or accepts, Escape hangs up or declines.',
  partOf: (when: 'now' | 'before', part: 'caller' | 'called' | 'member', person: string) => `${parts[part][when]} as ${person}`,
  duration: 'Duration',

  isCalling: (from: string) => `${from} is calling`,
  hasCalled: (from: string) => `${from} called`,
  letItRing: 'Enter accepts, Escape declines. Or let it ring.',
  acceptEndsCall: 'Accepting ends the call that you are in.',
  accept: 'Accept',
  hangUpAndAccept: 'Hang up and accept',
  decline: 'Decline',

  inCallWith: (name: string) => `In a call with ${name}`,
  places: { group: 'Group call', meeting: 'Meeting' } satisfies Record<Exclude<SoftphoneState['place'], 'two'>, string>,
  inThisCall: (count: number) => `In this call (${count})`,
  invite: 'Invite',
  invitePeople: 'People',
  inviteBots: 'The bot, as a line',
  isMuted: 'muted',
  muteMe: 'Mute yourself',
  mutedHint: 'You are muted: press the microphone to speak.',
  unmuteMe: 'You are muted. Press to speak',
  news: {
    connected: (name) => `You are in a call with ${name}`,
    joined: (name) => `${name} joined`,
    left: (name) => `${name} left`,
    invited: (name) => `Calling ${name}…`,
    declined: (name) => `${name} declined`,
    notReached: (name) => `${name} was not reached`,
  } satisfies Record<PersonNews, (name: string) => string>,
  botPressed: (key: string) => `Pressed ${key}`,

  phases: {
    idle: 'Ready',
    dialling: 'Dialling…',
    ringing: 'Ringing…',
    connecting: 'Connecting…',
    connected: 'Connected',
    transferring: 'Transferring…',
    ended: 'Call ended',
  } satisfies Record<Phase, string>,
  reconnecting: 'The connection to the simulator dropped. Trying again…',

  nowSpeaking: 'The bot says',
  noText: 'Sound without text',
  listening: 'The bot is listening. Press a key.',
  waiting: 'One moment…',
  noVoice: 'This browser has no voice: read the caption instead.',

  keypad: 'Keypad',
  keyNames: { '*': 'star', '#': 'hash' },
  keyNeedsCall: 'Dial first. Keys are sent while a call is up.',

  conversation: 'Conversation',
  conversationEmpty: 'Nothing said yet',
  conversationEmptyHint: 'What the bot plays and which keys you press appears here, word for word.',
  bot: 'Bot',
  you: 'You',
  pressed: (keys: string) => `Pressed ${keys}`,
  keyRefused: 'not delivered',
  promptCancelled: 'interrupted',
  promptSounding: 'speaking now',
  /** How the call ended, by the simulator's words or in its own sentence. */
  ending: (detail: string) => endings[detail] ?? detail,
  conversationEnd: (duration: string | undefined) => (duration === undefined ? 'Call ended' : `Call ended after ${duration}`),

  recording: 'Recording',
  recordingLeft: (time: string) => `${time} left`,
  recordingNow: 'The bot is recording you',
  finishRecording: 'Finish recording (#)',
  askingMicrophone:
    'Your browser asks for the microphone. It is used only while the bot records, and the sound stays on this computer.',
  microphoneDenied: 'The microphone is blocked. Allow it in the address bar for the next time, or go on with a test tone.',
  microphoneMissing: 'No microphone was found. Go on with a test tone, or plug one in and record again.',
  microphoneOn: 'Your microphone is heard.',
  toneOn: 'A test tone is heard instead of your microphone.',
  useTone: 'Speak with a test tone',
  useMicrophone: 'Use the microphone',
  level: 'Loudness',
  recordingDone: (duration: string) => `Message recorded, ${duration}`,
  recordingRunning: 'Recording your message…',
  recordingLost: (why: string) => `Nothing was kept. ${lostRecordings[why] ?? ''}`.trim(),
  play: 'Play recording',
  pause: 'Pause recording',
  playbackFailed: 'This recording can no longer be played.',
  position: 'Position in the recording',

  transferred: 'Transferred',
  connectedTo: (name: string) => `You were connected to ${name}`,
  destinations: {
    user: 'A Teams user',
    application: 'Another bot, or a queue',
    phone: 'A telephone',
    voicemail: 'A voicemail',
  },

  wire: 'Wire',
  wireHint: 'Every request between the bot and Graph',
  wireEmpty: 'The wire is quiet',
  wireEmptyHint: 'Dial, and each request and notification is listed here with its body.',
  wireEmptyInCall: 'The bot has no part in this call yet.',
  wireNoMatch: 'Nothing of this kind in this call.',
  wireFilter: 'Show',
  filters: { all: 'All', toGraph: 'To Graph', toBot: 'To bot', trouble: 'Trouble' } satisfies Record<WireFilter, string>,
  directions: { toGraph: 'Bot to Graph', toBot: 'Graph to bot' } satisfies Record<Exchange['direction'], string>,
  pauseScroll: 'Pause scrolling',
  resumeScroll: 'Resume scrolling',
  clear: 'Clear list',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Copying is blocked: select the text',
  request: 'Request body',
  response: 'Answer',
  noBody: 'No body',
  cause: 'Why',
  fix: 'What to do',
  noAnswer: 'no answer',
  milliseconds: (ms: number) => `${Math.round(ms)} ms`,

  crashed: 'The softphone stopped working.',
  crashedAdvice: 'This is a fault of the page, not of your flow. Reload it; the details are in the browser’s console.',
} as const;

const endings: { readonly [detail: string]: string } = {
  transferred: 'You were transferred. The simulation ends here: nobody has a window there.',
  redirected: 'You were sent on. The simulation ends here: nobody has a window there.',
  'redirected; nobody answered': 'You were sent on, and nobody answered.',
};

/** By the simulator's word for why it ended. */
const lostRecordings: { readonly [why: string]: string } = {
  initialSilence: 'You said nothing.',
  cancelled: 'The bot stopped it.',
};

const parts = {
  caller: { now: 'Calling', before: 'Called' },
  called: { now: 'Answering', before: 'Answered' },
  member: { now: 'In it', before: 'Was in it' },
} as const;

/** What went wrong and what to do about it. */
export function wordsOf(problem: Problem): { readonly title: string; readonly advice: string } {
  switch (problem.kind) {
    case 'simulatorUnreachable':
      return { title: 'The simulator does not answer.', advice: 'Start it with “npm start” and try again.' };
    case 'dialRefused':
      return { title: 'The call could not be made.', advice: problem.message };
    case 'acceptRefused':
      return { title: 'The call could not be taken.', advice: problem.message };
    case 'wishRefused':
      return { title: 'That did not work.', advice: problem.message };
    case 'toneRefused':
      return { title: 'The key was not delivered.', advice: problem.message };
    case 'hangUpRefused':
      return { title: 'The call could not be ended.', advice: problem.message };
    case 'callForgotten':
      return { title: 'The simulator no longer knows this call.', advice: 'It was probably started again. Press Redial.' };
    case 'linkLost':
      return {
        title: 'The connection to the simulator is lost.',
        advice: 'See whether “npm start” still runs, then try again or hang up.',
      };
    case 'safeFlow':
      return {
        title: 'This is not the flow of the line.',
        advice:
          'The bot plays its safe flow, because the line’s own is missing or has errors, or because its store is away. The terminal of “npm start” says what is wrong.',
      };
    case 'botTrouble':
      return {
        title: 'The bot did not answer as it should.',
        advice: `${problem.message} See whether the bot runs; the wire shows the request under “Trouble”.`,
      };
  }
}
