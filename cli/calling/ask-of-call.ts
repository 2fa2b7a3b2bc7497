import { randomUUID } from 'node:crypto';
import { Fault } from '../../src/core/call/fault.ts';
import { outboundCall, wish as wishShown } from '../../src/edge/automation/answers.ts';
import type { Answer, AskBot } from '../bot-api/ask-bot.ts';
import { read, wordsOf } from '../bot-api/read-answer.ts';
import type { WishShown } from './shown.ts';
import type { World } from './world.ts';

/** How something ended that was asked of a live call. */
export type WishEnd =
  | { readonly kind: 'done'; readonly wish: WishShown }
  /** `words`: why not, and what to do. */
  | { readonly kind: 'notDone'; readonly words: string; readonly wish?: WishShown }
  /** Microsoft has not told within our patience. */
  | { readonly kind: 'open'; readonly wish: WishShown };

const lookEveryMs = 500;
/** A transfer rings for a minute, a recording takes two. */
const patienceMs = 180_000;

/** Asks something of a live call, and waits for how it ends. */
export async function askOfCall(
  { ask, world, waits }: { readonly ask: AskBot; readonly world: World; readonly waits: boolean },
  { callId, action, body }: { readonly callId: string; readonly action: string; readonly body: object },
): Promise<WishEnd> {
  const path = `live-calls/${encodeURIComponent(callId)}`;
  const first = await ask('POST', `${path}/${action}`, { body, headers: { 'idempotency-key': randomUUID() } });
  if (refusals.has(first.status)) return { kind: 'notDone', words: wordsOf(first) };
  let wish = read(first, wishShown);
  const giveUpAt = world.clock.now() + patienceMs;
  while (waits && wish.status === 'asked' && world.clock.now() < giveUpAt) {
    await world.clock.sleep(lookEveryMs);
    const answer = await ask('GET', `${path}/wishes/${encodeURIComponent(wish.id)}`);
    if (answer.status === 404) return { kind: 'notDone', words: 'The call is over, and nobody knows what became of it.', wish };
    wish = read(answer, wishShown);
  }
  return endOf(wish);
}

/** Answers that are expected: there is no such call, it is not in a state for that, Microsoft does not do it, or says nothing. */
const refusals: ReadonlySet<number> = new Set([404, 409, 422, 504]);

function endOf(wish: WishShown): WishEnd {
  switch (wish.status) {
    case 'done':
      return { kind: 'done', wish };
    case 'asked':
      return { kind: 'open', wish };
    case 'failed': {
      const { words, cause, fix } = wish.why ?? { words: 'It was not done', cause: '', fix: '' };
      return { kind: 'notDone', words: [`${words} (${wish.code ?? 'no code'}).`, cause, fix].filter(Boolean).join(' '), wish };
    }
    case 'unclear':
      return {
        kind: 'notDone',
        words: 'Microsoft gave no answer: nobody knows whether it was done. Look at the call, and ask again if it was not.',
        wish,
      };
  }
}

/**
 * The live call that an id means: its own, or that of a call that was asked for. `other`: the answer about a call that was
 * asked for and is not live.
 */
export async function liveCallOf(
  ask: AskBot,
  id: string,
): Promise<{ readonly live: Answer } | { readonly other: Answer } | undefined> {
  const live = await ask('GET', `live-calls/${encodeURIComponent(id)}`);
  if (live.status !== 404) return { live };
  const other = await ask('GET', `outbound-calls/${encodeURIComponent(id)}`);
  if (other.status === 404) return undefined;
  const { callId } = read(other, outboundCall);
  const placed = callId === undefined ? undefined : await ask('GET', `live-calls/${encodeURIComponent(callId)}`);
  return placed === undefined || placed.status === 404 ? { other } : { live: placed };
}

export const noCall = (): Fault =>
  new Fault('STORE_UNAVAILABLE', 'There is no call of this id, or it is over. "teams-ivr calls" lists those that are going on.');
