import { readDurationMs } from '../../src/core/steps/fields.ts';
import { readWhom, type Whom } from './whom.ts';

/** Something that can be asked of a live call. */
export interface LiveAction {
  /** The word of the command, and of the address. */
  readonly name: string;
  /** What stands behind the id. */
  readonly usage: string;
  readonly summary: string;
  /** The body of the request, or what is wrong with the words. */
  body(words: readonly string[], options: ActionOptions): object | string;
}

export interface ActionOptions {
  readonly text?: string;
  readonly language?: string;
  /** As they were written. */
  readonly max?: string;
  readonly organizer?: string;
  readonly participant?: string;
}

/** In the order of the help. */
export const liveActions: readonly LiveAction[] = [
  plain('hang-up', 'ends the call; from a call with several people the bot leaves'),
  {
    name: 'transfer',
    usage: 'WHO',
    summary: 'transfers the caller, or --participant ID of several people; when it fails, the flow goes on with them',
    body: (words, { participant }) => {
      const people = readPeople(words);
      if (typeof people === 'string') return people;
      if (people.length === 1) return { to: people[0], ...(participant !== undefined && { participant }) };
      return 'Say to whom, and only one: transfer ID WHO.';
    },
  },
  {
    name: 'play',
    usage: 'PROMPT ...',
    summary: 'plays prompts of the flow; --text WORDS [--language TAG] speaks words, in the simulator only',
    body: (words, { text, language }) => {
      if ((text === undefined) === (words.length === 0)) return 'Say what is played: names of prompts, or --text with words.';
      if (text !== undefined) return { text, ...(language !== undefined && { language }) };
      return language === undefined
        ? { prompts: words }
        : '--language goes with --text; prompts are in the language of the call.';
    },
  },
  plain('stop-media', 'cuts off whatever is sounding'),
  {
    name: 'record',
    usage: '[--max 60s]',
    summary: 'records the caller, until they pause for four seconds',
    body: (words, { max = '60s' }) => {
      const ms = readDurationMs(max);
      if (words.length > 0) return 'Nothing stands behind the id.';
      if (ms === undefined || ms < 1_000 || ms > 120_000) return '--max: Write a duration of 1s to 120s.';
      return { maxSeconds: Math.round(ms / 1_000) };
    },
  },
  {
    name: 'press-keys',
    usage: 'KEYS',
    summary: 'the bot presses keys: 0 to 9, *, #',
    body: ([keys = '', ...more]) =>
      more.length === 0 && /^[0-9*#A-D]{1,20}$/.test(keys)
        ? { keys }
        : 'Say which keys: 1 to 20 of 0 to 9, *, #; put # in quotes.',
  },
  {
    name: 'invite',
    usage: 'WHO ...',
    summary: 'calls people in; a caller who is alone with the bot needs two, or --organizer WHO: a user whose meeting it is',
    body: (words, { organizer: text }) => {
      const people = readPeople(words);
      if (typeof people === 'string') return people;
      if (people.length === 0 || people.length > 5) return 'Say who is called in: 1 to 5 people.';
      if (text === undefined) return { people };
      const organizer = readWhom(text);
      if (organizer.kind === 'wrong') return `--organizer: ${organizer.problem} ${organizer.fix}`;
      const isUser = 'user' in organizer.whom || 'contact' in organizer.whom;
      return isUser ? { people, organizer: organizer.whom } : '--organizer: Name a user: user:ID, or a contact that is one.';
    },
  },
  plain('mute', 'mutes the bot itself, in calls with several people'),
  plain('unmute', 'and back'),
];

function plain(name: string, summary: string): LiveAction {
  return { name, usage: '', summary, body: (words) => (words.length === 0 ? {} : 'Nothing stands behind the id.') };
}

function readPeople(words: readonly string[]): readonly Whom[] | string {
  const people: Whom[] = [];
  for (const [index, word] of words.entries()) {
    const read = readWhom(word);
    if (read.kind === 'wrong') return `WHO ${index + 1}: ${read.problem} ${read.fix}`;
    people.push(read.whom);
  }
  return people;
}
