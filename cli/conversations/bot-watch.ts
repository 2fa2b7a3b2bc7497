import type { Call, VarValue } from '../../src/core/call/call.ts';
import type { CallId } from '../../src/core/call/ids.ts';
import type { Destination } from '../../src/core/call/party.ts';
import type { Turn } from '../../src/core/call/turn.ts';

/**
 * What the bot decided in a rehearsed call, turn by turn. Calls that this call has placed are left out, except the one into
 * which the caller is brought: the flow goes on there.
 */
export class BotWatch {
  readonly #turns: Turn[] = [];
  readonly #entered: string[] = [];
  readonly #rung: Destination[] = [];
  #movedTo: CallId | undefined;
  #enteredUpTo = 0;
  #rungUpTo = 0;

  /** To be given to the bot as `watch`. */
  readonly see = (turn: Turn): void => {
    if (turn.call.placedBy !== undefined && turn.call.id !== this.#movedTo) {
      if (!turn.story.some((note) => note.kind === 'entered' && !note.step.startsWith('$'))) return;
      this.#movedTo = turn.call.id;
    }
    this.#turns.push(turn);
    for (const note of turn.story) if (note.kind === 'entered') this.#entered.push(note.step);
    for (const command of turn.commands) {
      if (command.kind !== 'placeCall') continue;
      const target = turn.call.legs?.find(({ number }) => number === command.leg)?.plan?.target;
      if (target?.kind === 'group') this.#rung.push(...target.people);
      else if (target !== undefined && target.kind !== 'meeting') this.#rung.push(target);
    }
  };

  get turns(): readonly Turn[] {
    return this.#turns;
  }

  /** The call after its last turn; after an escalation, the one in which the flow goes on. */
  get call(): Call | undefined {
    const movedTo = this.#movedTo;
    return this.#turns.findLast(({ call }) => movedTo === undefined || call.id === movedTo)?.call;
  }

  /** The step at which the call stands, as reports name it: `flow/step` in a called flow. */
  get step(): string | undefined {
    const { call } = this;
    const called = call?.frames?.at(-1)?.called;
    return called === undefined ? call?.at.step : `${called}/${call?.at.step}`;
  }

  /** Whether the step was entered since the last one that was expected. */
  hasEntered(step: string): boolean {
    return this.#entered.indexOf(step, this.#enteredUpTo) >= 0;
  }

  /** What was entered up to this step is not expected again. */
  takeEntered(step: string): void {
    this.#enteredUpTo = this.#entered.indexOf(step, this.#enteredUpTo) + 1;
  }

  /** The steps entered since the last one that was expected. */
  get enteredSince(): readonly string[] {
    return this.#entered.slice(this.#enteredUpTo);
  }

  hasRung(isMeant: (destination: Destination) => boolean): boolean {
    return this.#rung.slice(this.#rungUpTo).some(isMeant);
  }

  takeRung(isMeant: (destination: Destination) => boolean): void {
    this.#rungUpTo += this.#rung.slice(this.#rungUpTo).findIndex(isMeant) + 1;
  }

  varNamed(name: string): VarValue | undefined {
    return this.call?.vars[name];
  }
}
