import type { Happening } from '../../../simulator/graph/call/happening.ts';
import type { SimCall } from '../../../simulator/graph/call/sim-call.ts';
import type { Journal } from '../journal.ts';

/** What a caller bears before wondering whether the line is dead. */
const bearableMs = 2_000;

/** Somebody whom the bot rings: they may be let go without a word, when the caller has gone or another was quicker. */
export interface Called {
  /** Whoever rang died before anything was noted down, and the platform has lost all that it had to say of this call. */
  readonly isUnheardOf: () => boolean;
  /** The bot is in the call before anybody else: there is nobody to hear the silence. */
  readonly isAlone: () => boolean;
}

/**
 * I9: nobody hears more than two seconds of silence that nobody planned. Planned is what the bot has asked for: a
 * prompt, also one of silence, a recording, a transfer under way. Excused is what the journal explains: see
 * docs/reliability.md for the list.
 */
export class SilenceCheck {
  readonly #journal: Journal;
  readonly #name: string;
  readonly #called: Called | undefined;
  readonly #call: SimCall;
  #silentSince: number | undefined;
  #lastWordsWhole = false;
  #wordsTroubled = false;
  #answered = false;
  #onTheirWay = false;
  #gone = false;
  #sounding = false;

  constructor(journal: Journal, name: string, call: SimCall, called?: Called) {
    this.#journal = journal;
    this.#called = called;
    this.#call = call;
    this.#name = name;
    call.caller.listen((happening) => this.#notice(happening));
    // Joined with somebody else, who goes on hearing them: no longer ours.
    call.whenEnded(() => {
      this.#sounds();
      this.#gone = true;
    });
  }

  /** Media that could not be had, or was refused: the last words may be missing through no fault of the flow. */
  wordsTroubled(): void {
    this.#wordsTroubled = true;
  }

  /** Also at the end of the run: a silence that has not ended yet. */
  look(): void {
    if (this.#silentSince === undefined || this.#called?.isUnheardOf()) return;
    // Whoever has taken somebody in has company: they talk while the bot calls in others.
    if (this.#called === undefined && this.#call.room.isGroup && this.#call.room.people.size > 1) return;
    const unexplained = this.#unexplained(this.#silentSince, this.#journal.now);
    if (unexplained <= bearableMs) return;
    this.#journal.violated(
      'I9',
      `${this.#name} hears nothing for ${(unexplained / 1_000).toFixed(1)} s, and nothing explains it`,
    );
  }

  #notice(happening: Happening): void {
    if (this.#gone) return;
    switch (happening.kind) {
      case 'promptStarted':
        if (!happening.silent || happening.text !== undefined) this.#lastWordsWhole = false;
        return this.#sounds();
      case 'promptEnded':
        if (!happening.cancelled) this.#lastWordsWhole = true;
        return this.#silent();
      case 'recordingStarted':
        return this.#sounds();
      case 'recordingEnded':
        return this.#silent();
      case 'state':
        if (happening.state === 'connected') {
          // Among several people now: what was sounding goes on.
          if (this.#answered && !this.#onTheirWay && this.#sounding) return undefined;
          this.#answered = true;
          this.#onTheirWay = false;
          return this.#silent();
        }
        if (happening.state !== 'transferring' && happening.state !== 'ended') return undefined;
        this.#onTheirWay = true; // What the caller hears now is no longer ours.
        return this.#sounds();
      case 'botActed':
        return happening.act === 'hangsUp' ? this.#hungUp() : undefined;
      default:
        return undefined;
    }
  }

  #hungUp(): void {
    this.#sounds();
    // Whoever took others in may have left them, and they the bot.
    if (![...this.#call.room.people].some(({ state }) => state === 'connected')) return;
    if (this.#called === undefined && this.#answered && !this.#lastWordsWhole && !this.#wordsTroubled)
      this.#journal.violated('I9', `${this.#name} is hung up on without a word`);
  }

  /** Somebody is in the call now who was not before. */
  somebodyCame(): void {
    if (!this.#sounding) this.#silent();
  }

  #silent(): void {
    this.#sounding = false;
    if (!this.#onTheirWay && this.#called?.isAlone() !== true) this.#silentSince ??= this.#journal.now;
  }

  #sounds(): void {
    this.#sounding = true;
    this.look();
    this.#silentSince = undefined;
  }

  /** How much of the stretch no excuse covers. */
  #unexplained(from: number, until: number): number {
    if (until - from <= bearableMs) return 0;
    const excuses = this.#journal.excuses.filter((excuse) => excuse.until > from && excuse.from < until);
    excuses.sort((a, b) => a.from - b.from);
    let left = until - from;
    let coveredUpTo = from;
    for (const excuse of excuses) {
      const start = Math.max(excuse.from, coveredUpTo);
      const end = Math.min(excuse.until, until);
      if (end <= start) continue;
      left -= end - start;
      coveredUpTo = end;
    }
    return left;
  }
}
