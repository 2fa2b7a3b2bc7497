import { accountOf } from '../call/our-account.ts';
import type { Doing, PromptRef, StepContext } from './define-step.ts';
import { screenStep } from './screen-step-name.ts';

/** For the news of the end of ringing, for a person who is being asked, and for the two to be joined. */
export const newsMs = 8_000;
export const askingMs = 45_000;
export const joiningMs = 60_000;

/** How somebody is rung on a caller's behalf. */
export interface Ringing {
  /** Whether a key must be pressed to take the call. */
  readonly screen: boolean;
  readonly whisper?: PromptRef | undefined;
  readonly ringMs: number;
}

/** Rings a contact on behalf of the caller, in the name of the caller's line; its news come with the contact's name as mark. */
export function ringForCaller(contact: string, { screen, whisper, ringMs }: Ringing, context: StepContext): Doing | undefined {
  const target = context.destination(contact);
  if (target === undefined) return undefined;
  const memory = { ask: screen, ...(whisper === undefined ? {} : { whisper }) };
  return {
    kind: 'placeCall',
    mark: contact,
    plan: { target, ...accountOf(context.call), start: screenStep, memory, ringMs },
  };
}

/** Puts the caller through to a contact who has taken the call, in place of the call with the bot. */
export function joinWith(contact: string, context: StepContext): Doing | undefined {
  const leg = context.call.legs?.find(({ mark, state }) => mark === contact && state === 'accepted');
  const target = context.destination(contact);
  return leg?.id === undefined || target === undefined ? undefined : { kind: 'transfer', target, replacesCallId: leg.id };
}
