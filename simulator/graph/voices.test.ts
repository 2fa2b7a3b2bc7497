import { adaId, type ToyBot, toyBot } from '../testing/toy-bot.ts';
import { readWav } from './media/wav.ts';

const bobId = '99999999-8888-4777-8666-555555555555';
/** A fifth of a second at one loudness. */
const tone = (loudness: number): Uint8Array => new Uint8Array(new Int16Array(3_200).fill(loudness).buffer);

async function threeTogether(bot: ToyBot) {
  const [ada, bob] = [bot.callee(adaId, { who: 'Ada' }), bot.callee(bobId, { who: 'Bob' })];
  await bot.create({ targets: [{ identity: { user: { id: adaId } } }, { identity: { user: { id: bobId } } }] });
  await ada.accepts();
  await bob.accepts();
  return { ada: ada.leg, bob: bob.leg };
}

test('people in one call hear each other, unless they are muted or on hold', async () => {
  const { ada, bob } = await threeTogether(toyBot());
  const heard: number[] = [];
  const stop = bob.listenToVoices((pcm, speaker) => heard.push(pcm.length, speaker === ada ? 1 : 0));
  ada.say(tone(9_000));
  ada.isMuted = true;
  ada.say(tone(9_000));
  ada.isMuted = false;
  bob.isOnHold = true;
  ada.say(tone(9_000));
  bob.isOnHold = false;
  stop();
  ada.say(tone(9_000));
  expect(heard).toEqual([6_400, 1]);
});

test('a caller and the one who was called for them hear each other when the bot has gone', async () => {
  const bot = toyBot();
  const { ada, bob } = await threeTogether(bot);
  await bot.act('', undefined, { method: 'DELETE' });
  await bot.clock.advance(1_000);
  const heard: Uint8Array[] = [];
  bob.listenToVoices((pcm) => heard.push(pcm));
  ada.say(tone(100));
  expect(heard).toHaveLength(1);
});

test('two people who speak at once are mixed into one recording of the right length', async () => {
  const bot = toyBot();
  const { ada, bob } = await threeTogether(bot);
  await bot.act('recordResponse', { playBeep: false, maxSilenceTimeoutInSeconds: 1 });
  await bot.clock.advance(100);
  for (let piece = 0; piece < 5; piece += 1) {
    await bot.clock.advance(200);
    ada.say(tone(9_000));
    bob.say(tone(2_000));
  }
  await bot.clock.advance(3_000);
  const location = bot.told.map(({ data }) => data.recordingLocation).find((one) => typeof one === 'string');
  const wav = readWav(bot.graph.recording(String(location).split('/').at(-1) ?? '') ?? new Uint8Array());
  if (wav.kind !== 'fit') throw new Error('The recording is no WAV.');
  const samples = new Int16Array(wav.pcm.slice().buffer);
  expect(wav.durationMs).toBeLessThan(2_500);
  expect(Math.max(...samples)).toBe(11_000);
  expect(samples.filter((sample) => sample === 11_000).length).toBe(16_000);
});
