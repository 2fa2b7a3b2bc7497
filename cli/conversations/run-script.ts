import { CallerDisappointed, type ScriptedCaller } from '../../simulator/caller/scripted-caller.ts';
import type { Destination } from '../../src/core/call/party.ts';
import { unreachable } from '../../src/core/call/unreachable.ts';
import { type Expectation, patternOf, type ScriptStep } from '../../src/core/flow/conversations/script-step.ts';
import type { BotWatch } from './bot-watch.ts';
import { explainFailure } from './explain-failure.ts';
import type { AskedOutside } from './mocked-outside.ts';

export type ScriptOutcome =
  | { readonly kind: 'passed'; readonly conversation: readonly string[] }
  | {
      readonly kind: 'failed';
      /** The step that broke, counted from 1. */
      readonly step: number;
      readonly why: string;
      /** What happened instead, and what to do, where something can be said. */
      readonly instead?: string;
      readonly hint?: string;
      readonly conversation: readonly string[];
    };

/** What a script can look at besides what its caller meets. */
export interface BehindTheScenes {
  readonly watch?: BotWatch;
  /** What the flow has asked the outside so far. */
  readonly asked?: readonly AskedOutside[];
}

/** Plays the steps with a caller who has dialled. Faults of the simulation itself are thrown. */
export async function runScript(
  caller: ScriptedCaller,
  steps: readonly ScriptStep[],
  behind: BehindTheScenes = {},
): Promise<ScriptOutcome> {
  const script = new Script(caller, behind);
  for (const [index, step] of steps.entries()) {
    try {
      await script.perform(step);
    } catch (error) {
      if (!(error instanceof CallerDisappointed)) throw error;
      const more = explainFailure(step, caller, behind);
      return { kind: 'failed', step: index + 1, why: error.why, ...more, conversation: caller.conversation.lines() };
    }
  }
  return { kind: 'passed', conversation: caller.conversation.lines() };
}

/** A failed script in words: the conversation up to the break, then what was missing. */
export function failureInWords(outcome: Extract<ScriptOutcome, { kind: 'failed' }>): string {
  const { conversation, step, why, instead, hint } = outcome;
  return [
    ...conversation,
    `--- step ${step} failed: ${why}`,
    ...(instead === undefined ? [] : [`    instead: ${instead}`]),
    ...(hint === undefined ? [] : [`    hint: ${hint}`]),
  ].join('\n');
}

class Script {
  readonly #caller: ScriptedCaller;
  readonly #behind: BehindTheScenes;
  #askedUpTo = 0;

  constructor(caller: ScriptedCaller, behind: BehindTheScenes) {
    this.#caller = caller;
    this.#behind = behind;
  }

  perform(step: ScriptStep): Promise<void> {
    switch (step.kind) {
      case 'hear':
        return this.#caller.hears(patternOf(step.words));
      case 'press':
        return this.#caller.presses(step.keys);
      case 'silence':
        return this.#caller.staysSilent(step.ms);
      case 'say':
        return this.#caller.speaks(step.ms);
      case 'hangUp':
        return this.#caller.hangsUp();
      case 'expect':
        return this.#expect(step.what);
      default:
        return unreachable(step);
    }
  }

  #expect(what: Expectation): Promise<void> {
    switch (what.kind) {
      case 'transfer':
        return this.#caller.expectsTransferTo(what.whom);
      case 'voicemail':
        return this.#caller.expectsVoicemailOf(what.whom);
      case 'record':
        return this.#caller.hearsBeep();
      case 'keys':
        return this.#caller.hearsKeys(what.keys);
      case 'reject':
        return this.#caller.expectsRejection();
      case 'end':
        return this.#expectEnd(what.outcome);
      case 'ringing':
        return this.#expectRinging(what.whom);
      case 'step':
        return this.#expectStep(what.step);
      case 'var':
        return this.#expectVar(what.name, what.value);
      case 'request':
        return this.#expectRequest(what.step);
      default:
        return unreachable(what);
    }
  }

  async #expectEnd(outcome: string | undefined): Promise<void> {
    await this.#caller.expectsEnd();
    if (outcome === undefined) return;
    const watch = this.#watch();
    // A caller who was brought into another call has left this one, and the flow goes on there.
    await this.#caller.waitsUntil(() => watch.call?.end !== undefined, `The call was expected to end as "${outcome}".`);
    const ended = watch.call?.end?.outcome;
    if (ended === outcome) return;
    this.#disappoint(`The call was expected to end as "${outcome}". It ended as "${ended ?? 'nothing that the bot knows of'}".`);
  }

  async #expectRinging(whom: string): Promise<void> {
    const watch = this.#watch();
    const isMeant = (one: Destination): boolean =>
      [this.#caller.conversation.nameOf(one), one.kind === 'phone' ? one.number : one.id].some(
        (name) => name.toLowerCase() === whom.toLowerCase(),
      );
    await this.#caller.waitsUntil(() => watch.hasRung(isMeant), `The bot was expected to ring ${whom}.`);
    watch.takeRung(isMeant);
  }

  async #expectStep(step: string): Promise<void> {
    const watch = this.#watch();
    await this.#caller.waitsUntil(() => watch.hasEntered(step), `The call was expected to come to step "${step}".`);
    watch.takeEntered(step);
  }

  async #expectVar(name: string, value: unknown): Promise<void> {
    const watch = this.#watch();
    const wanted = JSON.stringify(value);
    await this.#caller.waitsUntil(
      () => JSON.stringify(watch.varNamed(name)) === wanted,
      `Variable "${name}" was expected to be ${wanted}.`,
    );
  }

  async #expectRequest(step: string): Promise<void> {
    const asked = this.#behind.asked ?? [];
    const find = (): number => asked.findIndex((one, index) => index >= this.#askedUpTo && one.step === step);
    await this.#caller.waitsUntil(() => find() >= 0, `Step "${step}" was expected to ask the outside.`);
    this.#askedUpTo = find() + 1;
  }

  #watch(): BotWatch {
    return this.#behind.watch ?? this.#disappoint('This can be expected only where the bot itself is rehearsed.');
  }

  #disappoint(why: string): never {
    throw new CallerDisappointed(why, this.#caller.conversation);
  }
}
