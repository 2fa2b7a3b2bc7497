import type { Told, ToyBot } from '../testing/toy-bot.ts';
import { connected, prompt, promptOf, toyBot } from '../testing/toy-bot.ts';
import { readWav } from './media/wav.ts';
import { bodyText } from './messages.ts';

function ended(bot: ToyBot): readonly Told[] {
  return bot.told.filter(({ resourceUrl }) => resourceUrl.includes('/operations/'));
}
function contexts(bot: ToyBot): readonly unknown[] {
  return ended(bot).map(({ data }) => data.clientContext);
}

test('prompts play in order, each as long as its sound, and each operation reports its own end', async () => {
  const bot = toyBot();
  await connected(bot);
  const began = bot.clock.now();
  const first = await bot.act('playPrompt', {
    prompts: [prompt(bot, 'a', 2_000), prompt(bot, 'b', 3_000)],
    clientContext: '1.1',
  });
  await bot.act('playPrompt', { prompts: [prompt(bot, 'c', 1_000)], clientContext: '1.2' });
  expect(first).toMatchObject({
    status: 200,
    body: { '@odata.type': '#microsoft.graph.playPromptOperation', status: 'running', clientContext: '1.1' },
  });
  expect(first.headers.location).toBe(
    `https://graph.simulator.invalid/v1.0/communications/calls/${bot.callId}/operations/${String(first.body.id)}`,
  );
  await bot.clock.advance(20_000);
  expect(ended(bot)).toMatchObject([
    {
      changeType: 'deleted',
      data: { id: first.body.id, clientContext: '1.1', status: 'completed', resultInfo: { code: 200, subcode: 0 } },
    },
    { data: { clientContext: '1.2', status: 'completed' } },
  ]);
  const [one, two] = ended(bot).map(({ at }) => at - began);
  expect(one).toBeGreaterThanOrEqual(5_000);
  expect(one).toBeLessThan(5_200);
  expect(two).toBeLessThan(6_400);
});

test('a cancel kills the running prompt and all that wait, in order, but not the tone subscription', async () => {
  const bot = toyBot();
  const caller = await connected(bot);
  await bot.act('subscribeToTone', {});
  for (const clientContext of ['1.1', '1.2', '1.3']) {
    await bot.act('playPrompt', { prompts: [prompt(bot, clientContext, 10_000)], clientContext });
  }
  await bot.clock.advance(2_000);
  expect(await bot.act('cancelMediaProcessing', { clientContext: '1.4' })).toMatchObject({
    status: 200,
    body: { '@odata.type': '#microsoft.graph.cancelMediaProcessingOperation', status: 'completed', clientContext: '1.4' },
  });
  await bot.clock.advance(60_000);
  expect(contexts(bot)).toEqual(['1.1', '1.2', '1.3']);
  for (const { data } of ended(bot)) {
    expect(data).toMatchObject({
      status: 'failed',
      completionReason: 'mediaOperationCanceled',
      resultInfo: { code: 400, subcode: 8508 },
    });
  }
  await caller.presses('5');
  await bot.clock.advance(100);
  expect(bot.told.at(-1)?.data).toMatchObject({ toneInfo: { tone: 'tone5', sequenceId: 1 } });
});

test('a prompt played after a cancel is heard', async () => {
  const bot = toyBot();
  const caller = await connected(bot);
  await bot.act('playPrompt', { prompts: [prompt(bot, 'long', 60_000)] });
  await bot.clock.advance(1_000);
  await bot.act('cancelMediaProcessing', {});
  await bot.act('playPrompt', { prompts: [prompt(bot, 'next', 1_000, 'Next, please.')] });
  await caller.hears('next, PLEASE');
});

const unfit: readonly [string, (bot: ToyBot) => Promise<string>, number][] = [
  ['is not there', async () => 'https://bot.simulator.invalid/media/none.wav', 8536],
  ['is no WAV', async (bot) => put(bot, Buffer.from('<html>not found</html>')), 8535],
  ['is stereo', async (bot) => put(bot, patched(bot, 22, 2)), 8535],
  ['has another rate', async (bot) => put(bot, patched(bot, 24, 8_000)), 8535],
  ['has 8 bits', async (bot) => put(bot, patched(bot, 34, 8)), 8535],
  ['is not PCM', async (bot) => put(bot, patched(bot, 20, 7)), 8535],
  ['is cut off', async (bot) => put(bot, patched(bot, 0, 0x52).subarray(0, 100)), 8535],
];
test.each(unfit)('a prompt that %s fails its operation, and nothing is heard of it', async (_name, make, subcode) => {
  const bot = toyBot();
  const caller = await connected(bot);
  const good = prompt(bot, 'good', 1_000, 'Good.');
  await bot.act('playPrompt', { prompts: [good, promptOf(await make(bot))], clientContext: '2.1' });
  await bot.clock.advance(10_000);
  expect(ended(bot)).toMatchObject([{ data: { clientContext: '2.1', status: 'failed', resultInfo: { code: 400, subcode } } }]);
  expect(caller.conversation.toString()).not.toContain('Good.');
  expect(bot.graph.exchanges().filter(({ exchange }) => exchange.title === 'fetch prompt' && exchange.trouble)).toHaveLength(1);
});

