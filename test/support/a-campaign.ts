import type { RehearsalOptions } from '../../cli/rehearsal.ts';
import { aFolder } from './a-folder.ts';
import { answeredBy, aRehearsal, flowOf, type Line } from './a-line.ts';
import { type Answer, askAutomation } from './an-automation-api.ts';

export const minute = 60_000;
export const hour = 60 * minute;
/** A Monday, nine o'clock in London. */
export const nine = Date.UTC(2027, 0, 4, 9, 0);

const flow = {
  start: 'recall',
  vars: { shop: { type: 'string' }, part: { type: 'string' } },
  steps: {
    recall: {
      type: 'menu',
      prompt: `This is \${vars.shop}. Please bring back your \${vars.part}. Press 1, or 9 to hear no more of us.`,
      options: { '1': 'confirmed', '9': 'never' },
      on: { maxAttempts: 'unheard' },
    },
    confirmed: { type: 'hangup', prompt: 'Thank you.', outcome: 'confirmed' },
    never: { type: 'tag', outcome: 'doNotCall', next: 'sorry' },
    sorry: { type: 'hangup', prompt: 'We will not call again.', outcome: 'leftAlone' },
    unheard: { type: 'hangup', outcome: 'unheard' },
  },
};

export interface CampaignRehearsal extends Line {
  /** One request to the automation API, from this machine. */
  ask(method: string, path: string, body?: unknown, more?: { readonly [name: string]: string }): Promise<Answer>;
  /** Begins a campaign and gives its id. */
  begin(people: readonly object[], more?: object): Promise<string>;
  /** By reference: outcome, or state, and the number of attempts. */
  resultsOf(id: string): Promise<{ readonly [reference: string]: string }>;
  /** How many calls Graph has been asked for. */
  callsCreated(): number;
}

export const london = (n: number): string => `+44163296${String(1_000 + n).slice(-4)}`;

export const campaignWish = {
  name: 'Recall',
  line: 'desk',
  variables: { shop: 'Contoso' },
  timeZone: 'Europe/London',
  window: { week: { 'mon-fri': '09:00-17:00' } },
  retries: { attempts: 2, afterMinutes: 30 },
};

export const aPerson = (phone: string, reference: string, more: object = {}) => ({
  to: { phone },
  reference,
  variables: { part: 'kettle' },
  ...more,
});

/** A bot, closed after the test, with a flow that asks for something back, and with two lines: `desk` may call telephones, `bot` may not. */
export async function aCampaignBot(options: Partial<RehearsalOptions> = {}): Promise<CampaignRehearsal> {
  const flowsDir = aFolder({
    'recall/flow.jsonc': flowOf(flow),
    'lines.jsonc': { lines: { desk: answeredBy('recall'), bot: { flow: 'recall' } }, default: 'desk' },
  });
  const line = await aRehearsal({ flowsDir, startAt: nine, ...options });
  const ask: CampaignRehearsal['ask'] = (...asked) => askAutomation(line.bot, ...asked);
  return {
    ...line,
    ask,
    begin: async (people, more = {}) => {
      const { status, text, body } = await ask('POST', 'campaigns', { ...campaignWish, ...more, people });
      if (status !== 201) throw new Error(`The campaign did not begin: ${status} ${text}`);
      return String(body.id);
    },
    resultsOf: async (id) => {
      const { body } = await ask('GET', `campaigns/${id}/results`);
      const shown = (one: { reference: string; state: string; outcome?: string; attempts: object[] }) => [
        one.reference,
        `${one.outcome ?? one.state} ${one.attempts.length}`,
      ];
      return Object.fromEntries(body.results.map(shown));
    },
    callsCreated: () => line.timesAsked('create call'),
  };
}
