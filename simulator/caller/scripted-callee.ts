import type { PersonLeg } from '../graph/people/person-leg.ts';
import { type PersonOptions, ScriptedPerson } from './scripted-person.ts';

export interface CalleeOptions extends PersonOptions {
  /** Object id or number: calls to it ring here. */
  readonly id: string;
  /** Stands in the transcript. Default `person`. */
  readonly who?: string;
}

/** Somebody whose telephone rings: whom the bot calls, hunts, transfers to or invites. */
export class ScriptedCallee extends ScriptedPerson {
  /** Calls that rang and have not been taken notice of, oldest first. */
  readonly #waiting: PersonLeg[] = [];
  readonly #putAway: () => void;

  constructor(options: CalleeOptions) {
    super(options, options.who ?? 'person');
    this.#putAway = options.graph.connectTelephone(options.id, (leg) => {
      this.#waiting.push(leg);
    });
  }

  /** Waits until the telephone rings. */
  async rings(): Promise<void> {
    const next = (): PersonLeg | undefined => this.#waiting.find(({ state }) => state === 'ringing');
    await this.until(() => next() !== undefined, 'The person waited for a call, and none came.', false);
    const leg = next();
    if (!leg) return;
    this.#waiting.splice(0, this.#waiting.indexOf(leg) + 1);
    this.takes(leg);
    this.conversation.person(`is called by ${leg.callerName}`);
  }

  /** Picks up the next call, and waits until it is connected. */
  async accepts(): Promise<void> {
    await this.rings();
    this.conversation.person('accepts');
    this.leg.accept();
    await this.connected();
  }

  /** Turns the next call away. */
  async declines(): Promise<void> {
    await this.rings();
    this.conversation.person('declines');
    this.leg.decline();
    await this.clock.advance(0);
  }

  /** Lets the next call ring until it stops. */
  async letsItRing(): Promise<void> {
    await this.rings();
    this.conversation.person('lets it ring');
    await this.expectsEnd();
  }

  /** From now on nothing rings here; calls go where they would go without this person. */
  putsTelephoneAway(): void {
    this.#putAway();
  }
}
