import type { HttpRequest, InvocationContext } from '@azure/functions';
import type { Reply } from './http-types.ts';

/**
 * One function of the app, as a value. The Functions host and the local host serve the same table of them, so what was
 * tried on a laptop is what runs in the cloud.
 */
export type Trigger = HttpTrigger | TimerTrigger | QueueTrigger;

export interface HttpTrigger {
  readonly kind: 'http';
  readonly name: string;
  readonly methods: readonly ('GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE')[];
  /** A template without leading slash: `media/{file}`, `api/admin/{*path}`. */
  readonly route: string;
  /**
   * `anonymous`: who asks is settled by tokens. `function`: the Functions host asks for a key of the app first; the local
   * host has no keys, so it does not serve such a door at all.
   */
  readonly authLevel: 'anonymous' | 'function';
  readonly handler: (request: HttpRequest, context: InvocationContext) => Promise<Reply>;
}

export interface TimerTrigger {
  readonly kind: 'timer';
  readonly name: string;
  /** NCRONTAB in UTC: second, minute, hour, day, month, day of week. */
  readonly schedule: string;
  readonly handler: (timer: unknown, context: InvocationContext) => Promise<void>;
}

/**
 * Slow work that the Functions host takes from a storage queue. Returning removes the message, throwing puts it back for
 * `visibilityTimeout` of host.json; after `maxDequeueCount` tries the host moves it to the poison queue. The local host
 * has no such queue: there a timer does the work.
 */
export interface QueueTrigger {
  readonly kind: 'queue';
  readonly name: string;
  readonly queueName: string;
  /** The setting, or the prefix of the settings, with which the host reaches the storage account. */
  readonly connection: 'AzureWebJobsStorage';
  /** The message as the host read it: JSON becomes what it says, be it a number, and anything else stays text. */
  readonly handler: (message: unknown, context: InvocationContext) => Promise<void>;
}
