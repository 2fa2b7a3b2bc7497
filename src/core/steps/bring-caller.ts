import type { Answer } from '../call/answer.ts';
import type { Call, StepMemory, VarValue } from '../call/call.ts';
import type { ArrangeMeeting } from '../call/call-command.ts';
import type { Gathering, LegPlan } from '../call/leg.ts';
import { readJoinUrl } from '../call/meeting.ts';
import { accountOf } from '../call/our-account.ts';
import type { Destination } from '../call/party.ts';
import { destinationOf } from '../call/roster.ts';
import { type Act, type Doing, type StepContext, type StepSignal, wait } from './define-step.ts';
import { hostStep } from './host-step-name.ts';
import { failed, resultCode } from './reason.ts';

/** The mark of the call that the caller is brought into. */
const room = 'room';
/** For ringing or the lobby, and for the caller to be brought over. */
const joiningMs = 60_000;
const bringingMs = 60_000;

/** Whoever is with the bot in a peer-to-peer call; undefined when nobody could invite them. */
export function personIn({ direction, caller, called }: Pick<Call, 'direction' | 'caller' | 'called'>): Destination | undefined {
  return destinationOf(direction === 'outgoing' ? called : caller);
}

/**
 * Places a call with several people, or into a meeting, for the caller to be brought into. There the flow goes on with `next`;
 * this call ends. Undefined when the caller cannot be invited anywhere.
 */
export function bringing(context: StepContext, target: Gathering, next: string): Doing | undefined {
  const person = personIn(context.call);
  if (person === undefined) return undefined;
  const plan = planFor(context.call, { target, person, next: stepFor(context, next) });
  return { kind: 'placeCall', mark: room, plan };
}

/** The call that the caller is brought into, in the name of the line that they called. */
export function planFor(
  call: Pick<Call, 'direction' | 'multiparty' | 'caller' | 'called'>,
  { target, person, next, callIn }: { readonly target: Gathering; readonly person: Destination; readonly next: string } & CallIn,
): LegPlan {
  return {
    target,
    ...accountOf(call),
    start: hostStep,
    memory: {
      person: { ...person },
      next,
      ...(callIn === undefined ? {} : { wish: callIn.wish, people: callIn.people.map((one) => ({ ...one })) }),
    },
    ringMs: joiningMs,
  };
}

/** Who is called in once the caller is there, and the wish of which that is a part. */
interface CallIn {
  readonly callIn?: { readonly wish: string; readonly people: readonly Destination[] };
}

/** Graph connects the bot to a call with several people at once, and tells of everybody who comes. */
const unheardOfMs = 15_000;
const isUnheardOf = ({ memory }: StepContext): boolean => memory.unheardOf === true;

export const bringingTimeMs = joiningMs + bringingMs;

/** What the news of that call mean for the step that has placed it; undefined when they are not about it. */
export function followBringing(context: StepContext, signal: StepSignal, reasonInto: string | undefined): Act | undefined {
  switch (signal.kind) {
    case 'leg':
      if (signal.mark !== room) return undefined;
      if (signal.state === 'declined' || signal.state === 'ended')
        return failed(reasonInto, signal.outcome ?? resultCode(signal.result));
      return isUnheardOf(context) ? { go: { kind: 'wait', memory: {}, wakeInMs: bringingTimeMs } } : { go: wait(context.memory) };
    case 'commandFailed':
      if (signal.mark !== room) return undefined;
      if (signal.why === 'refused') return failed(reasonInto, signal.code);
      // One that got no answer tells of itself if it came about, without anybody picking up. It is not asked for twice.
      return { go: { kind: 'wait', memory: { unheardOf: true }, wakeInMs: unheardOfMs } };
    case 'timedOut':
      return failed(reasonInto, isUnheardOf(context) ? 'UNCLEAR' : 'noAnswer');
    default:
      return undefined;
  }
}

/** Asks for a meeting: one visit of a step, one meeting, however often it is asked for. */
export function meetingOf({ call }: StepContext, organizer: string, subject?: string): ArrangeMeeting {
  const purpose = `${call.id}-${call.entries}`;
  return { kind: 'arrangeMeeting', organizer, purpose, ...(subject === undefined ? {} : { subject }) };
}
/** How long the meeting may take to be made. */
export const makingMs = 15_000;

/** The way into the meeting that was made; undefined when the answer tells of none. */
export function doorOf(answer: Answer): (Gathering & { readonly kind: 'meeting' }) | undefined {
  const door = readJoinUrl(joinUrlOf(answer));
  return door === undefined ? undefined : { kind: 'meeting', door };
}

export function joinUrlOf(answer: Answer): string {
  const made = answer.kind === 'operation' ? answer.value : undefined;
  return typeof made === 'object' && made !== null && 'joinUrl' in made ? String(made.joinUrl) : '';
}

/** The reserved targets mean what they mean here, not in the call that the flow goes on in. */
function stepFor({ call }: StepContext, target: string): string {
  if (target === 'repeat') return call.at.step;
  return target === 'back' ? (call.trail.at(-1) ?? call.at.step) : target;
}

/** Who is to be brought over, where the flow goes on then, and who is called in there: what the host knows. */
export function readGuest({
  person,
  next,
  wish,
  people,
}: StepMemory): ({ readonly person: Destination; readonly next: string } & CallIn) | undefined {
  const guest = readPerson(person);
  if (typeof next !== 'string' || guest === undefined) return undefined;
  if (typeof wish !== 'string' || !Array.isArray(people)) return { person: guest, next };
  return { person: guest, next, callIn: { wish, people: people.flatMap((one) => readPerson(one) ?? []) } };
}

function readPerson(person: VarValue | undefined): Destination | undefined {
  if (typeof person !== 'object' || person === null || Array.isArray(person)) return undefined;
  const { kind, id, number } = person as { readonly [member: string]: unknown };
  if (kind === 'phone') return typeof number === 'string' ? { kind, number } : undefined;
  const isId = kind === 'user' || kind === 'application' || kind === 'applicationInstance';
  return isId && typeof id === 'string' ? { kind, id } : undefined;
}
