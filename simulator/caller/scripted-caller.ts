import type { Destination } from '../../src/core/call/party.ts';
import type { SimCall } from '../graph/call/sim-call.ts';
import type { Dial } from '../graph/graph.ts';
import { CallerDisappointed, type PersonOptions, ScriptedPerson, same } from './scripted-person.ts';

export type { PersonOptions as CallerOptions } from './scripted-person.ts';
export { CallerDisappointed } from './scripted-person.ts';

/** Somebody who calls the bot. */
export class ScriptedCaller extends ScriptedPerson {
  #call: SimCall | undefined;
  #expectedUpTo = 0;

  constructor(options: PersonOptions) {
    super(options, 'caller');
  }

  /** Calls, and lets the bot take notice. */
  async dial(dial: Dial): Promise<void> {
    this.conversation.person('dials');
    const dialled = this.graph.dial(dial);
    if (dialled.kind === 'impossible') throw new CallerDisappointed(dialled.why, this.conversation);
    this.#call = dialled.call;
    this.takes(dialled.leg);
    await this.clock.advance(0);
  }

  /** The bot's call on Microsoft's side. */
  get call(): SimCall {
    if (!this.#call) throw new Error('The caller has not dialled yet.');
    return this.#call;
  }

  /** Takes somebody else into the call with the bot, which makes a group call of it. */
  async escalatesTo(whom: Destination): Promise<void> {
    await this.connected();
    this.conversation.person(`adds ${this.conversation.nameOf(whom)}`);
    this.graph.peopleSide.escalate(this.leg, whom);
    await this.clock.advance(0);
  }

  /** The bot sends the caller to this one: by contact name, id or number; redirects count too. */
  async expectsTransferTo(whom: string): Promise<void> {
    await this.#expectsSentTo(whom, (destination) => destination.kind !== 'voicemail', `a transfer to ${whom}`);
  }

  /** The bot sends the caller to this one's voicemail. */
  async expectsVoicemailOf(whom: string): Promise<void> {
    await this.#expectsSentTo(whom, (destination) => destination.kind === 'voicemail', `the voicemail of ${whom}`);
  }

  async expectsRejection(): Promise<void> {
    const find = (): boolean => this.happenings.some((one) => one.kind === 'botActed' && one.act === 'rejects');
    await this.until(find, 'The caller expected the call to be rejected.');
  }

  /** The call is over for the bot, whoever ended it. */
  override async expectsEnd(): Promise<void> {
    await this.until(() => this.call.endedAt !== undefined, 'The caller expected the call to end.', false);
    await this.clock.advance(0);
  }

  /** Where the bot has sent the caller since the last destination that was expected. */
  get unexpected(): readonly Destination[] {
    return this.happenings.slice(this.#expectedUpTo).flatMap((one) => (one.kind === 'botActed' ? (one.destinations ?? []) : []));
  }

  async #expectsSentTo(whom: string, isOfKind: (destination: Destination) => boolean, what: string): Promise<void> {
    const isMeant = (one: Destination): boolean =>
      isOfKind(one) &&
      [this.conversation.nameOf(one), one.kind === 'phone' ? one.number : one.id].some((name) => same(name, whom));
    const find = (): number =>
      this.happenings.findIndex(
        (one, index) => index >= this.#expectedUpTo && one.kind === 'botActed' && (one.destinations ?? []).some(isMeant),
      );
    await this.until(() => find() >= 0, `The caller expected ${what}.`);
    this.#expectedUpTo = find() + 1;
  }
}
