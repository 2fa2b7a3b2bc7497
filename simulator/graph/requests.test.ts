import { createPublicKey, verify } from 'node:crypto';
import { adaId, answerBody, appId, connected, frontDeskId, prompt, promptOf, tenantId, toyBot } from '../testing/toy-bot.ts';
import { bodyText } from './messages.ts';

const errorShape = {
  error: {
    code: expect.any(String),
    message: expect.any(String),
    innerError: { date: expect.any(String), 'request-id': expect.any(String) },
  },
};
const someone = { identity: { user: { id: adaId } } };
const uri = 'https://bot.simulator.invalid/media/x.wav';
const many = <One>(count: number, one: One): One[] => Array.from({ length: count }, () => one);

const beforeAnswer: readonly [string, string, unknown][] = [
  ['an answer without callbackUri', 'answer', { ...answerBody, callbackUri: undefined }],
  ['an answer with a plain http callbackUri', 'answer', { ...answerBody, callbackUri: 'http://bot.example.net/api/calls' }],
  ['an answer without mediaConfig', 'answer', { ...answerBody, mediaConfig: undefined }],
  ['an answer whose mediaConfig does not say its type', 'answer', { ...answerBody, mediaConfig: {} }],
  ['an answer without modalities', 'answer', { ...answerBody, acceptedModalities: undefined }],
  ['an answer with a modality that does not exist', 'answer', { ...answerBody, acceptedModalities: ['audio', 'smell'] }],
  ['an answer with a parameter that does not exist', 'answer', { ...answerBody, loop: true }],
  ['a reject with an unknown reason', 'reject', { reason: 'tired' }],
  ['a redirect to nobody', 'redirect', { targets: [] }],
  ['a redirect to 26 people', 'redirect', { targets: many(26, someone) }],
  ['a redirect that rings 14 seconds', 'redirect', { targets: [someone], timeout: 14 }],
  ['a redirect that rings 91 seconds', 'redirect', { targets: [someone], timeout: 91 }],
  ['a redirect to a name instead of an object id', 'redirect', { targets: [{ identity: { user: { id: 'ada' } } }] }],
  [
    'a redirect to a user and an application at once',
    'redirect',
    { targets: [{ identity: { user: { id: adaId }, application: { id: appId } } }] },
  ],
  [
    'a redirect to the voicemail of a telephone',
    'redirect',
    { targets: [{ identity: { phone: { id: '+441632960111' } }, endpointType: 'voicemail' }] },
  ],
];

test.each(beforeAnswer)('%s is refused in the shape of Graph', async (_name, action, body) => {
  const bot = toyBot();
  await bot.caller().dial({ from: { kind: 'user', id: adaId }, to: 'bot' });
  const answer = await bot.act(action, body);
  expect(answer).toMatchObject({ status: 400, body: errorShape });
  expect(await bot.act('answer', answerBody)).toMatchObject({ status: 202 }); // It changed nothing.
});

const inCall: readonly [string, string, unknown][] = [
  ['no prompts', 'playPrompt', { prompts: [] }],
  ['21 prompts', 'playPrompt', { prompts: many(21, promptOf(uri)) }],
  ['a prompt that does not say its type', 'playPrompt', { prompts: [{ mediaInfo: { uri } }] }],
  ['a prompt without an address', 'playPrompt', { prompts: [{ '@odata.type': '#microsoft.graph.mediaPrompt', mediaInfo: {} }] }],
  ['a prompt on a private http address', 'playPrompt', { prompts: [promptOf('http://10.0.0.4/x.wav')] }],
  ['a clientContext of 257 characters', 'playPrompt', { prompts: [promptOf(uri)], clientContext: 'x'.repeat(257) }],
  ['a clientContext that is a number', 'subscribeToTone', { clientContext: 7 }],
  ['a recording of 121 s', 'recordResponse', { maxRecordDurationInSeconds: 121 }],
  ['a recording of 0 s', 'recordResponse', { maxRecordDurationInSeconds: 0 }],
  ['a silence of half a second', 'recordResponse', { maxSilenceTimeoutInSeconds: 0.5 }],
  ['two prompts before a recording', 'recordResponse', { prompts: many(2, promptOf(uri)) }],
  ['a stop tone spelled as in notifications', 'recordResponse', { stopTones: ['pound'] }],
  ['a transfer to nobody', 'transfer', {}],
  ['a transfer to a number that is not E.164', 'transfer', { transferTarget: { identity: { phone: { id: '01632960111' } } } }],
  ['a keepAlive with a body', 'keepAlive', { clientContext: 'x' }],
];
test.each(inCall)('%s is refused in the shape of Graph', async (_name, action, body) => {
  const bot = toyBot();
  await connected(bot);
  expect(await bot.act(action, body)).toMatchObject({ status: 400, body: errorShape });
});

