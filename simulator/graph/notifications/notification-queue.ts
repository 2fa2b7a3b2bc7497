import { within } from '../../clock/sim-clock.ts';
import type { SimCall } from '../call/sim-call.ts';
import { type Delivered, times } from '../graph-options.ts';
import type { Json } from '../messages.ts';
import { legacyIncomingCall } from './legacy-incoming-call.ts';

export interface Notification {
  /** In words, for the traffic list. */
  readonly title: string;
  readonly changeType: 'created' | 'updated' | 'deleted';
  /** Below the call: empty, `/participants`, or `/operations/{id}`. */
  readonly below: string;
  readonly resourceData: Json | readonly Json[];
  /** The address comes without its first slash, as some pages show it. */
  readonly slashless?: boolean;
}

interface Waiting {
  readonly notification: Notification;
  readonly url: string;
}

/** Sends the notifications of one call, one after another: the next goes when the bot has answered or taken too long. */
export class NotificationQueue {
  readonly #call: SimCall;
  readonly #waiting: Waiting[] = [];
  #sending = false;

  constructor(call: SimCall) {
    this.#call = call;
  }

  /** Goes to where the bot wants them at this moment. */
  add(notification: Notification): void {
    const url = this.#call.callbackUri ?? this.#call.platform.options.botCallsUrl();
    this.#waiting.push({ notification, url });
    if (this.#sending) return;
    this.#sending = true;
    const { clock } = this.#call.platform;
    // Never from inside the request that caused it: Graph answers first.
    clock.schedule(clock.now(), () => void clock.track(`the notifications of a call`, () => this.#sendAll()));
  }

  async #sendAll(): Promise<void> {
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) await this.#deliverOne(next);
    this.#sending = false;
  }

  async #deliverOne({ notification, url }: Waiting): Promise<void> {
    const isFirst = notification.changeType === 'created';
    if (isFirst && this.#call.platform.shapes.incoming === 'legacyFirst') {
      const legacy = { ...notification, title: 'incoming call (legacy)' };
      const answer = await this.#send(legacy, url, legacyIncomingCall(this.#call));
      if (answer.status !== 204) return; // The bot did not ask for Graph's form (graph-calling, 3.1).
    }
    const answer = await this.#send(notification, url, this.#graphForm(notification));
    // Another deployment is to have the call (graph-calling, 3.3). Once: a circle would never end.
    if (isFirst && answer.status === 302 && answer.location !== undefined) {
      await this.#send(notification, answer.location, this.#graphForm(notification));
    }
  }

  #graphForm(notification: Notification): Json {
    const path = `/communications/calls/${this.#call.id}${notification.below}`;
    return {
      '@odata.type': '#microsoft.graph.commsNotifications',
      value: [
        {
          '@odata.type': '#microsoft.graph.commsNotification',
          changeType: notification.changeType,
          resourceUrl: notification.slashless ? path.slice(1) : path,
          resource: path.replace('/communications/', '/app/'),
          resourceData: notification.resourceData,
        },
      ],
    };
  }

  async #send(notification: Notification, url: string, body: Json): Promise<Partial<Delivered>> {
    const { clock, exchanges, signer, options, newId, log } = this.#call.platform;
    const request = {
      method: 'POST',
      url,
      headers: {
        authorization: `Bearer ${signer.token(this.#call.tenantId)}`,
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Microsoft-Skype/3.0,(Calling/1.0)',
        'scenario-id': this.#call.scenarioId,
        'x-microsoft-skype-chain-id': this.#call.chainId,
        'x-microsoft-skype-message-id': newId(),
      },
      body: new TextEncoder().encode(JSON.stringify(body)),
    } as const;
    const began = clock.now();
    const answer = await within(clock, times.deliveryMs, this.#deliver(options.deliver, request), 'late' as const);
    const trouble = troubleOf(answer);
    if (trouble) log.warn('simulator.delivery', { callId: this.#call.id, what: notification.title, trouble });
    exchanges.add(this.#call.id, {
      direction: 'toBot',
      title: notification.title,
      method: 'POST',
      path: url,
      request: body,
      durationMs: clock.now() - began,
      ...(typeof answer === 'object' ? { status: answer.status } : {}),
      ...(trouble === undefined ? {} : { trouble }),
    });
    return typeof answer === 'object' ? answer : {};
  }

  async #deliver(
    deliver: SimCall['platform']['options']['deliver'],
    request: Parameters<SimCall['platform']['options']['deliver']>[0],
  ): Promise<Delivered | 'unreachable'> {
    try {
      return await deliver(request);
    } catch {
      return 'unreachable';
    }
  }
}

/** 202 is what the official SDK answers; 204 is seen in use and taken (graph-calling, 2.1). */
function troubleOf(answer: Delivered | 'late' | 'unreachable'): string | undefined {
  if (answer === 'late') return `The bot did not answer within ${times.deliveryMs / 1000} s.`;
  if (answer === 'unreachable') return 'The bot could not be reached.';
  if (answer.status === 202 || answer.status === 204) return undefined;
  if (answer.status === 302 && answer.location !== undefined) return undefined;
  return `The bot answered ${answer.status} instead of 202.`;
}
