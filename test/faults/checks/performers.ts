import type { SimCall } from '../../../simulator/graph/call/sim-call.ts';
import type { CallDocument } from '../../../src/ports/call-store.ts';
import type { RequestOnItsWay } from '../faulty-graph.ts';
import type { Journal } from '../journal.ts';

interface Seen {
  readonly onTheWay: Set<RequestOnItsWay>;
  /** The `clientContext` of every media operation that Graph has taken, and the visit of the step that wanted it. */
  readonly visits: Map<string, number>;
  /** Legs that Graph has placed. */
  readonly legs: Set<number>;
  /** A cancel went wrong: what it should have ended may still sound. */
  cancelTroubled: boolean;
}

/** I1, I2, and that no prompt is started twice: at every request to Graph. */
export class PerformersCheck {
  readonly #of: {
    readonly journal: Journal;
    readonly documentOf: (callId: string) => CallDocument | undefined;
    readonly callOf: (callId: string) => SimCall | undefined;
  };
  readonly #calls = new Map<string, Seen>();

  constructor(of: PerformersCheckOptions) {
    this.#of = of;
  }

  sent(request: RequestOnItsWay): void {
    if (this.#isStray(request)) return;
    const seen = this.#seen(request.callId);
    if (request.operation !== 'get call') this.#mayPerform(request);
    for (const other of seen.onTheWay) {
      if (other.work === request.work || !other.work.process.alive || isLook(other) || isLook(request)) continue;
      this.#violated(
        'I2',
        `${request.operation} of "${request.work.label}" while ${other.operation} of "${other.work.label}" is on its way`,
      );
    }
    seen.onTheWay.add(request);
  }

  arrived(request: RequestOnItsWay, status: number): void {
    if (status >= 300) return this.troubled(request);
    const { journal, documentOf, callOf } = this.#of;
    const call = callOf(request.callId);
    const document = documentOf(request.callId);
    if (call === undefined || document === undefined || !isMedia(request)) return;
    const seen = this.#seen(request.callId);
    const context = contextOf(request);
    if (seen.visits.has(context)) return this.#violated('once', `${request.operation} ${context} was sent twice`);
    seen.visits.set(context, document.call.entries);
    if (document.call.restarts > 0 && !journal.mayRestart) this.#violated('once', 'media was begun again without any reason');
    const queue = call.media.queue;
    if (queue.length <= 1) seen.cancelTroubled = false;
    const visits = new Set(queue.map((operation) => seen.visits.get(operation.clientContext ?? '')));
    const epochs = new Set(queue.map((operation) => operation.clientContext?.split('.')[0]));
    if ((visits.size > 1 || epochs.size > 1) && !seen.cancelTroubled)
      this.#violated(
        'once',
        `prompts of two visits or two epochs wait at once: ${queue.map((one) => one.clientContext).join(', ')}`,
      );
  }

  /** Two telephones that ring for one leg: nobody would know of the second. */
  placed({ callId, leg = 0 }: RequestOnItsWay): void {
    const { legs } = this.#seen(callId);
    if (legs.has(leg)) this.#violated('once', `leg ${leg} was placed twice`);
    legs.add(leg);
  }

  troubled(request: RequestOnItsWay): void {
    if (request.operation === 'cancelMediaProcessing') this.#seen(request.callId).cancelTroubled = true;
  }

  over(request: RequestOnItsWay): void {
    this.#seen(request.callId).onTheWay.delete(request);
  }

  /** The stored document must hold the command, and name this very work as its performer. */
  #mayPerform(request: RequestOnItsWay): void {
    const document = this.#of.documentOf(request.callId);
    const { work, operation } = request;
    const waiting = document?.outbox.some(
      (command) =>
        isSentFor(command.kind, operation) &&
        (!('context' in command) || request.body === '' || command.context === contextOf(request)) &&
        (command.kind !== 'placeCall' || command.leg === request.leg),
    );
    if (waiting !== true) this.#violated('I1', `${operation} of "${work.label}" is sent, and is not in the stored document`);
    if (document?.lease === undefined || !work.owners.includes(document.lease.owner))
      this.#violated('I2', `${operation} is sent by "${work.label}", which does not hold the lease`);
  }

  /** A leg that nobody counts on has no document: whoever hears of it ends it, several at once if need be. */
  #isStray({ callId, operation }: RequestOnItsWay): boolean {
    return operation === 'hang up' && this.#of.documentOf(callId) === undefined;
  }

  #violated(invariant: string, what: string): void {
    this.#of.journal.violated(invariant, what);
  }

  #seen(callId: string): Seen {
    const known = this.#calls.get(callId);
    if (known !== undefined) return known;
    const seen: Seen = { onTheWay: new Set(), visits: new Map(), legs: new Set(), cancelTroubled: false };
    this.#calls.set(callId, seen);
    return seen;
  }
}

interface PerformersCheckOptions {
  readonly journal: Journal;
  readonly documentOf: (callId: string) => CallDocument | undefined;
  readonly callOf: (callId: string) => SimCall | undefined;
}

const operationOf: { readonly [command: string]: string } = {
  answer: 'answer',
  reject: 'reject',
  redirect: 'redirect',
  transfer: 'transfer',
  playPrompt: 'playPrompt',
  recordCaller: 'recordResponse',
  listenForTones: 'subscribeToTone',
  cancelMedia: 'cancelMediaProcessing',
  keepAlive: 'keepAlive',
  hangUp: 'hang up',
  placeCall: 'place',
  invite: 'participants/invite',
  listParticipants: 'participants',
  mute: 'mute',
  unmute: 'unmute',
  sendTones: 'sendDtmfTones',
};
/** Where the beta refuses to mute all, people are muted one by one. */
const operationsOf: { readonly [command: string]: readonly string[] } = {
  muteEverybody: ['participants/muteAll', 'participants', 'participants/mute'],
};
const isSentFor = (command: string, operation: string): boolean =>
  operationOf[command] === operation || (operationsOf[command]?.includes(operation) ?? false);

function isMedia({ operation }: RequestOnItsWay): boolean {
  return operation === 'playPrompt' || operation === 'recordResponse' || operation === 'sendDtmfTones';
}

function isLook({ operation }: RequestOnItsWay): boolean {
  return operation === 'get call';
}

function contextOf({ body }: RequestOnItsWay): string {
  return /"clientContext":"([^"]*)"/.exec(body)?.[1] ?? '';
}
