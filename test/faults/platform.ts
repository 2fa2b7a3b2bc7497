import type { VirtualClock } from '../../simulator/clock/virtual-clock.ts';
import type { NotificationRequest } from '../../simulator/graph/graph-options.ts';
import type { Dice } from './dice.ts';
import type { Journal } from './journal.ts';
import { describe, eventsOf, type Note } from './notes.ts';
import type { Process, Processes } from './processes.ts';
import type { Setting } from './setting.ts';

/** What a process answers; 0 when the connection broke. */
export type Handle = (process: Process, request: NotificationRequest, label: string) => Promise<number>;

export interface PlatformOptions {
  readonly clock: VirtualClock;
  readonly dice: Dice;
  readonly journal: Journal;
  readonly setting: Setting;
  readonly processes: Processes;
  readonly handle: Handle;
  /** `call 1`, from the id. */
  readonly nameOf: (callId: string) => string;
  readonly onReported: (note: Note) => void;
  readonly onAccepted: (note: Note) => void;
  readonly onLost: (note: Note) => void;
}

/** How long the platform waits for an answer. Ours to guess. */
const patienceMs = 5_000;
const mostTries = 7;
/** A duplicate comes no later than this after its first. */
const latestCopyMs = 4_500;

/** The way of notifications from Microsoft to the instances, with everything that can happen to them there. */
export class Platform {
  readonly #of: PlatformOptions;
  readonly #counts = new Map<string, number>();
  readonly #lastInstance = new Map<string, string>();

  constructor(of: PlatformOptions) {
    this.#of = of;
  }

  /** Takes a notification off Graph's hands. */
  async deliver(request: NotificationRequest): Promise<{ readonly status: number }> {
    const { clock, journal, dice, setting } = this.#of;
    const note = this.#noteOf(request);
    const { label } = note;
    if (journal.strikes('notificationDropped', label)) {
      journal.tell(`fault  the platform drops "${label}"`);
      this.#of.onLost(note);
      return { status: 202 };
    }
    if (journal.strikes('notificationDuplicated', label)) {
      const afterMs = dice.between(`duplicate ${label}`, 0, 4_000);
      journal.tell(`fault  "${label}" will come again after ${afterMs} ms`);
      this.#later(afterMs, note, `${label}, again`);
    }
    if (journal.strikes('notificationTwice', label)) {
      journal.tell(`fault  "${label}" goes to two at once`);
      void this.#dispatch(note, `${label}, twin`, 1);
    }
    const lateMs = this.#lateness(label);
    if (lateMs > 0) {
      journal.tell(`fault  "${label}" comes ${lateMs} ms late`);
      journal.excuse(lateMs, `"${label}" was late`);
      this.#later(lateMs, note, label);
      return { status: 202 };
    }
    const outcome = this.#dispatch(note, label, 1);
    if (!setting.platformWaits) return { status: 202 };
    return { status: await clock.waitFor(outcome) };
  }

  #lateness(label: string): number {
    const { journal, dice } = this.#of;
    if (journal.strikes('notificationDelayed', label)) return dice.between(`delay ${label}`, 1_000, 9_000);
    return journal.strikes('notificationReordered', label) ? dice.between(`reorder ${label}`, 150, 1_200) : 0;
  }

  #later(ms: number, note: Note, label: string): void {
    const { clock } = this.#of;
    note.underway += 1;
    clock.schedule(clock.now() + ms, () => {
      note.underway -= 1;
      void this.#dispatch(note, label, 1);
    });
  }

  /** Resolves when the platform knows how this try went: the status, or 0. */
  async #dispatch(note: Note, label: string, attempt: number): Promise<number> {
    const { clock, dice, journal, setting } = this.#of;
    note.underway += 1;
    const trying = attempt === 1 ? label : `${label}, try ${attempt}`;
    const process = this.#choose(note, trying);
    const status = await new Promise<number>((resolve) => {
      clock.schedule(clock.now() + dice.between(`way ${trying}`, 3, 40), () => {
        if (process === undefined || !process.alive) return resolve(0);
        clock.schedule(clock.now() + patienceMs, () => resolve(-1));
        void this.#of.handle(process, note.request, trying).then(resolve);
      });
    });
    note.underway -= 1;
    if (status === 202 || status === 204) {
      note.acceptedAt ??= clock.now();
      this.#of.onAccepted(note);
      return status;
    }
    journal.tell(`       "${trying}" was not taken (${inWords(status)})`);
    if (setting.platformRedelivers && attempt < mostTries) {
      const restMs = Math.min(4_000, 1_000 * attempt);
      journal.excuse(restMs + 50, 'the platform waits before it sends a notification again');
      note.underway += 1;
      clock.schedule(clock.now() + restMs, () => {
        note.underway -= 1;
        void this.#dispatch(note, label, attempt + 1);
      });
    } else if (note.underway > 0) {
      journal.excuse(latestCopyMs, 'another copy of it is on its way');
    } else if (note.underway === 0 && note.acceptedAt === undefined) {
      journal.tell(`       "${label}" is lost`);
      this.#of.onLost(note);
    }
    return Math.max(0, status);
  }

  #choose(note: Note, trying: string): Process | undefined {
    const { dice, journal, processes } = this.#of;
    const alive = processes.alive();
    const callId = note.events[0]?.callId ?? '';
    const last = alive.find((process) => process.instance === this.#lastInstance.get(callId));
    const elsewhere = last === undefined || journal.strikes('notificationElsewhere', trying);
    const twin = trying.includes('twin') ? alive.filter((process) => process !== last) : alive;
    const pool = twin.length > 0 ? twin : alive;
    const chosen = elsewhere || trying.includes('twin') ? pool[Math.floor(dice.roll(`route ${trying}`) * pool.length)] : last;
    if (chosen !== undefined && !trying.includes('twin')) this.#lastInstance.set(callId, chosen.instance);
    return chosen;
  }

  #noteOf(request: NotificationRequest): Note {
    const events = eventsOf(request);
    const base = `${describe(events)} of ${this.#of.nameOf(events[0]?.callId ?? '')}`;
    const count = (this.#counts.get(base) ?? 0) + 1;
    this.#counts.set(base, count);
    const label = count === 1 ? base : `${base} (${count})`;
    const note: Note = { request, label, events, sentAt: this.#of.clock.now(), underway: 0 };
    this.#of.onReported(note);
    return note;
  }
}

function inWords(status: number): string {
  if (status === 0) return 'nobody answered';
  return status === -1 ? 'no answer in time' : `answered ${status}`;
}
