import type { IncomingMessage } from 'node:http';

const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Why a request does not come from the softphone's own page, or from a tool on this machine; undefined when it does.
 * A page elsewhere can reach a loopback port through a name of its own (DNS rebinding) or by posting across sites:
 * the first shows in `Host`, the second in `Origin` and `Sec-Fetch-Site`.
 */
export function refuseStrangers(request: IncomingMessage): string | undefined {
  const host = request.headers.host ?? '';
  if (!URL.canParse(`http://${host}`) || !loopbackNames.has(new URL(`http://${host}`).hostname)) {
    return 'The softphone answers on a loopback address only.';
  }
  const { origin } = request.headers;
  if (origin !== undefined && origin !== `http://${host}`) return 'The softphone answers its own page only.';
  const site = request.headers['sec-fetch-site'];
  const isNavigation = request.method === 'GET' && request.headers['sec-fetch-mode'] === 'navigate';
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isNavigation) {
    return 'The softphone answers its own page only.';
  }
  return undefined;
}
