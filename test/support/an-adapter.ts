import type { ToyBot } from '../../simulator/testing/toy-bot.ts';
import type { GraphConnection } from '../../src/adapters/graph/graph-connection.ts';
import type { HttpRequestOut } from '../../src/ports/http-client.ts';
import { silentLog } from '../../src/ports/log.ts';

/** A request of ours, and what the simulated Graph said to it. */
export interface Exchange {
  readonly request: HttpRequestOut;
  readonly status: number;
  /** Undefined when there is none. */
  readonly answer: unknown;
}

/** The bot's own adapter is connected with the simulated Graph of a toy bot; `watch` sees everything that goes over the line. */
export function connectionOf(bot: ToyBot, watch: (exchange: Exchange) => void = () => {}): GraphConnection {
  return {
    http: {
      send: async (request) => {
        const { status, headers, body } = await bot.graph.handle(request);
        const text = new TextDecoder().decode(body);
        watch({ request, status, answer: text === '' ? undefined : JSON.parse(text) });
        return { kind: 'answered', status, headers, body };
      },
      close: async () => {},
    },
    graphBaseUrl: 'https://graph.simulator.invalid/v1.0',
    appId: 'c0ffee00-1111-4222-8333-444455556666',
    callbackUri: 'https://bot.example.net/api/calls',
    tokens: { forTenant: async () => bot.token(), refresh: async () => bot.token() },
    prompts: {
      playable: async () => ({ uri: 'https://bot.example.net/media/x.wav', resourceId: 'x' }),
      wav: async () => undefined,
    },
    clock: bot.clock,
    log: silentLog,
    voicemailShape: 'endpointType',
  };
}
