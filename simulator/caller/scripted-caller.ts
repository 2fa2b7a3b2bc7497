import type { Destination } from '../../src/core/call/party.ts';
import type { VirtualClock } from '../clock/virtual-clock.ts';
import type { Happening } from '../graph/call/happening.ts';
import { hangUpByCaller } from '../graph/call/life.ts';
import type { SimCall } from '../graph/call/sim-call.ts';
import type { Dial, SimulatedGraph } from '../graph/graph.ts';
import { Conversation, type Names } from './conversation.ts';

export interface CallerOptions {
  readonly graph: SimulatedGraph;
  readonly clock: VirtualClock;
  readonly names?: Names;
  /** How long `hears` and the expectations wait, on the virtual clock. Default two minutes. */
  readonly patienceMs?: number;
}

/** What the caller waited for did not happen. The message ends with the conversation so far. */
export class CallerDisappointed extends Error {
  /** What was missing, without the conversation. */
  readonly why: string;

  constructor(why: string, conversation: Conversation) {
    super(`${why}\n\n${conversation.toString()}\n`);
    this.name = 'CallerDisappointed';
    this.why = why;
  }
}

/** A person at a telephone, for tests and scripts on the virtual clock. Every wait is virtual and bounded. */
export class ScriptedCaller {
  readonly conversation: Conversation;
  readonly #options: CallerOptions;
  readonly #patienceMs: number;
  #call: SimCall | undefined;
  readonly #happenings: Happening[] = [];
  /** What has been heard is not heard again. */
  #heardUpTo = 0;
  #expectedUpTo = 0;

  constructor(options: CallerOptions) {
    this.#options = options;
    this.#patienceMs = options.patienceMs ?? 120_000;
    this.conversation = new Conversation(options.names);
  }

  /** Calls, and lets the bot take notice. */
  async dial(dial: Dial): Promise<void> {
    this.conversation.caller('dials');
    const dialled = this.#options.graph.dial(dial);
    if (dialled.kind === 'impossible') throw new CallerDisappointed(dialled.why, this.conversation);
    this.#call = dialled.call;
    for (const happening of dialled.call.caller.happenings()) this.#notice(happening);
    dialled.call.caller.listen((happening) => this.#notice(happening));
    await this.#options.clock.advance(0);
  }

  /** The call on Microsoft's side. */
  get call(): SimCall {
    if (!this.#call) throw new Error('The caller has not dialled yet.');
    return this.#call;
  }

  /** Waits until a prompt with these words begins. Case does not matter; later prompts are not skipped twice. */
  async hears(words: string | RegExp): Promise<void> {
    const matches = (text: string): boolean =>
      typeof words === 'string'
        ? plain(text).includes(plain(words))
        : new RegExp(words.source, words.flags.replace('g', '')).test(text);
    const find = (): number =>
      this.#happenings.findIndex(
        (one, index) => index >= this.#heardUpTo && one.kind === 'promptStarted' && one.text !== undefined && matches(one.text),
      );
    await this.#until(
      () => find() >= 0,
      `The caller waited for ${typeof words === 'string' ? `"${words}"` : String(words)} and did not hear it.`,
    );
    this.#heardUpTo = find() + 1;
  }

  /** Presses keys, a fifth of a second apart. */
  async presses(keys: string): Promise<void> {
    await this.#connected();
    await this.#noticed();
    this.conversation.caller(`presses ${keys}`);
    for (const [index, key] of keys.split('').entries()) {
      if (index > 0) await this.#options.clock.advance(200);
      this.call.press(key);
    }
    await this.#options.clock.advance(0);
  }

  async staysSilent(ms: number): Promise<void> {
    this.conversation.caller(`is silent for ${ms / 1000} s`);
    await this.#options.clock.advance(ms);
  }

  /** Speaks for so long. A recording that waits for its turn hears only what is said after its beep. */
  async speaks(ms: number): Promise<void> {
    await this.#connected();
    this.conversation.caller(`speaks for ${ms / 1000} s`);
    this.call.voice.speak(ms);
    await this.#options.clock.advance(ms);
  }

