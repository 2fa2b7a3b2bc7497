import { z } from 'zod';
import type { StepMemory } from '../../call/call.ts';
import { lacksTransferee, noTransfereeIn } from '../../call/roster.ts';
import { type Act, type Doing, defineStep, type StepContext, wait } from '../define-step.ts';
import { contactName, duration, promptRef } from '../fields.ts';
import { leaveBecause, reasonFields, resultCode, tellingReason } from '../reason.ts';
import { askingMs, joiningMs, joinWith, newsMs, ringForCaller } from '../ring-for-caller.ts';
import { stillHeard, waitingWords, waitOn } from '../waiting-words.ts';

const schema = z.strictObject({
  targets: z
    .array(contactName)
    .min(1)
    .max(10)
    .refine((names) => new Set(names).size === names.length, 'name each contact once')
    .meta({ uniqueItems: true })
    .describe('Contacts who are rung: users, bots, resource accounts, telephones.'),
  strategy: z
    .enum(['sequential', 'simultaneous', 'roundRobin', 'leastRecent'])
    .default('sequential')
    .describe(
      'One after the other; all together; one after the other, each call beginning with the next contact; or with the one who has had no call for longest.',
    ),
  ringTimeout: duration({ min: '5s', max: '2m' }).prefault('20s').describe('How long a telephone rings.'),
  screen: z
    .boolean()
    .default(true)
    .describe('Whether a person must press 1 to take the call. Without it a mailbox that answers gets the caller.'),
  whisper: promptRef.optional().describe('What the person hears before being asked, for example who calls.'),
  whileWaiting: promptRef.optional().describe('What the caller hears meanwhile, again and again.'),
  ...reasonFields,
});
type Hunt = z.output<typeof schema>;

/** Telephones that ring together; a call keeps at most so many legs. */
const mostTogether = 5;

/** Rings several people and joins the caller with whoever takes the call. */
export const hunt = defineStep(
  tellingReason<Hunt>({
    type: 'hunt',
    summary: 'Rings several people, in order or together, and connects the caller with the first who accepts.',
    schema,
    needsAnswer: () => true,
    listens: false,
    inherits: [],
    outcomes: {
      noAnswer: { summary: 'nobody took the call', otherwise: 'error' },
      failed: {
        summary: 'nobody could be rung: each call was refused, for lack of a permission for example',
        otherwise: 'noAnswer',
      },
    },
    byFaultOnly: () => ['failed'],
    exits: () => [],
    uses: (step) => [
      ...step.targets.map((name, index) => ({
        kind: 'contact' as const,
        name,
        accepts: ['user', 'application', 'applicationInstance', 'phone'] as const,
        pointer: ['targets', index],
      })),
      ...(step.whisper === undefined
        ? []
        : [{ kind: 'prompt' as const, prompt: step.whisper, heard: 'byOthers' as const, pointer: ['whisper'] }]),
      ...(step.whileWaiting === undefined
        ? []
        : [{ kind: 'prompt' as const, prompt: step.whileWaiting, pointer: ['whileWaiting'] }]),
    ],
    enter: (step, context) => {
      const trouble = noTransfereeIn(context.call);
      if (trouble !== undefined) return leaveBecause('failed', trouble); // Nobody is rung for a caller who cannot be put through.
      const music = hearing(step, context);
      if (step.strategy === 'roundRobin' || step.strategy === 'leastRecent') {
        const group = { group: groupOf(context), strategy: step.strategy, members: step.targets };
        return {
          do: [music, { kind: 'ask', mark: 'order', command: { kind: 'takeOrder', ...group } }],
          go: { kind: 'wait', memory: { ringing: [] }, wakeInMs: newsMs },
        };
      }
      const rung = ringNext(step, context, { queue: step.targets, ringing: [] });
      return { ...rung, do: [music, ...(rung.do ?? [])] };
    },
    resume: (step, signal, context) => {
      const memory = read(context.memory);
      switch (signal.kind) {
        case 'mediaOver':
        case 'mediaFailed':
          return { do: waitOn(step.whileWaiting, signal, context), go: wait(context.memory) };
        case 'answered': {
          const order = signal.answer.kind === 'operation' ? signal.answer.value : undefined;
          const queue = Array.isArray(order)
            ? order.filter((name) => step.targets.includes(String(name))).map(String)
            : step.targets;
          return ringNext(step, context, { ...memory, queue });
        }
        case 'leg':
          if (memory.joining === signal.mark) return { go: wait(context.memory) };
          if (signal.state === 'accepted') return join(step, context, memory, signal.mark);
          if (signal.state === 'connected') return { go: { kind: 'wait', memory: context.memory, wakeInMs: askingMs } };
          return signal.state === 'placed'
            ? { go: wait(context.memory) }
            : gaveUp(step, context, { ...memory, hasRung: true, why: signal.outcome ?? resultCode(signal.result) }, signal.mark);
        case 'commandFailed':
          if (signal.command === 'takeOrder') return ringNext(step, context, { ...memory, queue: step.targets });
          if (signal.command === 'transfer')
            return lacksTransferee(signal.code)
              ? { do: [{ kind: 'dropLegs' }], flush: true, ...leaveBecause('failed', signal.code) }
              : joinFailed(step, context, memory, signal.code);
          // One of which nobody knows may ring all the same: it is waited for like any other.
          return signal.mark === undefined || signal.why === 'unclear'
            ? { go: wait(context.memory) }
            : gaveUp(step, context, { ...memory, why: signal.code }, signal.mark);
        case 'transferFailed':
          return joinFailed(step, context, memory, resultCode(signal.result));
        case 'timedOut': {
          if (memory.joining !== undefined) return joinFailed(step, context, memory);
          if (memory.queue === undefined) return ringNext(step, context, { ...memory, queue: step.targets });
          const inVain = { ...memory, ringing: [], hasRung: true, why: 'noAnswer' };
          const rung = ringNext(step, context, inVain, [{ kind: 'dropLegs' }]);
          return stillHeard(rung, step.whileWaiting, context);
        }
        default:
          return { flush: signal.kind === 'tones', go: wait(context.memory) };
      }
    },
  }),
);

