import { z } from 'zod';
import type { VarValue } from '../../call/call.ts';
import type { AskCallBack, Undecided } from '../../call/call-command.ts';
import type { Destination } from '../../call/party.ts';
import { phoneNumber } from '../../call/phone-number.ts';
import { asVariable, varsFit } from '../../call/size.ts';
import { defineStep, goTo, leaveBy, type StepContext } from '../define-step.ts';
import { duration, scheduleName, target, variableName } from '../fields.ts';

const wait = duration({ min: '0s', max: '600h' });
const schema = z.strictObject({
  number: z
    .string()
    .min(1)
    .max(1_000)
    .default('caller')
    .describe('Who is called: `caller`, or a CEL expression that gives a number in full or the name of a contact.'),
  flow: z.string().min(1).max(64).describe('The flow that the person meets: the name of its folder.'),
  variables: z
    .record(variableName, z.string().min(1).max(1_000))
    .default({})
    .describe('What that flow is given: the name of each of its variables, to a CEL expression over the variables here.'),
  window: z
    .strictObject({
      after: wait.prefault('0s').describe('Not sooner than this, from now.'),
      before: wait.optional().describe('Not later than this, from now. Left out: an hour, or until the schedule closes.'),
      schedule: scheduleName.optional().describe('Only while this schedule is open.'),
    })
    .prefault({})
    .describe('When the call may be placed.'),
  next: target.describe('The step that follows at once.'),
});
type Callback = z.output<typeof schema>;

const hourMs = 3_600_000;
/** Nobody is called later than this. */
const farthestMs = 29 * 24 * hourMs;

/** Has somebody called later. It is noted down behind the call's back, so the caller never waits. */
export const callback = defineStep<Callback>({
  type: 'callback',
  summary: 'Has the caller, or somebody else, called later, and goes on at once.',
  schema,
  needsAnswer: () => false,
  listens: false,
  reachesPeople: () => true,
  inherits: [],
  outcomes: {
    failed: { summary: 'the number is withheld or unreadable, or there is no time for the call', otherwise: 'error' },
  },
  exits: (step) => [{ name: 'next', target: step.next, pointer: ['next'] }],
  uses: (step) => [
    { kind: 'laterFlow', name: step.flow, vars: step.variables, varsIn: 'variables', pointer: ['flow'] },
    ...(step.number === 'caller'
      ? []
      : [{ kind: 'expression' as const, source: step.number, wanted: 'string' as const, pointer: ['number'] }]),
    ...Object.entries(step.variables).map(([name, source]) => ({
      kind: 'expression' as const,
      source,
      kept: true as const,
      wanted: 'any' as const,
      pointer: ['variables', name],
    })),
    ...(step.window.schedule === undefined
      ? []
      : [{ kind: 'schedule' as const, name: step.window.schedule, pointer: ['window', 'schedule'] }]),
  ],
  enter: (step, context) => {
    const to = whom(step, context);
    const time = whenOf(step, context);
    const vars: { [name: string]: VarValue } = {};
    for (const [name, source] of Object.entries(step.variables)) {
      const value = context.evaluate(source);
      if (value === undefined) return { go: leaveBy('error') };
      vars[name] = asVariable(value);
    }
    if (!varsFit(vars)) return { trouble: 'VARS_TOO_LARGE', go: leaveBy('error') };
    if (to === undefined || time === undefined) return { go: leaveBy('failed') };
    const idempotencyKey = `callback ${context.call.id}.${context.call.entries}`; // Of this visit.
    const wanted: Undecided<AskCallBack> = {
      kind: 'askCallBack',
      to,
      flow: step.flow,
      vars,
      ...time,
      idempotencyKey,
      ...(isCaller(to, context) ? { doNotCall: 'ignore' } : {}), // They have asked for it themselves.
      ...(step.window.schedule === undefined ? {} : { schedule: step.window.schedule }), // An override may close it meanwhile.
    };
    return { do: [wanted], go: goTo(step.next) };
  },
  resume: (step) => ({ go: goTo(step.next) }),
});

function whom({ number }: Callback, context: StepContext): Destination | undefined {
  if (number === 'caller') {
    const { caller } = context.call;
    if (caller.kind === 'unknown' || caller.kind === 'guest') return undefined;
    if (caller.kind === 'phone') return phoneNumber.test(caller.number) ? { kind: 'phone', number: caller.number } : undefined;
    return { kind: caller.kind, id: caller.id };
  }
  const value = context.evaluate(number);
  if (typeof value !== 'string') return undefined;
  if (phoneNumber.test(value)) return { kind: 'phone', number: value };
  const contact = context.destination(value);
  return contact?.kind === 'voicemail' ? undefined : contact;
}

/** Also when the caller's own number was typed, or read from a variable. */
function isCaller(to: Destination, { call: { caller } }: StepContext): boolean {
  if (to.kind === 'phone') return caller.kind === 'phone' && caller.number === to.number;
  return caller.kind === to.kind && caller.id === to.id;
}

function whenOf({ window }: Callback, { now, openTime }: StepContext) {
  const earliest = now + window.after;
  const open = window.schedule === undefined ? undefined : openTime(window.schedule, earliest);
  if (window.schedule !== undefined && open === undefined) return undefined;
  const notBefore = open?.from ?? earliest;
  const latest = window.before === undefined ? undefined : now + window.before;
  const notAfter = Math.min(latest ?? open?.until ?? earliest + hourMs, now + farthestMs);
  return notBefore < notAfter ? { notBefore, notAfter } : undefined;
}
