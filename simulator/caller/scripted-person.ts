import type { VirtualClock } from '../clock/virtual-clock.ts';
import type { Happening } from '../graph/call/happening.ts';
import type { SimulatedGraph } from '../graph/graph.ts';
import type { PersonLeg } from '../graph/people/person-leg.ts';
import { Conversation, type Names } from './conversation.ts';

export interface PersonOptions {
  readonly graph: SimulatedGraph;
  readonly clock: VirtualClock;
  readonly names?: Names;
  /** How long `hears` and the expectations wait, on the virtual clock. Default two minutes. */
  readonly patienceMs?: number;
}

/** What the person waited for did not happen. The message ends with the conversation so far. */
export class CallerDisappointed extends Error {
  /** What was missing, without the conversation. */
  readonly why: string;

  constructor(why: string, conversation: Conversation) {
    super(`${why}\n\n${conversation.toString()}\n`);
    this.name = 'CallerDisappointed';
    this.why = why;
  }
}

/** A person with a telephone, for tests and scripts on the virtual clock. Every wait is virtual and bounded. */
export abstract class ScriptedPerson {
  readonly conversation: Conversation;
  protected readonly clock: VirtualClock;
  protected readonly graph: SimulatedGraph;
  /** Everything that has happened to this person so far. */
  readonly happenings: Happening[] = [];
  readonly #who: string;
  readonly #patienceMs: number;
  #leg: PersonLeg | undefined;
  /** What has been heard is not heard again. */
  #heardUpTo = 0;
  #keysHeardUpTo = 0;

  /** `who` stands in the transcript. */
  constructor(options: PersonOptions, who: string) {
    this.clock = options.clock;
    this.graph = options.graph;
    this.#who = who;
    this.#patienceMs = options.patienceMs ?? 120_000;
    this.conversation = new Conversation(options.names, who);
  }

