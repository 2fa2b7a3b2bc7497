import { keySet } from '../../../src/adapters/identity/key-set.ts';
import { silentLog } from '../../../src/ports/log.ts';
import type { Check } from '../check.ts';
import { checkTimeoutMs } from '../setup.ts';
import { whyNoAnswer } from '../why-no-answer.ts';

/** Whether the keys can be had with which Microsoft signs its notifications. */
export const keys: Check = {
  id: 'keys',
  title: 'Signing keys',
  needs: ['settings'],
  run: async (setup) => {
    const { http, clock } = setup;
    const { openIdConfigurationUrl: url } = setup.settings();
    const fix = {
      words: 'Let this machine reach it by https; for the public cloud leave NOTIFICATION_OPENID_CONFIGURATION out.',
      commands: [`curl -i ${url}`],
    };
    const why = 'Without the keys the bot cannot tell Microsoft from strangers, and takes no call.';
    const result = await http.send({ method: 'GET', url, headers: {}, timeoutMs: checkTimeoutMs });
    if (result.kind !== 'answered') return { kind: 'bad', says: `${url} did not answer: ${whyNoAnswer(result)}.`, why, fix };
    if (result.status !== 200) return { kind: 'bad', says: `${url} answered with status ${result.status}.`, why, fix };
    // The bot's own reader: what it understands is what counts.
    const found = await keySet({ openIdConfiguration: url, http, clock, log: silentLog }).find('doctor');
    if (found.kind !== 'undecided') return { kind: 'good', says: `Readable from ${new URL(url).host}.` };
    return { kind: 'bad', says: `${url} answered, but leads to no set of RSA keys over https.`, why, fix };
  },
};
