import { type Explanation, explanations } from './explanation.ts';

const storeFix = 'Run "teams-ivr doctor --only store": it says what is not reachable, and what to do.';
const reportToUs = 'Please report it to us with the lines of the log around it.';

/** Codes that the bot itself gives: faults in the log, and commands that it refuses before anybody is asked. */
export const ownCodes: readonly Explanation[] = explanations('own', 'the bot itself', [
  [
    'noToken',
    'The bot got no token for the tenant of the call',
    'The credential is wrong or expired, or the bot is not known in that tenant.',
    'Run "teams-ivr doctor --only token": it says which, and what to do.',
    'setUp',
  ],
  [
    'TOKEN_UNAVAILABLE',
    'Microsoft Entra gave no token',
    'The credential is wrong or expired, or the authority did not answer; "reason" beside it says more.',
    'Run "teams-ivr doctor --only token".',
    'setUp',
  ],
  [
    'notFound',
    'Whoever was to be called does not exist',
    'The contact names an id that the tenant does not have.',
    'Look at the contact in flows/contacts.jsonc.',
    'ours',
  ],
  [
    'targetCount',
    'The call cannot be sent on to so many people',
    'One target, or 2 to 25 that ring together.',
    'Name fewer contacts in the step.',
    'ours',
  ],
  [
    'promptCount',
    'There are no prompts to play, or more than 20 at once',
    'The bot asked for what Microsoft does not take.',
    reportToUs,
    'ours',
  ],
  [
    'PROMPT_UNFIT',
    'A prompt cannot be played',
    'Its sound is not in the media store, or is longer than ten minutes.',
    'Run "teams-ivr check"; when all is well there, deploy the flows again.',
    'ours',
  ],
  [
    'STORE_UNAVAILABLE',
    'The store cannot be reached',
    'The service or the disk is down, full, or forbidden to the bot.',
    storeFix,
    'ours',
  ],
  [
    'STORE_CORRUPT',
    'The store holds something that cannot be read',
    'The file was damaged, or belongs to another program.',
    'Stop the bot, keep the folder STATE_DIR aside, and start with an empty one; calls that were running are lost.',
    'ours',
  ],
  [
    'RECORD_TOO_LARGE',
    'What is to be kept of a call is too large',
    'Variables hold more than the store takes for one call.',
    'Keep less in variables, for example only the members of an answer that the flow needs.',
    'ours',
  ],
  [
    'FLOW_UNAVAILABLE',
    'The version of the flow that a call began with cannot be had',
    'The store was emptied while the call ran.',
    storeFix,
    'ours',
  ],
  [
    'SETTINGS_INVALID',
    'Settings are missing or wrong',
    'The environment of the bot is not complete.',
    'Run "teams-ivr doctor --only settings".',
    'setUp',
  ],
  ['PORT_TAKEN', 'The port is in use', 'Another program, perhaps another bot, listens there.', 'Set PORT to a free one.', 'ours'],
  [
    'JOB_UNDONE',
    'A piece of slow work was not done this time',
    'What it needed did not answer; it is tried again.',
    'Look for "job.retry" and "job.poisoned" in the log: "why" says what failed.',
    'ours',
  ],
  [
    'OVERTAKEN',
    'Another instance was quicker',
    'Two notifications of one call came at the same moment.',
    'Nothing to do: the work is done by the other one.',
    'ordinary',
  ],
  ['UNEXPECTED', 'Something failed that nobody has foreseen', 'A fault of the program.', reportToUs, 'ours'],
]);
