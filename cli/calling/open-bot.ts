import { Fault } from '../../src/core/call/fault.ts';
import { type Answer, type AskBot, askBot } from '../bot-api/ask-bot.ts';
import { isThisMachine, localUser, originIn, proofsIn } from '../bot-api/bot-address.ts';
import type { Terminal } from '../commands/command.ts';
import type { World } from './world.ts';

export const botHelp = `  --bot ADDRESS  the bot that is asked, for example https://ivr.contoso.example. Left out: TEAMS_IVR_TO, else the bot of
                 "npm start" on this machine, http://127.0.0.1:7071

A bot in Azure needs a proof: TEAMS_IVR_TOKEN, an access token of Microsoft Entra with the app role Calls.Place (for
looking only, Calls.Read), or TEAMS_IVR_KEY, a key of the Functions app. A bot on this machine asks for none.`;

const usualBot = 'http://127.0.0.1:7071';

interface Around {
  readonly terminal: Terminal;
  readonly world: World;
}

/** Opens the automation API of the bot that is meant, and says in words what keeps it from being opened or asked. */
export async function withBot(
  address: string | undefined,
  around: Around,
  work: (ask: AskBot) => Promise<number>,
): Promise<number> {
  const { terminal, world } = around;
  const named = address ?? (world.env.TEAMS_IVR_TO || usualBot);
  const origin = originIn(named);
  if (origin === undefined) {
    terminal.error(
      /^https?:/i.test(named)
        ? 'The address of a bot must be https, or http on this machine.'
        : 'Calls are asked of a bot that runs: name its address with --bot, for example --bot https://ivr.contoso.example.',
    );
    return 2;
  }
  const ask = askBot({ origin, actor: localUser(), ...proofsIn(world.env), doors: { token: '', key: 'key' } });
  try {
    return await work(patiently(ask, origin, around));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    terminal.error(error.message);
    return 1;
  }
}

/** How long a bot may be slow, or away after it has been there. */
const patienceMs = 120_000;
const lookAgainMs = 2_000;

/**
 * Waits where the bot says that it is too much at once or that something is not available now, and while a bot that has
 * answered before is away. Asking again is safe: whatever must not happen twice goes under a key.
 */
function patiently(ask: AskBot, origin: string, { terminal, world: { clock } }: Around): AskBot {
  let wasThere = false;
  return async (method, path, asked) => {
    const giveUpAt = clock.now() + patienceMs;
    for (;;) {
      const answer = await ask(method, path, asked).catch((error: unknown): undefined => {
        if (!wasThere) throw new Fault('STORE_UNAVAILABLE', nobodyThere(origin), { retryable: true, cause: error });
        if (clock.now() + lookAgainMs > giveUpAt) throw error;
      });
      wasThere ||= answer !== undefined;
      const waitMs = answer === undefined ? lookAgainMs : waitIn(answer);
      if (answer !== undefined && (waitMs === undefined || clock.now() + waitMs > giveUpAt)) return answer;
      terminal.error(`${whyIn(answer)} Going on in ${(waitMs ?? lookAgainMs) / 1_000} s.`);
      await clock.sleep(waitMs ?? lookAgainMs);
    }
  };
}

function waitIn({ status, headers }: Answer): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return (status === 429 || status === 503) && seconds >= 0 ? Math.max(1, seconds) * 1_000 : undefined;
}

function whyIn(answer: Answer | undefined): string {
  if (answer === undefined) return 'The bot does not answer at this moment.';
  return answer.status === 429 ? 'That is too many at once for the bot.' : 'The bot cannot do it at this moment.';
}

function nobodyThere(origin: string): string {
  return isThisMachine(new URL(origin))
    ? `No bot answers at ${origin}. Start it with "npm start", or name another one with --bot.`
    : `No bot answers at ${origin}. Is the address right? "teams-ivr doctor" looks at a set-up from the outside.`;
}
