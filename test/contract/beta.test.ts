import { adaId, tenantId, toyBot } from '../../simulator/testing/toy-bot.ts';
import { graphCallControl } from '../../src/adapters/graph/graph-call-control.ts';
import { clientContext, readCallId } from '../../src/core/call/ids.ts';
import { connectionOf, type Exchange } from '../support/an-adapter.ts';
import { contractIsHere, readContract, sayThatItIsAbsent } from './contract-folder.ts';

// The one operation of the beta that we use. Its description is the beta's own metadata (CSDL), not the OpenAPI file.

const bobId = '99999999-8888-4777-8666-555555555555';

/** What the metadata declares: names and types of an element's children. */
function declared(metadata: string, element: 'Action' | 'EntityType', name: string, child: string): Map<string, string> {
  const start = metadata.indexOf(`<${element} Name="${name}"`);
  const text = metadata.slice(start, metadata.indexOf(`</${element}>`, start));
  const found = text.matchAll(new RegExp(`<${child} Name="([^"]+)" Type="([^"]+)"`, 'g'));
  return new Map([...found].map((match) => [match[1] ?? '', match[2] ?? '']));
}

const isOf: { readonly [type: string]: (value: unknown) => boolean } = {
  'Edm.String': (value) => typeof value === 'string',
  'Collection(Edm.String)': (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
  'graph.operationStatus': (value) => /^(notStarted|running|completed|failed)$/i.test(String(value)),
  'graph.resultInfo': (value) => typeof value === 'object',
};

/** Members that are not declared, or are not of their type. OData's own begin with `@`. */
function strangers(value: unknown, members: ReadonlyMap<string, string>): readonly string[] {
  return Object.entries(value ?? {}).flatMap(([name, one]) => {
    const type = members.get(name);
    const fits = type !== undefined && (one === null || (isOf[type]?.(one) ?? false));
    return name.startsWith('@') || fits ? [] : [name];
  });
}

async function mutesEverybody(): Promise<Exchange> {
  const bot = toyBot();
  const exchanges: Exchange[] = [];
  const people = [bot.callee(adaId), bot.callee(bobId)];
  await bot.create({ targets: [adaId, bobId].map((id) => ({ identity: { user: { id } } })) });
  for (const person of people) await person.accepts();
  await bot.clock.advance(100);
  const id = readCallId(bot.callId);
  if (id === undefined) throw new Error('The call has no id.');
  const control = graphCallControl(connectionOf(bot, (exchange) => exchanges.push(exchange)));
  const command = { number: 2, kind: 'muteEverybody', context: clientContext(1, 2) } as const;
  expect(await control.perform({ id, tenantId }, command, bot.clock.now() + 2_000)).toMatchObject({ kind: 'accepted' });
  const [exchange] = exchanges;
  if (exchange === undefined || exchanges.length !== 1) throw new Error(`${exchanges.length} requests were sent.`);
  return exchange;
}

if (contractIsHere) {
  const metadata = readContract('csdl-beta-2021-07-calls.xml');
  const parameters = declared(metadata, 'Action', 'muteAll', 'Parameter');
  const members = new Map([
    ['id', 'Edm.String'], // Of graph.entity, from which everything descends.
    ...declared(metadata, 'EntityType', 'commsOperation', 'Property'),
    ...declared(metadata, 'EntityType', 'muteParticipantsOperation', 'Property'),
  ]);

  test('muting everybody: request and answer are as the metadata of the beta declares them', async () => {
    expect(parameters.get('bindingParameter')).toBe('Collection(graph.participant)'); // Bound to `/participants`.
    const { request, status, answer } = await mutesEverybody();
    expect(new URL(request.url).pathname).toMatch(/^\/beta\/communications\/calls\/[^/]+\/participants\/muteAll$/);
    expect(strangers(JSON.parse(request.body ?? ''), parameters)).toEqual([]);
    expect(status).toBe(200);
    expect(answer).toMatchObject({ '@odata.type': '#microsoft.graph.muteParticipantsOperation', status: 'completed' });
    expect(strangers(answer, members)).toEqual([]);
  });

  test('and what is not declared is noticed', () => {
    expect(strangers({ participants: 'ada', clientContext: 7, loud: true, '@odata.type': 'x' }, parameters)).toEqual([
      'participants',
      'clientContext',
      'loud',
    ]);
  });
} else {
  sayThatItIsAbsent('muting everybody against the metadata of the beta');
}