  /** Waits for the beep of a recording. */
  async hearsBeep(): Promise<void> {
    const find = (): number =>
      this.#happenings.findIndex((one, index) => index >= this.#heardUpTo && one.kind === 'recordingStarted');
    await this.#until(() => find() >= 0, 'The caller waited for a recording to begin, and none did.');
    this.#heardUpTo = find() + 1;
  }

  async hangsUp(): Promise<void> {
    this.conversation.caller('hangs up');
    hangUpByCaller(this.call);
    await this.#options.clock.advance(0);
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
    const find = (): boolean => this.#happenings.some((one) => one.kind === 'botActed' && one.act === 'rejects');
    await this.#until(find, 'The caller expected the call to be rejected.');
  }

  /** The call is over for the bot, whoever ended it. */
  async expectsEnd(): Promise<void> {
    await this.#until(() => this.call.endedAt !== undefined, 'The caller expected the call to end.', false);
    await this.#options.clock.advance(0);
  }

  async #expectsSentTo(whom: string, isOfKind: (destination: Destination) => boolean, what: string): Promise<void> {
    const isMeant = (one: Destination): boolean =>
      isOfKind(one) &&
      [this.conversation.nameOf(one), one.kind === 'phone' ? one.number : one.id].some((name) => same(name, whom));
    const find = (): number =>
      this.#happenings.findIndex(
        (one, index) => index >= this.#expectedUpTo && one.kind === 'botActed' && (one.destinations ?? []).some(isMeant),
      );
    await this.#until(() => find() >= 0, `The caller expected ${what}.`);
    this.#expectedUpTo = find() + 1;
  }

  /** Everything that has happened to the caller so far. */
  get happenings(): readonly Happening[] {
    return this.#happenings;
  }

  /** The words of the prompts that began since the last ones that were waited for. */
  get unheard(): readonly string[] {
    return this.#happenings
      .slice(this.#heardUpTo)
      .flatMap((one) => (one.kind === 'promptStarted' && one.text !== undefined ? [one.text] : []));
  }

  /** Where the bot has sent the caller since the last destination that was expected. */
  get unexpected(): readonly Destination[] {
    return this.#happenings.slice(this.#expectedUpTo).flatMap((one) => (one.kind === 'botActed' ? (one.destinations ?? []) : []));
  }

  /** Waits on the virtual clock until something is so, as long as the call lives; `otherwise` says what was missing. */
  async waitsUntil(isSo: () => boolean, otherwise: string): Promise<void> {
    await this.#until(isSo, otherwise);
  }

  /** Tones and speech before the media is there reach nobody; a person waits for the connection. */
  async #connected(): Promise<void> {
    await this.#until(() => this.call.audio === 'active', 'The caller waited to be connected.');
  }

  /** Nobody presses a key into a line that has not made a sound yet: one that is pressed before the bot listens is lost. */
  async #noticed(): Promise<void> {
    const isSo = (): boolean =>
      this.call.listening || this.#happenings.some(({ kind }) => kind === 'promptStarted' || kind === 'recordingStarted');
    await this.#options.clock.runUntil(() => isSo() || this.call.endedAt !== undefined, 5_000);
  }

  /** When the call is over nothing more will be said: waiting on would only hide what happened. */
  async #until(isSo: () => boolean, otherwise: string, endIsDisappointing = true): Promise<void> {
    const over = (): boolean => endIsDisappointing && this.call.endedAt !== undefined;
    const decided = await this.#options.clock.runUntil(() => isSo() || over(), this.#patienceMs);
    if (decided && isSo()) return;
    const why = decided ? `${otherwise} The call is over.` : `${otherwise} (waited ${this.#patienceMs / 1000} s)`;
    throw new CallerDisappointed(why, this.conversation);
  }

  #notice(happening: Happening): void {
    this.#happenings.push(happening);
    this.conversation.add(happening);
  }
}

function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