test('media named when answering is fetched then, and not again for the same resource id', async () => {
  const bot = toyBot();
  const mediaInfo = { ...(prompt(bot, 'hello', 1_000).mediaInfo as object), resourceId: 'hash-1' };
  const caller = bot.caller();
  bot.onTold = async ({ data }) => {
    if (data.state !== 'incoming') return undefined;
    const mediaConfig = { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig', preFetchMedia: [mediaInfo] };
    await bot.act('answer', { callbackUri: 'https://bot.simulator.invalid/x', mediaConfig, acceptedModalities: ['audio'] });
    return undefined;
  };
  await caller.dial({ from: { kind: 'user', id: '0a1b2c3d-1234-4567-89ab-cdef01234567' }, to: 'bot' });
  expect(bot.fetched).toHaveLength(1);
  await bot.clock.advance(1_000);
  await bot.act('playPrompt', { prompts: [{ '@odata.type': '#microsoft.graph.mediaPrompt', mediaInfo }] });
  await bot.clock.advance(5_000);
  expect(ended(bot)).toMatchObject([{ data: { status: 'completed' } }]);
  expect(bot.fetched).toHaveLength(1);
});

describe('recordResponse', () => {
  const lasting = {
    initialSilenceTimeoutInSeconds: 4,
    maxSilenceTimeoutInSeconds: 2,
    maxRecordDurationInSeconds: 10,
    clientContext: '3.1',
  };

  test('a caller who says nothing fails the operation after the initial silence', async () => {
    const bot = toyBot();
    await connected(bot);
    const began = bot.clock.now();
    await bot.act('recordResponse', { ...lasting, prompts: [prompt(bot, 'say', 2_000)] });
    await bot.clock.advance(20_000);
    const [only] = ended(bot);
    expect(only?.data).toMatchObject({
      status: 'failed',
      completionReason: 'initialSilenceTimeout',
      resultInfo: { code: 400, subcode: 8510 },
    });
    expect((only?.at ?? 0) - began).toBeGreaterThanOrEqual(6_000); // The silence counts from the end of the prompt.
  });

  test.each([
    ['pauses', 3_000, '', 'maxSilenceTimeout', 0, 5_000],
    ['talks without end', 60_000, '', 'maxRecordDurationReached', 8515, 10_000],
    ['presses the stop key', 1_000, '#', 'stopToneDetected', 8514, 1_000],
  ])(
    'a caller who %s ends the recording, which has the length of what was heard',
    async (_name, speakMs, key, completionReason, subcode, lengthMs) => {
      const bot = toyBot();
      const caller = await connected(bot);
      await bot.act('recordResponse', { ...lasting, stopTones: ['#'] });
      await caller.hearsBeep();
      await caller.speaks(speakMs);
      if (key !== '') await caller.presses(key);
      await bot.clock.advance(5_000);
      const data = ended(bot)[0]?.data ?? {};
      expect(data).toMatchObject({ status: 'completed', completionReason, resultInfo: { code: 200, subcode } });
      const wav = readWav((await download(bot, data, String(data.recordingAccessToken))).body);
      expect(wav).toMatchObject({ kind: 'fit', silent: false, durationMs: lengthMs });
    },
  );

  test('a recording is given for its own token only, and not for long', async () => {
    const bot = toyBot();
    const caller = await connected(bot);
    const recordings: { [member: string]: unknown }[] = [];
    for (let turn = 0; turn < 2; turn += 1) {
      await bot.act('recordResponse', lasting);
      await caller.hearsBeep();
      await caller.speaks(1_000);
      await bot.clock.advance(5_000);
      recordings.push({ ...ended(bot).at(-1)?.data });
    }
    const [mine = {}, other = {}] = recordings;
    expect(await download(bot, mine, String(mine.recordingAccessToken))).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/octet-stream' },
    });
    expect(await download(bot, mine, String(other.recordingAccessToken))).toMatchObject({ status: 401 });
    expect(await download(bot, mine, await bot.token())).toMatchObject({ status: 401 });
    expect(await download(bot, mine, undefined)).toMatchObject({ status: 401 });
    await caller.hangsUp();
    await bot.clock.advance(4 * 60_000);
    expect(await download(bot, mine, String(mine.recordingAccessToken))).toMatchObject({ status: 200 });
    await bot.clock.advance(2 * 60_000);
    expect(await download(bot, mine, String(mine.recordingAccessToken))).toMatchObject({ status: 404 });
  });

  test('a cancelled recording is reported with an empty location', async () => {
    const bot = toyBot();
    const caller = await connected(bot);
    await bot.act('recordResponse', lasting);
    await caller.hearsBeep();
    await caller.speaks(1_000);
    await bot.act('cancelMediaProcessing', {});
    await bot.clock.advance(20_000);
    expect(ended(bot)).toMatchObject([
      {
        data: {
          status: 'failed',
          completionReason: 'operationCanceled',
          recordingLocation: '',
          resultInfo: { code: 400, subcode: 8508 },
        },
      },
    ]);
  });

  test('a recording that may barge in cancels the prompt before it', async () => {
    const bot = toyBot();
    const caller = await connected(bot);
    await bot.act('playPrompt', { prompts: [prompt(bot, 'long', 60_000)], clientContext: '1.1' });
    await bot.clock.advance(1_000);
    await bot.act('recordResponse', { ...lasting, bargeInAllowed: true });
    await caller.hearsBeep();
    expect(ended(bot)).toMatchObject([{ data: { clientContext: '1.1', status: 'failed' } }]);
  });

  test('samples from a microphone count as speech when they are loud, and as silence when they are not', async () => {
    const bot = toyBot();
    const caller = await connected(bot);
    await bot.act('recordResponse', lasting);
    await caller.hearsBeep();
    for (const [loudness, seconds] of [
      [0, 1],
      [8_000, 2],
      [40, 3],
    ] as const) {
      for (let piece = 0; piece < seconds * 10; piece += 1) {
        await bot.clock.advance(100);
        caller.call.voice.hear(samples(loudness));
      }
    }
    await bot.clock.advance(5_000);
    const [only] = ended(bot);
    expect(only?.data).toMatchObject({ completionReason: 'maxSilenceTimeout' });
    const { body } = await download(bot, only?.data ?? {}, String(only?.data.recordingAccessToken));
    const wav = readWav(body);
    expect(wav).toMatchObject({ kind: 'fit', durationMs: 5_000, silent: false });
    expect(loudest(body, 0.1, 0.8)).toBe(0);
    expect(loudest(body, 1.2, 2.8)).toBe(8_000);
    expect(loudest(body, 3.2, 4.8)).toBe(40);
  });
});

