import type { VirtualClock } from '../../simulator/clock/virtual-clock.ts';
import { idOfKey } from '../../src/app/outbound/ask-outbound.ts';
import type { CallTarget } from '../../src/core/call/leg.ts';
import type { CallDocument } from '../../src/ports/call-store.ts';
import { type OutboundCall, type OutboundStatus, type OutboundWish, readOutboundCall } from '../../src/ports/outbound-call.ts';
import type { BotProcesses } from './bot-process.ts';
import type { Dice } from './dice.ts';
import { ordered } from './flows.ts';
import type { Journal } from './journal.ts';
import type { Processes } from './processes.ts';

/** A program that wants somebody called asks again after this when it got no answer. */
const askAgainMs = 2_000;
/** As often as the timer of each bot works off what waits. */
const workEveryMs = 3_000;
const final: readonly OutboundStatus[] = ['ended', 'failed', 'cancelled', 'expired'];

interface Order {
  readonly name: string;
  readonly id: string;
  readonly wish: OutboundWish;
  /** The calls that Graph has made of it. */
  readonly calls: string[];
  isNoted: boolean;
  /** As it is in the store. */
  kept?: OutboundCall;
}

export interface OrdersOptions {
  readonly clock: VirtualClock;
  readonly dice: Dice;
  readonly journal: Journal;
  readonly processes: Processes;
  readonly bots: BotProcesses;
  readonly documentOf: (callId: string) => CallDocument | undefined;
}

/**
 * Calls that a program asks for, under a key, until it is told that they are noted down: each rings once at the most, is
 * placed by nobody who has not written down that it is about to, and whoever asked learns how it ended.
 */
export class Orders {
  readonly #of: OrdersOptions;
  readonly #orders: Order[] = [];
  #stopped = false;

  constructor(of: OrdersOptions) {
    this.#of = of;
  }

  ask(name: string, afterMs: number): void {
    const { clock, dice } = this.#of;
    const key = `${name} of this seed`;
    const wish: OutboundWish = {
      to: this.#whom(name),
      line: 'main',
      flow: 'reminder',
      vars: {},
      ringMs: dice.pick(`rings ${name}`, [8_000, 20_000]),
      idempotencyKey: key,
    };
    const order: Order = { name, id: idOfKey(key), wish, calls: [], isNoted: false };
    this.#orders.push(order);
    clock.schedule(clock.now() + afterMs, () => this.#askFor(order, 1));
  }

  /** Every bot works off the queue by a timer of its own. */
  workFromNowOn(): void {
    for (const { instance } of this.#of.processes.alive())
      this.#workIn(instance, this.#of.dice.between(`work phase ${instance}`, 0, workEveryMs));
  }

  stop(): void {
    this.#stopped = true;
  }

  /** An entry of the ledger has become durable. */
  noted(value: unknown): void {
    const kept = readOutboundCall(value);
    const order = this.#orders.find(({ id }) => id === kept?.id);
    if (order !== undefined && kept !== undefined) order.kept = kept;
  }

  /** Graph is asked to make a call of it: that it was about to be must be durable by now (I1). */
  sent(id: string, by: string): void {
    const order = this.#orders.find((one) => one.id === id);
    if (order?.kept?.status !== 'placing')
      this.#of.journal.violated('I1', `${by} places a call that is ${order?.kept?.status ?? 'not noted down'}`);
  }

  placed(id: string, callId: string): void {
    const order = this.#orders.find((one) => one.id === id);
    order?.calls.push(callId);
    if (order !== undefined && order.calls.length > 1) this.#of.journal.violated('once', `${order.name} rings twice`);
  }

  /** Those of which nobody could be told the end yet. */
  stillOpen(): readonly string[] {
    return this.#orders.flatMap(({ name, kept }) =>
      kept !== undefined && final.includes(kept.status) ? [] : [`${name} is ${kept?.status ?? 'not noted down'}`],
    );
  }

  /** What is told must be what happened. */
  end(isCalm: boolean): void {
    const { journal, documentOf } = this.#of;
    for (const { name, calls, kept } of this.#orders) {
      const told = `${kept?.status} ${kept?.outcome ?? kept?.code ?? ''}`.trim();
      const happened = calls.map((callId) => documentOf(callId)?.call.end?.outcome).find((outcome) => outcome !== undefined);
      if (happened !== undefined && told !== `ended ${happened}`)
        journal.violated('I4', `${name} ended as ${happened}, and is told to be ${told}`);
      if (isCalm && kept?.status !== 'ended') journal.violated('I5', `nothing went wrong, and ${name} is ${told}`);
    }
  }

  #whom(name: string): CallTarget {
    const { dice } = this.#of;
    const [first, second, third] = ordered;
    return dice.pick<CallTarget>(`whom ${name}`, [first, second, { kind: 'group', people: [first, third] }]);
  }

  #askFor(order: Order, attempt: number): void {
    const { clock, dice, journal, processes, bots } = this.#of;
    if (order.isNoted) return;
    const alive = processes.alive();
    const process = alive[Math.floor(dice.roll(`asked ${order.name} ${attempt}`) * alive.length)];
    clock.schedule(clock.now() + askAgainMs, () => this.#askFor(order, attempt + 1));
    if (process === undefined) return;
    journal.tell(`a program asks for ${order.name}${attempt === 1 ? '' : `, try ${attempt}`}`);
    void bots.ask(process, order.wish, `request for ${order.name}, try ${attempt}`).then((noted) => {
      order.isNoted ||= noted;
    });
  }

  #workIn(instance: string, inMs: number): void {
    const { clock, processes, bots } = this.#of;
    clock.schedule(clock.now() + inMs, () => {
      if (this.#stopped) return;
      const process = processes.alive().find((one) => one.instance === instance);
      if (process !== undefined)
        void bots.work(process, `work of ${process.name} at ${Math.round(this.#of.journal.elapsed / 1_000)} s`);
      this.#workIn(instance, workEveryMs);
    });
  }
}
