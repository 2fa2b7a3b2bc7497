import type { HttpRequest, InvocationContext } from '@azure/functions';
import type { Reply } from './http-types.ts';

/**
 * One function of the app, as a value. The Functions host and the local host serve the same table of them, so what was
 * tried on a laptop is what runs in the cloud.
 */
export type Trigger = HttpTrigger | TimerTrigger;

export interface HttpTrigger {
  readonly kind: 'http';
  readonly name: string;
  readonly methods: readonly ('GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE')[];
  /** A template without leading slash: `media/{file}`. */
  readonly route: string;
  /** Always anonymous: who asks is settled by tokens, not by keys in addresses. */
  readonly authLevel: 'anonymous';
  readonly handler: (request: HttpRequest, context: InvocationContext) => Promise<Reply>;
}

export interface TimerTrigger {
  readonly kind: 'timer';
  readonly name: string;
  /** NCRONTAB in UTC: second, minute, hour, day, month, day of week. */
  readonly schedule: string;
  readonly handler: (timer: unknown, context: InvocationContext) => Promise<void>;
}
