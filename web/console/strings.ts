import { sharedStrings } from '../shared/strings.ts';
import type { Trouble } from './api/answer.ts';
import type { CampaignResult, OutboundCall, Wish } from './api/schemas.ts';
import type { DestinationKind } from './state/destination.ts';
import type { View } from './state/place.ts';

/** Every word on the page, in one place. */
export const strings = {
  ...sharedStrings,
  title: 'Console',
  pageTitle: (what: string) => `${what} · Console · Teams IVR`,
  navigation: 'Views',
  views: {
    live: 'Live calls',
    ended: 'Ended calls',
    outbound: 'Outbound',
    campaigns: 'Campaigns',
    codes: 'Result codes',
  } satisfies Record<View, string>,
  shortViews: {
    live: 'Live',
    ended: 'Ended',
    outbound: 'Outbound',
    campaigns: 'Campaigns',
    codes: 'Codes',
  } satisfies Record<View, string>,
  skip: 'Skip to the content',
  loading: 'Loading…',
  refresh: 'Refresh',
  cancel: 'Cancel',
  close: 'Close',
  all: 'All',
  justNow: 'The list renews itself while you look at it.',

  door: {
    title: 'Come in',
    intro: 'The console shows and steers calls by the automation API, which wants to know who asks.',
    how: 'With',
    key: 'Key of the app',
    keyHint: 'A function key or the host key: Azure portal, the Function app, “App keys”.',
    token: 'Access token',
    tokenHint: 'Of Microsoft Entra, with the app role Calls.Read or Calls.Place. For example from:',
    tokenCommand: 'az account get-access-token --resource api://BOT_APP_ID --query accessToken --output tsv',
    kept: 'It is kept until this tab is closed, and sent to this app only.',
    submit: 'Come in',
    empty: 'Paste it here first.',
    leave: 'Sign out',
    notTaken: {
      key: {
        title: 'This key is not taken.',
        detail: 'Copy it again: the whole of it, from this very app. Keys may have been renewed.',
      },
      token: {
        title: 'This token is not taken.',
        detail: 'Get another one: they last about an hour. It must be for this app (see the command below).',
      },
    },
    noKeys: { title: 'No keys are taken here.', detail: 'Only Azure asks for keys. Come in with an access token.' },
  },

  live: {
    hint: 'What goes on at this moment. Open a call to see its way, and to step in.',
    empty: 'Nobody is in a call',
    emptyHint:
      'Calls appear here as soon as they arrive. On a laptop: dial from the softphone, whose address “npm start” prints.',
    count: (count: number) => (count === 1 ? 'One call' : `${count} calls`),
    most: (count: number) => `The first ${count} are shown.`,
  },
  columns: {
    line: 'Line and flow',
    step: 'Stands at',
    state: 'State',
    with: 'With',
    since: 'Since',
    ended: 'Ended',
    why: 'Why',
    took: 'Took',
    path: 'Steps',
    asked: 'Asked',
    to: 'To',
    status: 'Status',
    campaign: 'Campaign',
    progress: 'Progress',
    until: 'Until',
    person: 'Person',
    outcome: 'Outcome',
    attempts: 'Attempts',
    last: 'Last',
    code: 'Code',
    meaning: 'Meaning',
    cause: 'Usual cause',
    fix: 'What to do',
    fault: 'Whose it is',
    action: 'Actions',
  },
  directions: { incoming: 'Incoming', outgoing: 'Outgoing' },

  call: {
    title: (line: string) => `Call on ${line}`,
    back: { live: 'Live calls', ended: 'Ended calls' },
    gone: 'This call is not known',
    goneHint: 'It is neither going on nor among the last 200 that ended. Its record may be minutes old, or kept no longer.',
    justEnded: 'The call has ended',
    justEndedHint: 'Its record is being written. In a moment it says here why.',
    facts: 'Facts',
    flow: 'Flow',
    version: 'Version',
    direction: 'Direction',
    with: 'With',
    people: 'People',
    started: 'Arrived',
    answered: 'Answered',
    neverAnswered: 'never',
    ended: 'Ended',
    took: 'Took',
    outcome: 'Outcome',
    code: 'Code',
    callId: 'Call id',
    outboundCall: 'Asked for as',
    path: 'The way it took',
    pathNow: 'stands here now',
    pathEmpty: 'It has entered no step yet.',
    tags: 'Milestones',
    why: 'Why it ended',
    whyOwn: 'The outcome is the flow’s own word: its author knows what it means.',
    wishes: 'Asked of this call',
    wishesEmpty: 'Nothing has been asked of it yet. What you do above is listed here, with how it ended.',
    movedTo: 'Open the call in which it goes on',
    recording: (id: string) => `Kept as recording ${id}`,
    place: (place: string) => `Concerns “${place}”`,
    notNow: 'Only a connected call can be spoken to or transferred. It can be hung up.',
    copy: 'Copy the call id',
    copied: 'Copied',
  },
  why: { cause: 'Usual cause', fix: 'What to do', more: (code: string) => `Result code ${code}` },

  actions: {
    label: 'What to do with the call',
    transfer: 'Transfer',
    play: 'Play',
    record: 'Record',
    invite: 'Invite',
    stop: 'Stop sound',
    hangUp: 'Hang up',
    asked: (what: string) => `${what}: Microsoft is at it. How it ends stands under “Asked of this call”.`,
    done: (what: string) => `${what}: done.`,
  },
  transfer: {
    title: 'Transfer the caller',
    hint: 'When it fails, the caller is back with the flow, at the beginning of the step.',
    submit: 'Transfer',
  },
  play: {
    title: 'Play to the caller',
    hint: 'Whatever is sounding gives way; then the step begins anew.',
    what: 'What',
    prompt: 'Prompt of the flow',
    promptHint: 'A name under “prompts” of the version that the call runs.',
    words: 'Words',
    wordsHint: 'Heard in the simulator only: Microsoft plays recordings and speaks no text.',
    language: 'Language',
    submit: 'Play',
  },
  record: {
    title: 'Record the caller',
    hint: 'It ends with a pause of four seconds, and the recording is kept as those of the flow are. Say first, with “Play”, what the caller is to say.',
    seconds: 'Seconds at most',
    secondsHint: '1 to 120',
    beep: 'A tone says when to speak',
    submit: 'Record',
  },
  invite: {
    title: 'Invite people into the call',
    hint: 'A caller who is alone with the bot is brought into a call with them, where the flow goes on.',
    one: (index: number) => `Person ${index}`,
    more: 'Another one',
    fewer: 'Take the last one off',
    organizer: 'In whose name',
    organizerHint: 'For one person alone a meeting is made: name the contact who is its organizer.',
    noOrganizer: 'Name a contact who is a user, or invite a second person.',
    submit: 'Invite',
  },
  hangUp: {
    title: 'Hang up?',
    hint: 'The call ends at once, without a word to the caller.',
    hintSeveral: 'The bot leaves. The others talk on.',
    submit: 'Hang up',
    keep: 'Let it go on',
  },
  destination: {
    kinds: {
      contact: 'Contact',
      phone: 'Telephone number',
      user: 'User in Teams',
      applicationInstance: 'Queue or attendant',
    } satisfies Record<DestinationKind, string>,
    hints: {
      contact: 'A name of contacts.jsonc',
      phone: 'With + and country code',
      user: 'Object id of the user',
      applicationInstance: 'Object id of the resource account',
    } satisfies Record<DestinationKind, string>,
    wrong: {
      contact: 'Write the name of a contact: letters, digits, _ and -.',
      phone: 'Write the number with + and country code, for example +44 1632 960123.',
      user: 'Write an object id of Microsoft Entra.',
      applicationInstance: 'Write an object id of Microsoft Entra.',
    } satisfies Record<DestinationKind, string>,
  },

  people: {
    title: 'People in the call',
    hint: 'As Microsoft says it at this moment; nothing of it is kept.',
    empty: 'Nobody is listed at this moment.',
    unnamed: 'Without a name',
    muted: 'muted',
    lobby: 'in the lobby',
    mute: 'Mute',
    hold: 'Put on hold',
    unhold: 'Take back from hold',
    remove: 'Remove',
    muteAll: 'Mute everybody',
    muteBot: 'Mute the bot',
    unmuteBot: 'Unmute the bot',
    more: (name: string) => `What to do with ${name}`,
    removeTitle: (name: string) => `Remove ${name}?`,
    removeHint: 'They leave the call at once. Microsoft allows it only where the tenant has a setting for it.',
    keep: 'Let them stay',
    kinds: {
      user: 'Teams',
      phone: 'telephone',
      guest: 'guest',
      application: 'bot',
      applicationInstance: 'resource account',
    } as { readonly [kind: string]: string },
  },

  ended: {
    hint: 'The last 200, the latest first. Open one to see the way it took.',
    empty: 'No call has ended yet',
    emptyHint: 'A call is listed a moment after its end, with the reason in words.',
    line: 'Line',
    outcome: 'Outcome',
    none: 'No call is of this line and this outcome.',
    clear: 'Show all',
    choice: (value: string, count: number) => `${value} (${count})`,
  },

  outbound: {
    hint: 'Have somebody called, and see what becomes of it.',
    form: 'Ask for a call',
    whom: 'Whom',
    line: 'In the name of line',
    lineHint: 'Its resource account is what the person sees. Left empty: the default one.',
    flow: 'With flow',
    flowHint: 'Left empty: the line’s own.',
    submit: 'Call',
    wrongLine: 'Write the name of a line of lines.jsonc, or nothing.',
    wrongFlow: 'Write the name of a flow, or nothing.',
    taken: 'It is asked for. What becomes of it stands below.',
    list: 'Asked for in this tab',
    empty: 'Nothing asked for yet',
    emptyHint: 'Calls that you ask for here are listed until the tab is closed.',
    off: 'Call off',
    offTitle: 'Call it off?',
    offHint: 'One that rings or is connected by now is hung up.',
    offSubmit: 'Call it off',
    keep: 'Let it be',
    openCall: 'Open the call',
    forgotten: 'The bot does not know it any more.',
    someone: { phone: 'a telephone', user: 'a user', applicationInstance: 'a resource account' } as {
      readonly [kind: string]: string;
    },
    statuses: {
      queued: 'Waiting',
      placing: 'Being placed',
      placed: 'Rings or is connected',
      ended: 'Ended',
      failed: 'Failed',
      expired: 'Too late',
      cancelled: 'Called off',
    } satisfies Record<OutboundCall['status'], string>,
  },

  campaigns: {
    hint: 'Many people, called one after the other.',
    empty: 'No campaign is known',
    emptyHint: 'Begin one with POST /api/campaigns: docs/automation-api.md has an example. It then appears here.',
    back: 'Campaigns',
    gone: 'This campaign is not known',
    goneHint: 'It was never begun, or its time of keeping is over.',
    states: { running: 'Running', paused: 'Paused', cancelled: 'Cancelled', ended: 'Ended' },
    counts: { waiting: 'Waiting', calling: 'Being called', done: 'Done' },
    ofAll: (done: number, all: number) => `${done} of ${all} done`,
    calling: (count: number) => `${count} being called`,
    waiting: (count: number) => `${count} waiting`,
    pausedBecause: 'The bot has paused it',
    pause: 'Pause',
    resume: 'Resume',
    cancel: 'Cancel campaign',
    cancelTitle: 'Cancel the campaign?',
    cancelHint: 'Nobody else is called, for good. Calls that go on are left to end.',
    keep: 'Let it run',
    facts: 'Facts',
    line: 'Line',
    flow: 'Flow',
    window: 'May call',
    pace: 'Pace',
    paceOf: (perMinute: number, atOnce: number) => `${perMinute} a minute, ${atOnce} at once`,
    retries: 'Retries',
    retriesOf: (attempts: number, minutes: number) => `${attempts} attempts, ${minutes} minutes apart`,
    zone: 'Time zone',
    own: 'the line’s own',
    results: 'Results',
    resultsHint: 'Each person by your reference or row. Who it is, the bot does not say.',
    resultsEmpty: 'Nobody is listed yet.',
    more: 'Show more',
    row: (row: number) => `Row ${row + 1}`,
    nextAt: (time: string) => `next ${time}`,
    people: {
      waiting: 'Waiting',
      calling: 'Being called',
      done: 'Done',
    } satisfies Record<CampaignResult['state'], string>,
  },

  codes: {
    hint: 'What Microsoft’s codes and the bot’s own mean, why they usually come, and what to do.',
    search: 'Code or words',
    found: (count: number) => (count === 1 ? 'One code' : `${count} codes`),
    none: 'No code and no words like these',
    noneHint:
      'A code that is not listed is explained by its class: 200 to 299 are normal ends; 408, 480, 486, 487 and 603 mean that nobody was reached; other 4xx that the request or the set-up is wrong; 5xx that the service failed.',
  },

  crashed: 'The console stopped working.',
  crashedAdvice: 'This is a fault of the page; calls go on as they are. Reload it; the details are in the browser’s console.',
} as const;

