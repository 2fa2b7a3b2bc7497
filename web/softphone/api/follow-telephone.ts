import type { TelephoneEvent } from '../../../simulator/softphone-api.ts';
import { pauseFor } from './follow-call.ts';
import { parseJson, readEventStream, textOf } from './read-event-stream.ts';
import { apiRoot } from './softphone-client.ts';
import { telephoneEventSchema } from './softphone-schemas.ts';

export interface TelephoneOptions {
  /** Object id or number. */
  readonly telephone: string;
  /** Undefined: the simulator is away, and nobody knows what rings. */
  readonly onTelephone: (event: TelephoneEvent | undefined) => void;
  readonly signal: AbortSignal;
  /** For tests; the page leaves these out. */
  readonly fetch?: typeof fetch;
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

const pausesMs = [300, 1_000, 3_000, 5_000];

/** Has a telephone ring here as long as it is wanted: a telephone that nobody uses has no reason to give up. */
export async function followTelephone(options: TelephoneOptions): Promise<void> {
  const pause = options.pause ?? pauseFor;
  for (let failures = 0; !options.signal.aborted; failures += 1) {
    if (await followOnce(options)) failures = 0;
    if (options.signal.aborted) return;
    options.onTelephone(undefined);
    await pause(pausesMs[Math.min(failures, pausesMs.length - 1)] ?? 0, options.signal);
  }
}

/** @returns whether the stream was there. */
async function followOnce({ telephone, onTelephone, signal, fetch: ask = fetch }: TelephoneOptions): Promise<boolean> {
  let wasThere = false;
  try {
    const response = await ask(`${apiRoot}/telephones/${encodeURIComponent(telephone)}/events`, { cache: 'no-store', signal });
    if (!response.ok || response.body === null) return false;
    for await (const { event, data } of readEventStream(textOf(response.body))) {
      const told = event === 'telephone' ? telephoneEventSchema.safeParse(parseJson(data)) : undefined;
      if (told?.success !== true) continue;
      wasThere = true;
      onTelephone(told.data);
    }
  } catch {
    // The connection broke, or the page moves on: the signal tells them apart.
  }
  return wasThere;
}
