import type { Destination } from '../../src/core/call/party.ts';
import { unreachable } from '../../src/core/call/unreachable.ts';
import type { Happening } from '../graph/call/happening.ts';

/** What destinations are called in the conversation: by `kind:id`, or by id or number alone. */
export type Names = { readonly [destination: string]: string };

type PromptStarted = Extract<Happening, { kind: 'promptStarted' }>;

/** A call as a person would tell it, line by line. Grows while the call goes on. */
export class Conversation {
  readonly #names: Names;
  readonly #who: string;
  readonly #lines: string[] = [];
  readonly #promptLines = new Map<number, number>();
  readonly #waits = new Map<number, number>();

  /** `who` is the person whose call it is. */
  constructor(names: Names = {}, who = 'caller') {
    this.#names = names;
    this.#who = who.padEnd(6);
  }

  /** The person's own doing. */
  person(does: string): void {
    this.#lines.push(`${this.#who} ${does}`);
  }

  add(happening: Happening): void {
    switch (happening.kind) {
      case 'promptStarted':
        return this.#begin(happening);
      case 'promptEnded':
        return this.#end(happening.n, happening.cancelled);
      case 'recordingStarted':
        return this.#bot(happening.beep ? 'beeps and records' : 'records');
      case 'recordingEnded':
        return this.#bot(`has recorded ${inSeconds(happening.durationMs)} (${happening.why})`);
      case 'toneHeard':
        return this.#pressed(happening.key);
      case 'botActed':
        return this.#acted(happening.act, happening.destinations ?? []);
      case 'state':
        if (happening.state === 'connected' && happening.detail !== undefined) return this.#graph(`says: ${happening.detail}`);
        return happening.state === 'ended' ? this.#graph(`ends the call: ${happening.detail ?? ''}`) : undefined;
      case 'transferred':
      case 'others':
      case 'invitation':
      case 'traffic':
        return undefined;
      default:
        return unreachable(happening);
    }
  }

  lines(): readonly string[] {
    return this.#lines;
  }

  toString(): string {
    return this.#lines.join('\n');
  }

  /** The name of somebody to whom the bot sends the caller, or the id when nobody gave it a name. */
  nameOf(destination: Destination): string {
    const id = destination.kind === 'phone' ? destination.number : destination.id;
    return this.#names[`${destination.kind}:${id}`] ?? this.#names[id] ?? id;
  }

  #acted(act: Extract<Happening, { kind: 'botActed' }>['act'], destinations: readonly Destination[]): void {
    const whom = destinations
      .map((one) => `${one.kind === 'voicemail' ? 'the voicemail of ' : ''}${this.nameOf(one)}`)
      .join(', ');
    switch (act) {
      case 'calls':
        return this.#bot(`calls ${whom}`);
      case 'invites':
        return this.#bot(`invites ${whom}`);
      case 'answers':
        return this.#bot('answers');
      case 'rejects':
        return this.#bot('rejects the call');
      case 'redirects':
        return this.#bot(`redirects to ${whom}`);
      case 'transfers':
        return this.#bot(`transfers to ${whom}`);
      case 'hangsUp':
        return this.#bot('hangs up');
      case 'listens':
        return this.#bot('listens for tones');
      case 'records': // Told when it begins to record.
      case 'cancels': // Told by what is interrupted.
        return undefined;
      default:
        return unreachable(act);
    }
  }

  /** Waiting is worth a line only when nothing comes of it: otherwise it is the moment between a prompt and a key. */
  #begin(prompt: PromptStarted): void {
    if (prompt.text === undefined && prompt.silent) {
      this.#waits.set(prompt.n, prompt.durationMs);
      return;
    }
    this.#promptLines.set(prompt.n, this.#lines.length);
    this.#bot(
      prompt.text === undefined ? `plays a sound of ${inSeconds(prompt.durationMs)}` : `plays "${prompt.shown ?? prompt.text}"`,
    );
  }

  #end(n: number, cancelled: boolean): void {
    const waited = this.#waits.get(n);
    if (waited !== undefined && !cancelled) this.#bot(`has waited ${inSeconds(waited)}`);
    const at = this.#promptLines.get(n);
    if (at !== undefined && cancelled) this.#lines[at] = `${this.#lines[at] ?? ''} (interrupted)`;
  }

  /** Keys that follow one another are one line. */
  #pressed(key: string): void {
    const last = this.#lines.at(-1) ?? '';
    if (last.startsWith('bot    presses ')) this.#lines[this.#lines.length - 1] = `${last}${key}`;
    else this.#bot(`presses ${key}`);
  }

  #bot(does: string): void {
    this.#lines.push(`bot    ${does}`);
  }

  #graph(does: string): void {
    this.#lines.push(`Graph  ${does}`);
  }
}

function inSeconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}
