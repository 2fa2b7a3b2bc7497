import { z } from 'zod';
import type { StepMemory, VarValue } from '../../call/call.ts';
import { isSomebody } from '../../call/roster.ts';
import { varsFit } from '../../call/size.ts';
import { type Act, type Asking, defineStep, goTo, leaveBy, type StepContext, type StepSignal, wait } from '../define-step.ts';
import { promptRef, target, variableName } from '../fields.ts';
import { listedPeople } from '../listed-people.ts';
import { leaveBecause, reasonFields, tellingReason } from '../reason.ts';
import { isWorkedOut, textUse, textValue } from '../text-value.ts';

const schema = z
  .strictObject({
    action: z
      .enum(['list', 'mute', 'muteAll', 'remove', 'holdMusicStart', 'holdMusicStop'])
      .describe('What is done: list everybody, or something with one of them, or mute all.'),
    who: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe('With whom: a contact, or one `${ }` that gives a participant id from a list, an object id or a number.'),
    prompt: promptRef.optional().describe('What is heard on hold instead of music; `holdMusicStart` only.'),
    into: variableName
      .optional()
      .describe('Variable that gets the list, each entry with `id`, `kind`, `who`, `name`, `isMuted`, `isInLobby`.'),
    ...reasonFields,
    next: target.describe('Where it goes on.'),
  })
  .superRefine(({ action, who, into }, check) => {
    const needsWho = action !== 'list' && action !== 'muteAll';
    if (needsWho && who === undefined) check.addIssue({ code: 'custom', path: ['who'], message: `"${action}" needs "who"` });
    if (!needsWho && who !== undefined)
      check.addIssue({ code: 'custom', path: ['who'], message: `"${action}" is for nobody in particular` });
    if (action === 'list' && into === undefined)
      check.addIssue({ code: 'custom', path: ['into'], message: '"list" needs a variable to put the list into' });
  });
type Participants = z.output<typeof schema>;

/** How long an operation may take. */
const actingMs = 15_000;

/** Looks after the people in a call: who is there, who is heard, who has to wait or go. */
export const participants = defineStep(
  tellingReason<Participants>({
    type: 'participants',
    summary: 'Lists, mutes, removes or puts on hold the people in a call with several people.',
    schema,
    needsAnswer: () => true,
    listens: false,
    reachesPeople: () => false,
    inherits: [],
    outcomes: { failed: { summary: 'it was refused, or nobody like that is in the call', otherwise: 'error' } },
    exits: ({ next }) => [{ name: 'next', target: next, pointer: ['next'] }],
    uses: ({ who, prompt, into }) => [
      ...(who === undefined || isWorkedOut(who)
        ? textUse(who, ['who'])
        : [
            {
              kind: 'contact' as const,
              name: who,
              accepts: ['user', 'application', 'applicationInstance', 'phone'] as const,
              pointer: ['who'],
            },
          ]),
      ...(prompt === undefined ? [] : [{ kind: 'prompt' as const, prompt, pointer: ['prompt'] }]),
      ...(into === undefined ? [] : [{ kind: 'variable' as const, name: into, type: 'any' as const, pointer: ['into'] }]),
    ],
    enter: () => ask({ kind: 'listParticipants' }, 'list'),
    resume: (step, signal, context) => {
      switch (signal.kind) {
        case 'answered':
          if (signal.mark === 'undo') return leaveBecause('failed', 'UNCLEAR');
          if (signal.answer.kind !== 'operation' || signal.answer.ended !== 'completed') return { go: leaveBy('failed') };
          return signal.mark === 'list' ? afterList(step, context, signal.answer.value) : { go: goTo(step.next) };
        case 'commandFailed':
          return afterFailure(step, context, signal);
        case 'timedOut':
          return afterFailure(step, context, { command: commandOf(step), why: 'unclear', code: 'UNCLEAR' });
        default:
          return { go: wait(context.memory) };
      }
    },
  }),
);

/**
 * Somebody is on hold or is not, and nobody knows: whoever should be on hold is taken back from it before the flow goes its
 * other way, for only one can be at a time, and nobody would ever take them back (I9). Whoever should be off it is taken back
 * once more; when Microsoft refuses that, they are.
 */
