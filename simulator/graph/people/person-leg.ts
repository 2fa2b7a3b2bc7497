import { CallerSide } from '../call/caller-side.ts';
import type { Room } from '../call/room.ts';
import type { Platform } from '../platform.ts';

/** Somebody, or something, at the other end of a line. */
export type PersonParty =
  | { readonly kind: 'user'; readonly id: string; readonly displayName: string }
  | { readonly kind: 'guest'; readonly id: string; readonly displayName: string }
  | { readonly kind: 'phone'; readonly number: string }
  /** A telephone that does not show its number. */
  | { readonly kind: 'withheld' }
  /** Another bot, an auto attendant, a call queue. */
  | { readonly kind: 'application' | 'applicationInstance'; readonly id: string; readonly displayName: string };

export interface LegSetup {
  readonly party: PersonParty;
  /** BCP 47, as the person's endpoint reports it. Default `en-GB`. */
  readonly languageId?: string;
  /** Its address in the softphone's API. Default: a new one. */
  readonly id?: string;
  /** Who calls, as the ringing telephone shows it. */
  readonly callerName?: string;
}

/** One person's end of one call: what is seen, heard, said and pressed there, whoever is at the other end. */
export class PersonLeg {
  readonly id: string;
  /** In rosters. */
  readonly participantId: string;
  readonly party: PersonParty;
  readonly languageId: string;
  /** Who calls, as the ringing telephone shows it. Empty for somebody who dialled. */
  readonly callerName: string;
  readonly side: CallerSide;
  /** `calling` until it is connected, when it was this person who dialled. */
  state: 'calling' | 'ringing' | 'connected' | 'ended' = 'calling';
  room: Room | undefined;
  /** Muted by somebody else or by the person: nobody hears what is said. */
  isMuted = false;
  /** Hears hold music instead of the others. */
  isOnHold = false;
  readonly #ears = new Set<(pcm: Uint8Array, speaker: PersonLeg) => void>();
  readonly #endings: (() => void)[] = [];
  /** What the person can do while it rings. */
  #ring: { readonly accept: () => void; readonly decline: () => void } | undefined;

  constructor(platform: Platform, { party, languageId = 'en-GB', id = platform.newId(), callerName = '' }: LegSetup) {
    this.id = id;
    this.participantId = platform.newId();
    this.party = party;
    this.languageId = languageId;
    this.callerName = callerName;
    this.side = new CallerSide(platform.clock, id);
  }

  /** What the others call this one. */
  get name(): string {
    if (this.party.kind === 'phone') return this.party.number;
    return this.party.kind === 'withheld' ? 'A telephone' : this.party.displayName;
  }

  /** Object id or number, in lower case; empty for a withheld number. */
  get address(): string {
    if (this.party.kind === 'withheld') return '';
    return (this.party.kind === 'phone' ? this.party.number : this.party.id).toLowerCase();
  }

  /** It begins to ring here. */
  ringWith(ring: { readonly accept: () => void; readonly decline: () => void }): void {
    this.state = 'ringing';
    this.#ring = ring;
    this.side.emit({ kind: 'state', state: 'ringing' });
  }

  /** Picks up. Nothing when it does not ring any more. */
  accept(): void {
    this.#takeRing()?.accept();
  }

  /** Turns the call away. */
  decline(): void {
    this.#takeRing()?.decline();
  }

  /** Once: whoever has picked up cannot pick up again while the connection is being made. */
  #takeRing(): { readonly accept: () => void; readonly decline: () => void } | undefined {
    const ring = this.state === 'ringing' ? this.#ring : undefined;
    this.#ring = undefined;
    return ring;
  }

  /** One key of a telephone: `0` to `9`, `*`, `#`. Bots in the same room hear it, muted or not. */
  press(key: string): void {
    if (this.state !== 'connected') return;
    for (const bot of this.room?.bots ?? []) bot.press(key);
  }

  /** Speaks for so long, without samples. */
  speak(ms: number): void {
    if (this.state !== 'connected' || this.isMuted) return;
    for (const bot of this.room?.bots ?? []) bot.voice.speak(ms, this.id);
  }

  /** Samples from the microphone: PCM, 16 kHz, 16 bit, mono. */
  say(pcm: Uint8Array): void {
    if (this.state !== 'connected' || this.isMuted) return;
    for (const bot of this.room?.bots ?? []) bot.voice.hear(pcm, this.id);
    for (const other of this.room?.people ?? []) if (other !== this && other.state === 'connected') other.#hear(pcm, this);
  }

  /** Mutes this person, or lets them speak again. */
  mute(isMuted: boolean): void {
    if (this.isMuted === isMuted) return;
    this.isMuted = isMuted;
    this.room?.mutedChanged(this);
  }

  /** The voices of the others, as they come from their microphones. @returns stops listening. */
  listenToVoices(listener: (pcm: Uint8Array, speaker: PersonLeg) => void): () => void {
    this.#ears.add(listener);
    return () => this.#ears.delete(listener);
  }

  #hear(pcm: Uint8Array, speaker: PersonLeg): void {
    if (this.isOnHold) return;
    for (const listener of this.#ears) listener(pcm, speaker);
  }

  /** Hangs up; while it rings, declines. False when there was nothing to hang up. */
  hangUp(): boolean {
    const ring = this.#takeRing();
    if (ring) {
      ring.decline();
      return true;
    }
    if (this.state === 'ended' || !this.room) return false;
    this.room.leave(this);
    return true;
  }

  /** Runs once, when it is over here. */
  whenEnded(run: () => void): void {
    this.#endings.push(run);
  }

  /** It is over here. */
  end(detail: string): void {
    if (this.state === 'ended') return;
    this.state = 'ended';
    this.#ring = undefined;
    this.room?.letGo(this);
    this.side.emit({ kind: 'state', state: 'ended', detail });
    for (const run of this.#endings.splice(0)) run();
  }
}
