import type { Bot } from '../../src/compose.ts';
import type { IncomingRequest } from '../../src/edge/http-types.ts';

export interface Answer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  // biome-ignore lint/suspicious/noExplicitAny: whatever the API says; tests look at it by comparing.
  readonly body: any;
}

/** One request to the automation API of a bot, from this machine. `path` is what stands below `/api/`. */
export async function askAutomation(
  bot: Pick<Bot, 'automation'>,
  method: string,
  path: string,
  body?: unknown,
  more: { readonly [name: string]: string } = {},
): Promise<Answer> {
  const headers = new Headers({ host: '127.0.0.1:7071', 'content-type': 'application/json', ...more });
  const request: IncomingRequest = {
    method,
    url: `http://127.0.0.1:7071/api/${path}`,
    headers,
    params: {},
    body: body === undefined ? null : new Blob([JSON.stringify(body)]).stream(),
  };
  const reply = await bot.automation(request, 'token');
  const text = typeof reply.body === 'string' ? reply.body : '';
  return { status: reply.status, headers: reply.headers ?? {}, body: text === '' ? undefined : JSON.parse(text) };
}