function samples(loudness: number): Uint8Array {
  const pcm = new Int16Array(1_600).fill(loudness);
  return new Uint8Array(pcm.buffer);
}
function loudest(wav: Uint8Array, fromSeconds: number, toSeconds: number): number {
  const view = new DataView(wav.buffer, wav.byteOffset + 44);
  let most = 0;
  for (let at = Math.round(fromSeconds * 16_000); at < toSeconds * 16_000; at += 1)
    most = Math.max(most, view.getInt16(at * 2, true));
  return most;
}
async function put(bot: ToyBot, wav: Uint8Array): Promise<string> {
  const uri = 'https://bot.simulator.invalid/media/bad.wav';
  bot.media.set(uri, wav);
  return uri;
}
function patched(bot: ToyBot, at: number, value: number): Uint8Array {
  const { uri } = prompt(bot, 'patched', 500).mediaInfo as { uri: string };
  const wav = Uint8Array.from(bot.media.get(uri) ?? []);
  wav[at] = value & 0xff;
  wav[at + 1] = at === 0 ? 0x49 : value >> 8;
  return wav;
}
function download(bot: ToyBot, data: { readonly [member: string]: unknown }, token: string | undefined) {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return bot.graph.handle({ method: 'GET', url: String(data.recordingLocation), headers });
}

test('the words of a prompt come from its INFO chunk, wherever that stands', async () => {
  const bot = toyBot();
  const caller = await connected(bot);
  await bot.act('playPrompt', { prompts: [prompt(bot, 'odd', 1_000, 'Grüße, odd')] });
  await caller.hears('Grüße');
  expect(caller.call.caller.happenings().find(({ kind }) => kind === 'promptStarted')).toMatchObject({
    text: 'Grüße, odd',
    language: 'en-US',
    silent: true,
  });
  expect(bodyText(bot.media.values().next().value ?? '').length).toBeGreaterThan(0);
});
