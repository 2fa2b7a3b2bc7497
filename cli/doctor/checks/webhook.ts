import type { Check, Verdict } from '../check.ts';
import { checkTimeoutMs } from '../setup.ts';
import { whyNoAnswer } from '../why-no-answer.ts';
import { explainStatus } from './health.ts';

/** Knocks at the webhook as a stranger, who must be turned away by the bot itself. */
export const webhook: Check = {
  id: 'webhook',
  title: 'Webhook',
  needs: ['settings', 'health'],
  run: async (setup) => {
    const url = `${setup.settings().baseUrl}/api/calls`;
    const headers = { 'content-type': 'application/json' };
    const result = await setup.http.send({ method: 'POST', url, headers, body: '{}', timeoutMs: checkTimeoutMs });
    if (result.kind === 'answered') return judgeWebhook(url, result.status, result.headers['www-authenticate']);
    return {
      kind: 'bad',
      says: `No answer from ${url}: ${whyNoAnswer(result)}.`,
      fix: { words: 'Start the bot, and let https in from the internet.', commands: [`curl -i -X POST ${url}`] },
    };
  },
};

export function judgeWebhook(url: string, status: number, challenge: string | undefined): Verdict {
  if (status === 401 && challenge?.startsWith('Bearer') === true) {
    return { kind: 'good', says: 'Reachable, and a stranger without a token is turned away.' };
  }
  if (status >= 200 && status < 300) {
    return {
      kind: 'bad',
      says: `${url} takes notifications from strangers.`,
      why: 'What answers there does not check who is sending; it is not this bot.',
      fix: { words: 'Let BOT_BASE_URL lead to the bot itself.', commands: [`curl -i -X POST ${url}`] },
    };
  }
  return {
    kind: 'bad',
    says: `${url} answers with status ${status}, and should turn a stranger away with 401.`,
    why: explainStatus(status),
    fix: {
      words: 'Let BOT_BASE_URL lead to the bot itself, with nothing in front of /api/calls.',
      commands: [`curl -i -X POST ${url}`],
    },
  };
}