test('what is documented is taken, at its limits and with null for the default', async () => {
  const bot = toyBot();
  await connected(bot, 'phone');
  const good: readonly [string, unknown][] = [
    ['playPrompt', { prompts: many(20, prompt(bot, 'p', 100)), clientContext: 'x'.repeat(256) }],
    ['microsoft.graph.playPrompt', { prompts: [prompt(bot, 'p', 100)], clientContext: null }],
    [
      'recordResponse',
      { maxRecordDurationInSeconds: 120, initialSilenceTimeoutInSeconds: 1, stopTones: ['#', '1', '*'], playBeep: null },
    ],
    ['recordResponse', {}],
    ['subscribeToTone', undefined],
    ['cancelMediaProcessing', undefined],
    ['keepAlive', undefined],
  ];
  for (const [action, body] of good) expect([action, (await bot.act(action, body)).status]).toEqual([action, 200]);
  expect(
    await bot.act('transfer', {
      transferTarget: { '@odata.type': '#x', endpointType: 'default', identity: { phone: { id: '+441632960111' } } },
    }),
  ).toMatchObject({ status: 202 });
});

test('a call is found by any spelling of its id', async () => {
  const bot = toyBot();
  await connected(bot);
  const callId = bot.callId.replaceAll('-', '').toUpperCase();
  expect(await bot.act('', undefined, { method: 'GET', callId })).toMatchObject({
    status: 200,
    body: { id: bot.callId, direction: 'incoming' },
  });
});

test('operations in the wrong state are refused and change nothing', async () => {
  const bot = toyBot();
  await bot.caller().dial({ from: { kind: 'user', id: adaId }, to: 'bot' });
  const play = { prompts: [prompt(bot, 'p', 100)] };
  expect(await bot.act('playPrompt', play)).toMatchObject({ status: 400, body: errorShape });
  expect(await bot.act('answer', answerBody)).toMatchObject({ status: 202 });
  expect(await bot.act('answer', answerBody)).toMatchObject({ status: 400 });
  expect(await bot.act('redirect', { targets: [someone] })).toMatchObject({ status: 400 });
  expect(await bot.act('playPrompt', play)).toMatchObject({ status: 400 });
  await bot.clock.advance(1_000);
  expect(await bot.act('playPrompt', play)).toMatchObject({ status: 200 });
  expect(await bot.act('transfer', { transferTarget: someone })).toMatchObject({ status: 202 });
  expect(await bot.act('transfer', { transferTarget: someone })).toMatchObject({ status: 400 });
});

test('broken JSON, another content type and an unknown action are refused', async () => {
  const bot = toyBot();
  await connected(bot);
  const send = async (body: string, type: string): Promise<number> => {
    const url = `/v1.0/communications/calls/${bot.callId}/subscribeToTone`;
    const headers = { authorization: `Bearer ${await bot.token()}`, 'content-type': type };
    return (await bot.graph.handle({ method: 'POST', url, headers, body })).status;
  };
  expect(await send('{"clientContext":', 'application/json')).toBe(400);
  expect(await send('clientContext=1', 'application/x-www-form-urlencoded')).toBe(415);
  expect(await bot.act('sing', {})).toMatchObject({ status: 404, body: errorShape });
});

