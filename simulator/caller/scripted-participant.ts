import type { SimCall } from '../graph/call/sim-call.ts';
import type { Meeting } from '../graph/meetings/meeting-book.ts';
import type { PersonParty } from '../graph/people/person-leg.ts';
import { CallerDisappointed, type PersonOptions, ScriptedPerson, same } from './scripted-person.ts';

export interface ParticipantOptions extends PersonOptions {
  readonly party: PersonParty;
  /** Stands in the transcript. Default `person`. */
  readonly who?: string;
}

/** Somebody who takes part in meetings by themselves. Prompts of the bot are heard by everybody there. */
export class ScriptedParticipant extends ScriptedPerson {
  readonly #party: PersonParty;

  constructor(options: ParticipantOptions) {
    super(options, options.who ?? 'person');
    this.#party = options.party;
  }

  async joins(meeting: Meeting): Promise<void> {
    this.conversation.person('joins the meeting');
    this.takes(this.graph.peopleSide.join(meeting, this.#party));
    await this.clock.advance(0);
  }

  /** Asks the bot in, by its own name or that of a line. */
  async invitesBot(to = 'bot'): Promise<SimCall> {
    this.conversation.person('invites the bot');
    const call = this.graph.inviteBot(this.leg, to);
    if (!call) throw new CallerDisappointed('Only somebody in a meeting can invite the bot.', this.conversation);
    await this.clock.advance(0);
    return call;
  }

  async removes(bot: SimCall): Promise<void> {
    this.conversation.person('removes the bot');
    this.graph.peopleSide.removeBot(bot);
    await this.clock.advance(0);
  }

  async endsTheMeeting(): Promise<void> {
    this.conversation.person('ends the meeting');
    this.graph.peopleSide.endForAll(this.leg);
    await this.clock.advance(0);
  }

  /** Waits until nobody of that name is in the same meeting any more. */
  async misses(name: string): Promise<void> {
    const isGone = (): boolean => {
      const last = this.happenings.findLast((one) => one.kind === 'others');
      return last?.kind === 'others' && !last.others.some((other) => same(other.name, name));
    };
    await this.until(isGone, `The person waited for ${name} to leave.`);
  }
}
