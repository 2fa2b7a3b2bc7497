import type { Destination } from '../../src/core/call/party.ts';
import { unreachable } from '../../src/core/call/unreachable.ts';
import type { Happening } from '../graph/call/happening.ts';

/** What destinations are called in the conversation: by `kind:id`, or by id or number alone. */
export type Names = { readonly [destination: string]: string };

/** A call as a person would tell it, line by line. Grows while the call goes on. */
export class Conversation {
  readonly #names: Names;
  readonly #lines: string[] = [];
  readonly #promptLines = new Map<number, number>();

  constructor(names: Names = {}) {
    this.#names = names;
  }

  /** The caller's own doing. */
  caller(does: string): void {
    this.#lines.push(`caller ${does}`);
  }

  add(happening: Happening): void {
    switch (happening.kind) {
      case 'promptStarted': {
        this.#promptLines.set(happening.n, this.#lines.length);
        return this.#bot(promptInWords(happening));
      }
      case 'promptEnded':
        return happening.cancelled ? this.#interrupt(happening.n) : undefined;
      case 'recordingStarted':
        return this.#bot(happening.beep ? 'beeps and records' : 'records');
      case 'recordingEnded':
        return this.#bot(`has recorded ${inSeconds(happening.durationMs)} (${happening.why})`);
      case 'botActed':
        return this.#acted(happening.act, happening.destinations ?? []);
      case 'state':
        if (happening.state === 'connected' && happening.detail !== undefined) return this.#graph(`says: ${happening.detail}`);
        return happening.state === 'ended' ? this.#graph(`ends the call: ${happening.detail ?? ''}`) : undefined;
      case 'transferred':
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

  #interrupt(n: number): void {
    const at = this.#promptLines.get(n);
    if (at !== undefined) this.#lines[at] = `${this.#lines[at] ?? ''} (interrupted)`;
  }

  #bot(does: string): void {
    this.#lines.push(`bot    ${does}`);
  }

  #graph(does: string): void {
    this.#lines.push(`Graph  ${does}`);
  }
}

function promptInWords(prompt: Extract<Happening, { kind: 'promptStarted' }>): string {
  if (prompt.text !== undefined) return `plays "${prompt.text}"`;
  return prompt.silent ? `waits ${inSeconds(prompt.durationMs)}` : `plays a sound of ${inSeconds(prompt.durationMs)}`;
}

function inSeconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}