  /** This person's end of the call. */
  get leg(): PersonLeg {
    if (!this.#leg) throw new Error(`The ${this.#who} is in no call yet.`);
    return this.#leg;
  }

  /** Waits until a prompt with these words begins. Case does not matter; later prompts are not skipped twice. */
  async hears(words: string | RegExp): Promise<void> {
    const matches = (text: string): boolean =>
      typeof words === 'string'
        ? plain(text).includes(plain(words))
        : new RegExp(words.source, words.flags.replace('g', '')).test(text);
    const find = (): number =>
      this.happenings.findIndex(
        (one, index) => index >= this.#heardUpTo && one.kind === 'promptStarted' && one.text !== undefined && matches(one.text),
      );
    const what = typeof words === 'string' ? `"${words}"` : String(words);
    await this.until(() => find() >= 0, `The ${this.#who} waited for ${what} and did not hear it.`);
    this.#heardUpTo = find() + 1;
  }

  /** Presses keys, a fifth of a second apart. */
  async presses(keys: string): Promise<void> {
    await this.connected();
    await this.#noticed();
    this.conversation.person(`presses ${keys}`);
    for (const [index, key] of keys.split('').entries()) {
      if (index > 0) await this.clock.advance(200);
      this.leg.press(key);
    }
    await this.clock.advance(0);
  }

  async staysSilent(ms: number): Promise<void> {
    this.conversation.person(`is silent for ${ms / 1000} s`);
    await this.clock.advance(ms);
  }

  /** Speaks for so long. A recording that waits for its turn hears only what is said after its beep. */
  async speaks(ms: number): Promise<void> {
    await this.connected();
    this.conversation.person(`speaks for ${ms / 1000} s`);
    this.leg.speak(ms);
    await this.clock.advance(ms);
  }

  /** Waits for the beep of a recording. */
  async hearsBeep(): Promise<void> {
    const find = (): number =>
      this.happenings.findIndex((one, index) => index >= this.#heardUpTo && one.kind === 'recordingStarted');
    await this.until(() => find() >= 0, `The ${this.#who} waited for a recording to begin, and none did.`);
    this.#heardUpTo = find() + 1;
  }

  async hangsUp(): Promise<void> {
    this.conversation.person('hangs up');
    this.leg.hangUp();
    await this.clock.advance(0);
  }

  /** The call is over at this end. */
  async expectsEnd(): Promise<void> {
    await this.until(() => this.leg.state === 'ended', `The ${this.#who} expected the call to end.`, false);
    await this.clock.advance(0);
  }

  /** Waits until this person is together with the one of that name; the bot may have gone. */
  async isTogetherWith(name: string): Promise<void> {
    const isThere = (): boolean => {
      const last = this.happenings.findLast((one) => one.kind === 'others');
      return last?.kind === 'others' && last.others.some((other) => same(other.name, name));
    };
    await this.until(isThere, `The ${this.#who} waited to be together with ${name}.`);
  }

  /** The words of the prompts that began since the last ones that were waited for. */
  get unheard(): readonly string[] {
    return this.happenings
      .slice(this.#heardUpTo)
      .flatMap((one) => (one.kind === 'promptStarted' && one.text !== undefined ? [one.text] : []));
  }

  /** Waits on the virtual clock until something is so, as long as the call lives; `otherwise` says what was missing. */
  async waitsUntil(isSo: () => boolean, otherwise: string): Promise<void> {
    await this.until(isSo, otherwise);
  }

  /** The keys that the bot has pressed since the last ones that were waited for. */
  get unheardKeys(): string {
    const keys = this.happenings.flatMap((one) => (one.kind === 'toneHeard' ? [one.key] : []));
    return keys.slice(this.#keysHeardUpTo).join('');
  }

  /** Waits until the bot has pressed these keys, one right after another. */
  async hearsKeys(keys: string): Promise<void> {
    await this.until(() => this.unheardKeys.includes(keys), `The ${this.#who} waited for the keys ${keys}.`);
    this.#keysHeardUpTo += this.unheardKeys.indexOf(keys) + keys.length;
  }

  /** Tones and speech before the media is there reach nobody; a person waits for the connection. */
  async connected(): Promise<void> {
    const isConnected = (): boolean =>
      this.leg.state === 'connected' && [...(this.leg.room?.bots ?? [])].every((bot) => bot.audio === 'active');
    await this.until(isConnected, `The ${this.#who} waited to be connected.`);
  }

  /** Nobody presses a key into a line that has not made a sound yet: one that is pressed before the bot listens is lost. */
  async #noticed(): Promise<void> {
    const bots = [...(this.leg.room?.bots ?? [])];
    const isSo = (): boolean =>
      bots.some(({ listening }) => listening) ||
      this.happenings.some(({ kind }) => kind === 'promptStarted' || kind === 'recordingStarted');
    if (bots.length > 0) await this.clock.runUntil(() => isSo() || this.leg.state === 'ended', 5_000);
  }

  /** From now on this person sees and hears what happens there. */
  protected takes(leg: PersonLeg): void {
    this.#leg = leg;
    for (const happening of leg.side.happenings()) this.#notice(happening);
    leg.side.listen((happening) => this.#notice(happening));
  }

  /** When the call is over nothing more will be said: waiting on would only hide what happened. */
  protected async until(isSo: () => boolean, otherwise: string, endIsDisappointing = true): Promise<void> {
    const over = (): boolean => endIsDisappointing && this.#leg?.state === 'ended';
    const decided = await this.clock.runUntil(() => isSo() || over(), this.#patienceMs);
    if (decided && isSo()) return;
    const why = decided ? `${otherwise} The call is over.` : `${otherwise} (waited ${this.#patienceMs / 1000} s)`;
    throw new CallerDisappointed(why, this.conversation);
  }

  #notice(happening: Happening): void {
    this.happenings.push(happening);
    this.conversation.add(happening);
  }
}

function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}

export function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
