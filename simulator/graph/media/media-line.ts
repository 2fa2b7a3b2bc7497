import { after, type CancelTimer } from '../../clock/sim-clock.ts';
import type { SimCall } from '../call/sim-call.ts';
import { bounds } from '../graph-options.ts';
import type { OperationResult } from '../notifications/operation-ended.ts';

/** Something that sounds or listens, in its turn. */
export interface MediaOperation {
  readonly id: string;
  readonly type: 'playPrompt' | 'recordResponse' | 'sendDtmfTones';
  readonly clientContext: string | null;
  /** Begins. `done` is called at most once, and never after `stop`. */
  begin(done: (result: OperationResult) => void): void;
  /** Stops it wherever it is. Harmless before it has begun. */
  stop(): void;
}

/**
 * The media queue of one call: operations in the order in which they came; a cancel kills the running one and all that
 * wait, each reported (graph-calling, 1.7). The tone subscription is no part of it.
 */
export class MediaLine {
  readonly #call: SimCall;
  #waiting: MediaOperation[] = [];
  #running: MediaOperation | undefined;
  #cancelStart: CancelTimer = () => {};

  constructor(call: SimCall) {
    this.#call = call;
  }

  /** What sounds and what waits, in its order. */
  get queue(): readonly MediaOperation[] {
    return [...(this.#running ? [this.#running] : []), ...this.#waiting];
  }

  /** False when too many wait already. */
  add(operation: MediaOperation): boolean {
    if (this.#waiting.length >= bounds.queuedMedia) return false;
    this.#waiting.push(operation);
    if (!this.#running) this.#next();
    return true;
  }

  /** `cancelMediaProcessing`, and a recording that breaks in. */
  cancelAll(): void {
    for (const operation of this.#takeAll()) this.#call.operationEnded(operation, { kind: 'cancelled' });
  }

  /** The call is over: nothing is reported any more. */
  fallSilent(): void {
    this.#takeAll();
  }

  #takeAll(): readonly MediaOperation[] {
    const all = this.queue;
    this.#cancelStart();
    this.#running = undefined;
    this.#waiting = [];
    for (const operation of all) operation.stop();
    return all;
  }

  #next(): void {
    const operation = this.#waiting.shift();
    this.#running = operation;
    if (!operation) return;
    const { clock, latencies } = this.#call.platform;
    this.#cancelStart = after(clock, latencies.mediaStartMs, () => {
      operation.begin((result) => {
        if (this.#running !== operation) return;
        this.#running = undefined;
        this.#call.operationEnded(operation, result);
        this.#next();
      });
    });
  }
}
