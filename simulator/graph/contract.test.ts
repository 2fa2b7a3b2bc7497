import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { adaId, answerBody, connected, frontDeskId, prompt, type ToyBot, toyBot } from '../testing/toy-bot.ts';

/** The documented contract lies beside the repository and is no part of it. */
const contractFile = join(__dirname, '../../../shared/reference/graph-contract/openapi-communications-calls.json');

type Violations = (schema: string, value: unknown) => readonly unknown[];
function contract(): Violations | undefined {
  if (!existsSync(contractFile)) return undefined;
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema({ $id: 'contract', ...(JSON.parse(readFileSync(contractFile, 'utf8')) as object) });
  return (schema, value) => {
    const validate = ajv.getSchema(`contract#/components/schemas/${schema}`);
    if (!validate) return [`There is no schema ${schema}.`];
    return validate(value) ? [] : [{ schema, value, errors: validate.errors }];
  };
}

const violations = contract();
if (!violations) {
  test('the documented contract is not beside this repository, so nothing is compared with it', () => {
    console.warn(`Not compared with Graph's contract: ${contractFile} is absent.`);
    expect(existsSync(contractFile)).toBe(false);
  });
} else {
  const toldWrongly = (bot: ToyBot): readonly unknown[] =>
    bot.told.flatMap(({ body, data }) => [
      ...violations('microsoft.graph.commsNotifications', body),
      ...violations(String(data['@odata.type']).slice(1), data),
    ]);

  test('what the simulator sends and answers in a whole call is as documented', async () => {
    const bot = toyBot({ destinations: { [adaId]: 'answers' } });
    const caller = await connected(bot, 'phone');
    const hello = { prompts: [prompt(bot, 'hello', 500)] };
    const wrong: unknown[] = [];
    const check = async (schema: string, action: string, body?: unknown, method = 'POST'): Promise<void> => {
      wrong.push(...violations(`microsoft.graph.${schema}`, (await bot.act(action, body, { method })).body));
    };
    await check('playPromptOperation', 'playPrompt', hello);
    await check('recordOperation', 'recordResponse', {});
    await check('subscribeToToneOperation', 'subscribeToTone', {});
    await check('call', '', undefined, 'GET');
    await caller.hearsBeep();
    await caller.speaks(1_000);
    await caller.presses('1');
    await bot.clock.advance(20_000);
    await bot.act('playPrompt', hello);
    await check('cancelMediaProcessingOperation', 'cancelMediaProcessing', {});
    wrong.push(...violations('odata.error', (await bot.act('playPrompt', {})).body));
    await bot.act('transfer', { transferTarget: { identity: { user: { id: adaId } } } });
    await bot.clock.advance(20_000);
    expect([...wrong, ...toldWrongly(bot)]).toEqual([]);
    expect(bot.told.at(-1)?.data.state).toBe('terminated');
  });

  test.each(['reject', 'unanswered', 'withheld', 'hang up'])(
    'what the simulator sends in a call that ends by %s is as documented',
    async (how) => {
      const bot = toyBot();
      const from = how === 'withheld' ? ({ kind: 'withheld' } as const) : ({ kind: 'user', id: adaId } as const);
      await bot.caller().dial({ from, to: frontDeskId });
      if (how === 'reject') await bot.act('reject', {});
      if (how === 'hang up') await bot.act('answer', answerBody);
      await bot.clock.advance(how === 'hang up' ? 2_000 : 20_000);
      await bot.act('', undefined, { method: 'DELETE' });
      await bot.clock.advance(1_000);
      expect(bot.told.length).toBeGreaterThan(1);
      expect(toldWrongly(bot)).toEqual([]);
    },
  );
}
