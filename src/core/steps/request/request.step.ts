import { z } from 'zod';
import type { Answer } from '../../call/answer.ts';
import type { StepMemory, VarValue } from '../../call/call.ts';
import type { PromptItem } from '../../call/prompt-item.ts';
import { varsFit } from '../../call/size.ts';
import { afterWords, onItsWay } from '../after-words.ts';
import { type Act, defineStep, goTo, leaveBy, type StepContext, wait } from '../define-step.ts';
import { promptRef, target, variableName } from '../fields.ts';
import { outgoingOf, outgoingUses, requestFields } from '../outgoing-request.ts';

const schema = z.strictObject({
  method: requestFields.method.default('GET'),
  url: requestFields.url,
  headers: requestFields.headers,
  body: requestFields.body,
  timeout: requestFields.timeout,
  retry: z
    .int()
    .min(0)
    .max(3)
    .default(1)
    .describe('How often it is tried again after no answer, 429 and 5xx, after a pause that grows.'),
  whileWaiting: promptRef.optional().describe('What the caller hears meanwhile.'),
  into: z
    .union([variableName, z.record(variableName, z.string().min(1).max(1_000))])
    .optional()
    .describe(
      'A variable for the whole answer; or several, each with a CEL expression over `response.status` and `response.body`.',
    ),
  next: target.describe('The step that follows an answer of 2xx.'),
});
type Request = z.output<typeof schema>;

/** Time for an attempt to begin and be told of, beyond its own. */
const graceMs = 6_000;

/** Asks a system of yours, over https, and goes on with what it says. */
export const request = defineStep<Request>({
  type: 'request',
  summary: 'Asks another system over HTTPS and takes its answer into variables.',
  schema,
  needsAnswer: () => false,
  listens: false,
  inherits: [],
  outcomes: {
    timeout: { summary: 'no answer in time', otherwise: 'error' },
    error: { summary: 'an answer of another kind than 2xx, or none that can be used', otherwise: 'error' },
  },
  outcomeGroup: {
    name: 'status',
    fits: /^([1-5]\d\d|[1-5]xx)$/,
    summary: 'a status of HTTP',
    fix: 'write for example "404", or "4xx" for all of that kind',
  },
  exits: (step) => [{ name: 'next', target: step.next, pointer: ['next'] }],
  uses: (step) => [
    ...outgoingUses(step),
    ...(step.whileWaiting === undefined
      ? []
      : [{ kind: 'prompt' as const, prompt: step.whileWaiting, pointer: ['whileWaiting'] }]),
    ...(typeof step.into === 'string'
      ? [{ kind: 'variable' as const, name: step.into, type: 'any' as const, pointer: ['into'] }]
      : []),
    ...Object.entries(typeof step.into === 'object' ? step.into : {}).flatMap(([name, source]) => [
      { kind: 'variable' as const, name, at: 'key' as const, type: 'any' as const, pointer: ['into', name] },
      { kind: 'expression' as const, source, outside: true as const, wanted: 'any' as const, pointer: ['into', name] },
    ]),
  ],
  request: outgoingOf,
  enter: (step, context) => {
    // Before the call is answered there is nobody to hear them.
    const prompts = context.call.state === 'incoming' ? [] : context.speak(step.whileWaiting);
    return attempt(step, context, 1, prompts.length === 0 ? [] : [{ kind: 'play', mark: 'waiting', prompts }]);
  },
  resume: (step, signal, context) => {
    const { memory } = context;
    switch (signal.kind) {
      case 'answered':
        return answered(step, context, signal.answer);
      case 'commandFailed':
        return signal.mark === 'answer'
          ? answered(step, context, { kind: 'noResponse', why: 'unreachable' })
          : { go: wait(memory) };
      case 'mediaOver':
      case 'mediaFailed':
        if (signal.mark === 'pause') return attempt(step, context, triesOf(memory) + 1);
        return { go: onItsWay(memory) ?? wait(memory) };
      case 'timedOut': // Nobody has told what became of it, or a pause is over that nobody could hear.
        if (memory.pausing === true) return attempt(step, context, triesOf(memory) + 1);
        return onItsWay(memory) === undefined
          ? answered(step, context, { kind: 'noResponse', why: 'timeout' })
          : { go: onItsWay(memory) ?? wait(memory) };
      default:
        return { go: wait(memory) };
    }
  },
});

function attempt(step: Request, { call }: StepContext, tries: number, before: Act['do'] = []): Act {
  const idempotencyKey = `${call.id}.${call.entries}`; // Of this visit: the same for every attempt.
  return {
    do: [
      ...before,
      {
        kind: 'ask',
        mark: 'answer',
        command: { kind: 'sendRequest', step: call.at.step, idempotencyKey, timeoutMs: step.timeout },
      },
    ],
    go: { kind: 'wait', memory: { tries }, wakeInMs: step.timeout + graceMs },
  };
}

function answered(step: Request, context: StepContext, answer: Answer): Act {
  if (answer.kind === 'operation') return { go: wait(context.memory) };
  if (isWorthRetrying(answer) && triesOf(context.memory) <= step.retry) return pause(context);
  if (answer.kind === 'noResponse') return afterWords(context, leaveBy(answer.why === 'timeout' ? 'timeout' : 'error'));
  const { status, body = null } = answer;
  if (status < 200 || status > 299) {
    const declared = [`status.${status}`, `status.${Math.floor(status / 100)}xx`].find(
      (exit) => context.declared(exit) !== undefined,
    );
    return afterWords(context, leaveBy(declared ?? 'error'));
  }
  const set = taken(step, context, status, body);
  if (set === undefined) return afterWords(context, leaveBy('error'));
  const { vars, frames } = context.call;
  if (!varsFit({ ...vars, ...set }, frames)) return { ...afterWords(context, leaveBy('error')), trouble: 'VARS_TOO_LARGE' };
  return { ...afterWords(context, goTo(step.next)), set };
}

function isWorthRetrying(answer: Answer): boolean {
  if (answer.kind === 'noResponse') return answer.why === 'timeout' || answer.why === 'unreachable';
  return answer.kind === 'response' && (answer.status === 429 || answer.status >= 500);
}

/** Silence is the clock: its end begins the next attempt. Calls that failed at the same moment do not come again together. */
function pause({ call, memory }: StepContext): Act {
  const tries = triesOf(memory);
  const jitter = (Array.from(call.id).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 997, tries) % 400) - 200;
  const silence: PromptItem = { kind: 'silence', durationMs: 600 * 2 ** (tries - 1) + jitter };
  if (call.state === 'incoming')
    return { go: { kind: 'wait', memory: { ...memory, pausing: true }, wakeInMs: silence.durationMs } };
  return { do: [{ kind: 'play', mark: 'pause', prompts: [silence] }], go: { kind: 'wait', memory, wakeInMs: graceMs } };
}

function taken(step: Request, context: StepContext, status: number, body: VarValue): { [name: string]: VarValue } | undefined {
  if (step.into === undefined) return {};
  if (typeof step.into === 'string') return { [step.into]: body };
  const values: { [name: string]: VarValue } = {};
  for (const [name, source] of Object.entries(step.into)) {
    const value = context.evaluateResponse(source, { status, body });
    if (value === undefined) return undefined;
    values[name] = value;
  }
  return values;
}

const triesOf = ({ tries }: StepMemory): number => (typeof tries === 'number' ? tries : 1);