function afterFailure(step: Participants, { memory }: StepContext, { command, why, mark, code }: Failure): Act {
  const participant = typeof memory.participant === 'string' ? memory.participant : undefined;
  // They were in the list a moment ago, and have gone: of themselves, or because an earlier request was taken.
  if (command === 'removeParticipant' && why === 'refused' && isNobody(code)) return { go: goTo(step.next) };
  if (mark === 'undo') return leaveBecause('failed', 'UNCLEAR');
  if (mark === 'again') return why === 'refused' ? { go: goTo(step.next) } : leaveBecause('failed', 'UNCLEAR');
  if (why === 'refused' || participant === undefined) return leaveBecause('failed', code);
  if (command === 'startHoldMusic') return ask({ kind: 'stopHoldMusic', participant }, 'undo');
  return command === 'stopHoldMusic' ? ask({ kind: 'stopHoldMusic', participant }, 'again') : leaveBecause('failed', code);
}
type Failure = Pick<StepSignal & { readonly kind: 'commandFailed' }, 'command' | 'why' | 'code' | 'mark'>;

const commandOf = ({ action }: Participants): 'startHoldMusic' | 'stopHoldMusic' | 'listParticipants' =>
  action === 'holdMusicStart' ? 'startHoldMusic' : action === 'holdMusicStop' ? 'stopHoldMusic' : 'listParticipants';

/** Graph's word for somebody who is not there, and ours. */
const isNobody = (code: string): boolean => /^(notFound|http404|noParticipant)$/i.test(code);

function ask(command: Asking, mark: 'list' | 'act' | 'undo' | 'again'): Act {
  return {
    do: [{ kind: 'ask', mark, command }],
    go: { kind: 'wait', memory: mark === 'act' ? remembering(command) : {}, wakeInMs: actingMs },
  };
}

const remembering = (command: Asking): StepMemory => ('participant' in command ? { participant: command.participant } : {});

/** Between one caller and the bot Graph refuses the rest (graph-calling, 1.9). */
function afterList(step: Participants, context: StepContext, value: VarValue | undefined): Act {
  const everybody = listedPeople(value);
  if (step.action === 'list')
    return { set: { [step.into ?? '']: bounded(step.into ?? '', everybody, context) }, go: goTo(step.next) };
  const people = everybody.filter(({ kind }) => kind !== 'application' && kind !== 'applicationInstance');
  if (!context.call.multiparty && people.length < 2) return leaveBecause('failed', 'onlyTogether');
  if (step.action === 'muteAll') return ask({ kind: 'muteEverybody' }, 'act');
  const found = everybody.find((entry) => isMeant(step, context, entry));
  if (found === undefined) return leaveBecause('failed', 'noParticipant');
  return ask(commandFor(step, context, found.id), 'act');
}

/** As many as there is room for in the call's variables. */
function bounded(into: string, entries: readonly VarValue[], { call }: StepContext): readonly VarValue[] {
  let kept = entries;
  while (kept.length > 0 && !varsFit({ ...call.vars, [into]: kept }, call.frames)) kept = kept.slice(0, -1);
  return kept;
}

function isMeant(
  { who = '' }: Participants,
  context: StepContext,
  entry: { readonly id: string; readonly kind: string; readonly who: string },
): boolean {
  if (!isWorkedOut(who)) {
    const destination = context.destination(who);
    return destination !== undefined && isSomebody(entry, destination);
  }
  const wanted = textValue(who, context)?.toLowerCase();
  return wanted !== undefined && (entry.id.toLowerCase() === wanted || entry.who.toLowerCase() === wanted);
}

function commandFor({ action, prompt }: Participants, context: StepContext, participant: string): Asking {
  switch (action) {
    case 'remove':
      return { kind: 'removeParticipant', participant };
    case 'holdMusicStart': {
      const [first] = context.speak(prompt);
      return { kind: 'startHoldMusic', participant, ...(first === undefined ? {} : { prompt: first }) };
    }
    case 'holdMusicStop':
      return { kind: 'stopHoldMusic', participant };
    default:
      return { kind: 'muteParticipant', participant };
  }
}
