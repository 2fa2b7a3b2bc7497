import type { Trouble } from './api/answer.ts';
import type { Wish } from './api/schemas.ts';

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
  transferAccepted: 'Being transferred',
  redirecting: 'Being sent on',
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