/** What was asked of a call, in words. The API's word is that of the address; one that is not known here stands as it is. */
export function wordsOfWish(type: string): string {
  return wishes[type] ?? type;
}

const wishes: { readonly [type: string]: string } = {
  'hang-up': 'Hang up',
  transfer: 'Transfer',
  play: 'Play',
  'stop-media': 'Stop sound',
  record: 'Record',
  invite: 'Invite',
  mute: 'Mute the bot',
  unmute: 'Unmute the bot',
  'keep-alive': 'Keep alive',
  'press-keys': 'Press keys',
  'mute-participant': 'Mute a person',
  'mute-all': 'Mute everybody',
  'remove-participant': 'Remove a person',
  hold: 'Put on hold',
  unhold: 'Take back from hold',
  'recording-status': 'Recording status',
  'large-gallery-view': 'Large gallery view',
  'screen-sharing-role': 'Screen sharing role',
  metadata: 'Metadata',
};

export const wishStatuses = {
  asked: 'Under way',
  done: 'Done',
  failed: 'Failed',
  unclear: 'Unclear',
} satisfies Record<Wish['status'], string>;
export const unclearHint =
  'Microsoft gave no answer, so nobody knows whether it was done. Look at the call before you ask again.';

/** States of a call are Microsoft's words. */
export function wordsOfState(state: string): string {
  return states[state] ?? state;
}

