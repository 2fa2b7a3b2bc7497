import { z } from 'zod';
import type { Address } from '../softphone-api.ts';

export type Asked = { readonly kind: 'asked' } | { readonly kind: 'refused'; readonly why: string };

const deadlineMs = 8_000;
const problemJson = z.object({ title: z.string(), detail: z.string().optional() });

/** Asks the bot's automation API to call somebody in the name of a line; what comes of it rings. Never rejects. */
export async function askBotToCall(botCallsUrl: string, to: Address, line: string): Promise<Asked> {
  const body = { to: to.kind === 'user' ? { user: to.id } : { phone: to.number }, line };
  try {
    const response = await fetch(new URL('/api/outbound-calls', botCallsUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(deadlineMs),
    });
    const said: unknown = await response.json().catch(() => undefined);
    if (response.ok) return { kind: 'asked' };
    const problem = problemJson.safeParse(said);
    if (!problem.success) return { kind: 'refused', why: `The bot answered with ${response.status}.` };
    const { title, detail } = problem.data;
    return { kind: 'refused', why: detail === undefined ? title : `${title} ${detail}` };
  } catch {
    return { kind: 'refused', why: 'The bot does not answer. See whether it runs.' };
  }
}
