import type { Bot } from '../../src/compose.ts';
import type { IncomingRequest } from '../../src/edge/http-types.ts';
import { describedAutomation, isAsDescribed } from './described-api.ts';

export interface Answer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly text: string;
  /** Undefined when it is no JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever the API says; tests look at it by comparing.
  readonly body: any;
}

/**
 * One request to the automation API of a bot, from this machine. `path` is what stands below `/api/`. The answer is held
 * against the API's description.
 */
export function askAutomation(
  bot: Pick<Bot, 'automation'>,
  method: string,
  path: string,
  body?: unknown,
  more: { readonly [name: string]: string } = {},
): Promise<Answer> {
  const headers = { host: '127.0.0.1:7071', 'content-type': 'application/json', ...more };
  return sendToAutomation(bot, method, `http://127.0.0.1:7071/api/${path}`, headers, body);
}

/** The same from anywhere. */
export async function sendToAutomation(
  bot: Pick<Bot, 'automation'>,
  method: string,
  url: string,
  headers: { readonly [name: string]: string },
  body?: unknown,
): Promise<Answer> {
  const request: IncomingRequest = {
    method,
    url,
    headers: new Headers(headers),
    params: {},
    body: body === undefined ? null : new Blob([JSON.stringify(body)]).stream(),
  };
  const { pathname, search } = new URL(url);
  const isByKey = pathname.startsWith('/api/key/');
  const reply = await bot.automation(request, isByKey ? 'key' : 'token');
  const text = typeof reply.body === 'string' ? reply.body : '';
  const replied = new Headers(reply.headers);
  const path = `${pathname.replace(isByKey ? '/api/key/' : '/api/', '')}${search}`;
  if (path !== 'automation/openapi.json') {
    const header = (name: string): string | undefined => replied.get(name) ?? undefined;
    isAsDescribed(describedAutomation(), { method, path, headers, sent: body, status: reply.status, header, text });
  }
  return {
    status: reply.status,
    headers: reply.headers ?? {},
    text,
    body: text.startsWith('{') ? JSON.parse(text) : undefined,
  };
}
