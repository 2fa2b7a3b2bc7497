import { within } from '../../clock/sim-clock.ts';
import type { SimCall } from '../call/sim-call.ts';
import { times } from '../graph-options.ts';
import type { Json } from '../messages.ts';

export interface Notification {
  /** In words, for the traffic list. */
  readonly title: string;
  readonly changeType: 'created' | 'updated' | 'deleted';
  /** Below the call: empty, or `/operations/{id}`. */
  readonly below: string;
  readonly resourceData: Json;
}

/** Sends the notifications of one call, one after another: the next goes when the bot has answered or taken too long. */
export class NotificationQueue {
  readonly #call: SimCall;
  readonly #waiting: { readonly notification: Notification; readonly url: string }[] = [];
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
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) await this.#send(next.notification, next.url);
    this.#sending = false;
  }

  async #send(notification: Notification, url: string): Promise<void> {
    const { clock, exchanges, signer, options, newId, log } = this.#call.platform;
    const path = `/communications/calls/${this.#call.id}${notification.below}`;
    const body = {
      '@odata.type': '#microsoft.graph.commsNotifications',
      value: [
        {
          '@odata.type': '#microsoft.graph.commsNotification',
          changeType: notification.changeType,
          resourceUrl: path,
          resource: path.replace('/communications/', '/app/'),
          resourceData: notification.resourceData,
        },
      ],
    };
    const request = {
      method: 'POST',
      url,
      headers: {
        authorization: `Bearer ${signer.token()}`,
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
      ...(typeof answer === 'number' ? { status: answer } : {}),
      ...(trouble === undefined ? {} : { trouble }),
    });
  }

  async #deliver(
    deliver: SimCall['platform']['options']['deliver'],
    request: Parameters<SimCall['platform']['options']['deliver']>[0],
  ): Promise<number | 'unreachable'> {
    try {
      return (await deliver(request)).status;
    } catch {
      return 'unreachable';
    }
  }
}

/** 202 is what the official SDK answers; 204 is seen in use and taken (graph-calling, 2.1). */
function troubleOf(answer: number | 'late' | 'unreachable'): string | undefined {
  if (answer === 202 || answer === 204) return undefined;
  if (answer === 'late') return `The bot did not answer within ${times.deliveryMs / 1000} s.`;
  if (answer === 'unreachable') return 'The bot could not be reached.';
  return `The bot answered ${answer} instead of 202.`;
}
