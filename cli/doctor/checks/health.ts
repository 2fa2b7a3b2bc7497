import { z } from 'zod';
import type { Check, Verdict } from '../check.ts';
import { checkTimeoutMs } from '../setup.ts';
import { whyNoAnswer } from '../why-no-answer.ts';

const healthBody = z.object({ status: z.string(), checks: z.record(z.string(), z.string()).default({}) });

/** Whether a bot of ours answers at BOT_BASE_URL, and how it feels. */
export const health: Check = {
  id: 'health',
  title: 'Bot',
  needs: ['settings'],
  run: async (setup) => {
    const { baseUrl } = setup.settings();
    const url = `${baseUrl}/api/health`;
    const result = await setup.http.send({ method: 'GET', url, headers: {}, timeoutMs: checkTimeoutMs });
    if (result.kind === 'answered') return judgeHealth(url, result.status, new TextDecoder().decode(result.body));
    return {
      kind: 'bad',
      says: `No answer from ${url}: ${whyNoAnswer(result)}.`,
      fix: {
        words: 'Start the bot (npm run bot, or deploy it with azd up), and let https in from the internet.',
        commands: [`curl -i ${url}`],
      },
    };
  },
};

export function judgeHealth(url: string, status: number, text: string): Verdict {
  const body = healthBody.safeParse(parseJson(text));
  if (body.success && status === 200) return { kind: 'good', says: 'It answers, and all is well with it.' };
  if (body.success) {
    const failing = Object.entries(body.data.checks).flatMap(([name, result]) => (result === 'ok' ? [] : [name]));
    return {
      kind: 'bad',
      says: `It answers, and says that something fails: ${failing.join(', ') || 'not said what'}.`,
      fix: {
        words: 'Look into its log (Azure portal: Function app, Log stream); "store" and "flows" are checked above from here.',
      },
    };
  }
  return {
    kind: 'bad',
    says: `Something else than the bot answers at ${url} (status ${status}).`,
    why: explainStatus(status),
    fix: {
      words:
        'Let BOT_BASE_URL lead to the bot itself: no login page, no address filter and no rewriting in front of /api/calls and /media.',
      commands: [`curl -i ${url}`],
    },
  };
}

export function explainStatus(status: number): string {
  if (status === 401 || status === 403)
    return 'A login or an address filter stands in front of the bot; Microsoft cannot pass it.';
  if (status >= 300 && status < 400) return 'The address leads on to another one; Microsoft may not follow.';
  if (status === 404) return 'Another app is there, or the functions of the bot were not loaded.';
  if (status >= 500) return 'The app is there and does not start, or the gateway in front of it finds it not.';
  return 'The answer is not that of the bot.';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