test('a telephone can be reached only from a call to a line with a number', async () => {
  const bot = toyBot();
  await connected(bot, 'user');
  const plumber = { transferTarget: { identity: { phone: { id: '+441632960111' } } } };
  expect(await bot.act('transfer', plumber)).toMatchObject({ status: 403, body: { error: { code: '7505' } } });
});

describe('tokens', () => {
  test('without a token, with a made-up one, and for another tenant', async () => {
    const bot = toyBot();
    await connected(bot);
    const get = { method: 'GET' };
    const bare = await bot.graph.handle({ method: 'GET', url: `/v1.0/communications/calls/${bot.callId}`, headers: {} });
    expect(bare.status).toBe(401);
    expect(await bot.act('', undefined, { ...get, token: 'made-up' })).toMatchObject({ status: 401, body: errorShape });
    const foreign = await bot.token('11111111-2222-4333-8444-555555555555');
    expect(await bot.act('', undefined, { ...get, token: foreign })).toMatchObject({
      status: 403,
      body: { error: { code: '7505' } },
    });
    expect(await bot.act('', undefined, { ...get, token: 'made-up', callId: adaId })).toMatchObject({ status: 401 });
  });

  test('a token is good for as long as it says', async () => {
    const bot = toyBot({ tokenLifetimeSeconds: 60 });
    await connected(bot);
    const token = await bot.token();
    expect(await bot.act('keepAlive', undefined, { token })).toMatchObject({ status: 200 });
    await bot.clock.advance(61_000);
    expect(await bot.act('keepAlive', undefined, { token })).toMatchObject({ status: 401 });
  });

  const form = {
    grant_type: 'client_credentials',
    client_id: appId,
    client_secret: 'open sesame',
    scope: 'https://graph.microsoft.com/.default',
  };
  test.each([
    ['a wrong secret', tenantId, { client_secret: 'guess' }, 401, 'invalid_client'],
    ['another client', tenantId, { client_id: adaId }, 400, 'unauthorized_client'],
    ['a scope that is not .default', tenantId, { scope: 'https://graph.microsoft.com/Calls.Initiate.All' }, 400, 'invalid_scope'],
    ['another grant', tenantId, { grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['the tenant common', 'common', {}, 400, 'invalid_request'],
  ])('the token endpoint refuses %s as Entra does', async (_name, tenant, change, status, error) => {
    const answer = await toyBot().graph.handle({
      method: 'POST',
      url: `/${tenant}/oauth2/v2.0/token`,
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
      body: new URLSearchParams({ ...form, ...change }).toString(),
    });
    expect({ status: answer.status, body: JSON.parse(bodyText(answer.body)) as unknown }).toMatchObject({
      status,
      body: { error, error_description: expect.stringMatching(/^AADSTS\d+: /), error_codes: [expect.any(Number)] },
    });
  });

  test('notifications are signed by the key that the OpenID configuration leads to', async () => {
    const bot = toyBot();
    await bot.caller().dial({ from: { kind: 'user', id: adaId }, to: 'bot' });
    const get = async (url: string): Promise<unknown> =>
      JSON.parse(bodyText((await bot.graph.handle({ method: 'GET', url, headers: {} })).body));
    const { jwks_uri } = (await get('/v1/.well-known/OpenIdConfiguration')) as { jwks_uri: string };
    const { keys } = (await get(jwks_uri)) as { keys: { kid: string }[] };
    const [key] = keys;
    const [header = '', claims = '', signature = ''] = String(bot.told[0]?.headers.authorization)
      .replace('Bearer ', '')
      .split('.');
    const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());
    expect(read(header)).toMatchObject({ alg: 'RS256', kid: key?.kid });
    expect(read(claims)).toMatchObject({
      iss: 'https://api.botframework.com',
      aud: appId,
      tid: tenantId,
      nbf: Math.floor(bot.clock.now() / 1000),
    });
    const signed = Buffer.from(`${header}.${claims}`);
    expect(
      verify('RSA-SHA256', signed, createPublicKey({ key: key ?? {}, format: 'jwk' }), Buffer.from(signature, 'base64url')),
    ).toBe(true);
  });
});

describe('sending the caller on', () => {
  const target = '99999999-8888-4777-8666-555555555555';
  const transferTo = {
    transferTarget: { '@odata.type': '#microsoft.graph.invitationParticipantInfo', identity: { user: { id: target } } },
  };
  const states = (bot: ReturnType<typeof toyBot>) => bot.told.slice(4).map(({ data }) => data.state);

  test("a transfer that is answered ends the bot's leg with 200/7015", async () => {
    const bot = toyBot();
    const caller = await connected(bot);
    expect(await bot.act('transfer', transferTo)).toMatchObject({ status: 202, body: {} });
    await bot.clock.advance(5_000);
    expect(states(bot)).toEqual(['transferring', 'transferAccepted', 'transferAccepted', 'terminated']);
    expect(bot.told.at(-1)?.data).toMatchObject({ resultInfo: { code: 200, subcode: 7015 } });
    expect(caller.call.caller.happenings().filter(({ kind }) => kind === 'transferred')).toMatchObject([
      { to: target, destination: 'user' },
    ]);
  });

  test.each([
    ['fails', 500],
    ['busy', 486],
    ['noAnswer', 408],
  ] as const)('a destination that %s leaves the call with the bot', async (behaviour, code) => {
    const bot = toyBot({ destinations: { [target.toUpperCase()]: behaviour } });
    const caller = await connected(bot);
    await bot.act('transfer', transferTo);
    await bot.clock.advance(30_000);
    expect(bot.told.at(-1)).toMatchObject({
      changeType: 'updated',
      data: { state: 'established', resultInfo: { code, subCode: 7000 } },
    });
    await bot.act('playPrompt', { prompts: [prompt(bot, 'sorry', 1_000, 'Sorry.')] });
    await caller.hears('Sorry');
  });

  test('a destination that fails once answers the second time', async () => {
    const bot = toyBot({ destinations: { [target]: 'failsOnce' } });
    const caller = await connected(bot);
    await bot.act('transfer', transferTo);
    await bot.clock.advance(5_000);
    expect(caller.call.state).toBe('established');
    await bot.act('transfer', transferTo);
    await caller.expectsEnd();
  });

  test("a redirect to voicemail ends the bot's leg", async () => {
    const bot = toyBot({ destinations: { [target]: 'noAnswer' } });
    const caller = bot.caller({ names: { [`voicemail:${target}`]: 'frontDesk' } });
    await caller.dial({ from: { kind: 'user', id: adaId }, to: frontDeskId });
    const targets = [{ endpointType: 'voicemail', identity: { user: { id: target } } }];
    expect(await bot.act('redirect', { targets, timeout: 15 })).toMatchObject({ status: 202 });
    await caller.expectsVoicemailOf('frontDesk');
    await caller.expectsEnd();
    expect(bot.told.at(-1)).toMatchObject({ changeType: 'deleted', data: { state: 'terminated' } });
    expect(caller.conversation.toString()).toContain('bot    redirects to the voicemail of frontDesk');
  });
});

test('an answer can be interfered with, for tests of throttling', async () => {
  const busy = { status: 429, headers: { 'retry-after': '2' }, body: new Uint8Array() };
  let left = 1;
  const bot = toyBot({ interfere: (operation) => (operation === 'playPrompt' && left-- > 0 ? busy : undefined) });
  await connected(bot);
  const play = { prompts: [prompt(bot, 'p', 100)] };
  expect([(await bot.act('playPrompt', play)).status, (await bot.act('playPrompt', play)).status]).toEqual([429, 200]);
});