const states: { readonly [state: string]: string } = {
  incoming: 'Arriving',
  establishing: 'Connecting',
  established: 'Connected',
  transferring: 'Being transferred',
  hold: 'On hold',
  terminating: 'Ending',
  terminated: 'Ended',
};

/** The bot has steps of its own beside those of the flow; their names begin with a sign that no name of a flow has. */
export function wordsOfStep(step: string): string {
  return ownSteps[step] ?? step;
}

const ownSteps: { readonly [step: string]: string } = {
  $host: 'bringing people together',
  $screen: 'asking who picked up',
  $apology: 'apology',
};

/** Of whom the call is, as far as it is no name. */
export function wordsOfSide(kind: string, people: number | undefined): string {
  if (people !== undefined) return people === 1 ? 'one person' : `${people} people`;
  return sides[kind] ?? kind;
}

const sides: { readonly [kind: string]: string } = {
  user: 'somebody in Teams',
  phone: 'a telephone',
  guest: 'a guest',
  application: 'a bot',
  applicationInstance: 'a resource account',
  unknown: 'not disclosed',
};

/** What went wrong and what to do about it. */
export function wordsOfTrouble(trouble: Trouble): { readonly title: string; readonly advice: string } {
  switch (trouble.kind) {
    case 'unreachable':
      return { title: 'The bot does not answer.', advice: 'See whether it runs and whether you are connected, then try again.' };
    case 'notUnderstood':
      return {
        title: `The answer is not the bot’s (status ${trouble.status}).`,
        advice:
          'Something in between answered, or the page is of another version. Reload it; if that does not help, look at the app.',
      };
    case 'refused': {
      const { title, detail, status } = trouble.refusal;
      return { title, advice: sentence(detail) ?? adviceFor[status] ?? 'Try again.' };
    }
  }
}

const adviceFor: { readonly [status: number]: string } = {
  401: 'Copy the key or token again: they change, and tokens last an hour.',
  403: 'Ask for the app role Calls.Place, which may act upon calls.',
  404: 'It is over, or never was.',
  409: 'Look at the state, and try again.',
  429: 'Wait a moment, then try again.',
  503: 'Wait a moment, then try again.',
  504: 'Look at the call before you ask again.',
};

/** The API's details begin in lower case where they go on behind a colon. */
function sentence(detail: string | undefined): string | undefined {
  if (detail === undefined || detail === '') return undefined;
  const text = `${detail.charAt(0).toUpperCase()}${detail.slice(1)}`;
  return /[.!?)]$/.test(text) ? text : `${text}.`;
}
