import { randomUUID } from 'node:crypto';
import { explainCode } from '../../../src/core/call/explain/explain.ts';
import { readGraphError } from '../../../src/wire/graph-error.ts';
import type { Check } from '../check.ts';
import { asVerdict } from '../said-by-graph.ts';
import { checkTimeoutMs } from '../setup.ts';
import { whyNoAnswer } from '../why-no-answer.ts';

const callNotFound = '8522';

/** Asks Graph for a call that nobody has: "not found" means that the bot is known and allowed to ask. */
export const graph: Check = {
  id: 'graph',
  title: 'Microsoft Graph',
  needs: ['settings', 'token'],
  run: async (setup) => {
    const settings = setup.settings();
    const reading = await setup.token();
    if (reading.kind === 'none') return { kind: 'skipped', says: 'There is no token to ask with.' };
    const result = await setup.http.send({
      method: 'GET',
      url: `${settings.graphBaseUrl}/communications/calls/${randomUUID()}`,
      headers: { authorization: `Bearer ${reading.token}`, accept: 'application/json' },
      timeoutMs: checkTimeoutMs,
    });
    if (result.kind !== 'answered') {
      return {
        kind: 'bad',
        says: `${new URL(settings.graphBaseUrl).host} did not answer: ${whyNoAnswer(result)}.`,
        fix: { words: 'Let this machine reach it by https: look at GRAPH_BASE_URL, the firewall and the proxy.' },
      };
    }
    const code = readGraphError(result.body)?.code;
    if (code === callNotFound || (result.status === 404 && (code === undefined || !/^75\d\d$/.test(code)))) {
      return { kind: 'good', says: 'Knows the bot: a call that does not exist is "not found", as it should be.' };
    }
    // `UnknownError` says less than the status it comes with.
    const said = code === undefined || code === 'UnknownError' ? `http${result.status}` : code;
    return asVerdict(explainCode(said), settings);
  },
};