type Hunting = {
  /** Who has not been rung yet. Undefined while the order is being asked for. */
  readonly queue?: readonly string[];
  readonly ringing: readonly string[];
  readonly joining?: string;
  /** Somebody was rung, or nobody knows: not every call was refused. */
  readonly hasRung?: boolean;
  /** Why the last one did not take the call. */
  readonly why?: string | undefined;
};

/** Whoever is next, or all together; when there is nobody left, the step is over. */
function ringNext(step: Hunt, context: StepContext, hunting: Hunting, before: readonly Doing[] = []): Act {
  const { queue = [], ringing, hasRung = false, why } = hunting;
  const callable = queue.filter((name) => context.destination(name) !== undefined);
  const now = callable.slice(0, step.strategy === 'simultaneous' ? mostTogether : 1);
  if (now.length === 0 && ringing.length === 0) {
    const outcome = hasRung || why === undefined ? 'noAnswer' : 'failed';
    return { ...leaveBecause(outcome, why ?? 'noAnswer'), do: [...before], flush: true };
  }
  const how = { screen: step.screen, whisper: step.whisper, ringMs: step.ringTimeout };
  const doing = now.flatMap((name) => ringForCaller(name, how, context) ?? []);
  const memory = { ...result(hunting), queue: callable.slice(now.length), ringing: [...ringing, ...now] };
  return { do: [...before, ...doing], go: { kind: 'wait', memory, wakeInMs: step.ringTimeout + newsMs } };
}

/** This one does not take it. The others ring on; when none does, the next are rung. */
function gaveUp(step: Hunt, context: StepContext, memory: Hunting, mark: string): Act {
  const ringing = memory.ringing.filter((name) => name !== mark);
  const drop: Doing = { kind: 'dropLegs', marks: [mark] };
  if (ringing.length > 0) return { do: [drop], go: wait({ ...result(memory), queue: [...(memory.queue ?? [])], ringing }) };
  return stillHeard(ringNext(step, context, { ...memory, ringing }, [drop]), step.whileWaiting, context);
}

function join(step: Hunt, context: StepContext, memory: Hunting, mark: string): Act {
  const joined = joinWith(mark, context);
  if (joined === undefined) return gaveUp(step, context, memory, mark);
  const others = memory.ringing.filter((name) => name !== mark);
  return {
    do: [{ kind: 'dropLegs', marks: others }, { kind: 'noteTaken', group: groupOf(context), member: mark }, joined],
    go: {
      kind: 'wait',
      memory: { ...result(memory), queue: memory.queue ?? [], ringing: [mark], joining: mark },
      wakeInMs: joiningMs,
    },
  };
}

/** What is remembered from call to call is remembered for this step of this flow, whatever its version. */
const groupOf = ({ call }: StepContext): string => `${call.flow.name}/${call.at.step}`;

/** The caller is still ours: whoever took the call is let go, and the hunt goes on. */
function joinFailed(step: Hunt, context: StepContext, { queue = [] }: Hunting, why?: string): Act {
  const rung = ringNext(step, context, { queue, ringing: [], hasRung: true, why }, [{ kind: 'dropLegs' }]);
  return stillHeard(rung, step.whileWaiting, context);
}

const hearing = (step: Hunt, context: StepContext): Doing => waitingWords(step.whileWaiting, context);

/** What is known of those who were rung so far, for the memory. */
const result = ({ hasRung, why }: Hunting): StepMemory => ({
  ...(hasRung ? { hasRung } : {}),
  ...(why === undefined ? {} : { why }),
});

function read({ queue, ringing, joining, hasRung, why }: StepMemory): Hunting {
  const names = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
  return {
    ...(queue === undefined ? {} : { queue: names(queue) }),
    ringing: names(ringing),
    ...(typeof joining === 'string' ? { joining } : {}),
    ...(hasRung === true ? { hasRung } : {}),
    ...(typeof why === 'string' ? { why } : {}),
  };
}
