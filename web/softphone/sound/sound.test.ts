import { nearestVoice } from './browser-voice.ts';
import { frequenciesOf, keyOfCharacter, keypadKeys } from './dtmf.ts';
import { loudnessOf, toPcm16 } from './pcm.ts';
import { createVoiceSender } from './voice-sender.ts';
import { testTone } from './voice-source.ts';

test('each key has the two frequencies of Q.23', () => {
  expect(frequenciesOf('1')).toEqual([697, 1209]);
  expect(frequenciesOf('5')).toEqual([770, 1336]);
  expect(frequenciesOf('0')).toEqual([941, 1336]);
  expect(frequenciesOf('#')).toEqual([941, 1477]);
  expect(new Set(keypadKeys.map((key) => frequenciesOf(key).join())).size).toBe(12);
});

test('typed digits, star and hash are keys; letters are not', () => {
  expect(['0', '9', '*', '#', 'a', 'Enter', ''].map(keyOfCharacter)).toEqual([
    '0',
    '9',
    '*',
    '#',
    undefined,
    undefined,
    undefined,
  ]);
});

test('too loud a voice is clipped instead of wrapping into noise', () => {
  const bytes = toPcm16(Float32Array.from([0, 1, -1, 2, -2, Number.NaN]));
  expect([...new Int16Array(bytes.buffer)]).toEqual([0, 32_767, -32_767, 32_767, -32_767, 0]);
});

test('the meter shows nothing for silence and all for full scale', () => {
  expect(loudnessOf(new Float32Array(800))).toBe(0);
  expect(loudnessOf(new Float32Array(0))).toBe(0);
  expect(loudnessOf(new Float32Array(800).fill(1))).toBe(1);
  expect(loudnessOf(new Float32Array(800).fill(0.1))).toBeCloseTo(1 - 20 / 60);
});

test('the voice goes out in chunks of 200 ms, one request at a time', async () => {
  const posted: number[] = [];
  let open = 0;
  let most = 0;
  const sender = createVoiceSender(async (pcm) => {
    open += 1;
    most = Math.max(most, open);
    await Promise.resolve();
    posted.push(pcm.length);
    open -= 1;
  });
  for (let block = 0; block < 9; block += 1) sender.push(new Float32Array(800)); // 9 times 50 ms
  await sender.settled();
  expect(posted).toEqual([6400, 6400]);
  expect(most).toBe(1);
});

test('a chunk that fails to arrive does not stop the voice', async () => {
  let attempts = 0;
  const sender = createVoiceSender(async () => {
    attempts += 1;
    throw new Error('no network');
  });
  sender.push(new Float32Array(6400));
  await sender.settled();
  expect(attempts).toBe(2);
});

test('when the recording is over, nothing more is sent', async () => {
  let posts = 0;
  const sender = createVoiceSender(async () => {
    posts += 1;
  });
  sender.push(new Float32Array(3200 * 5));
  sender.stop();
  sender.push(new Float32Array(3200));
  await sender.settled();
  expect(posts).toBe(1); // The one that was on its way.
});

test('the test tone goes on without a click from block to block', () => {
  const whole = testTone(0, 1600);
  expect([...testTone(0, 800), ...testTone(800, 800)]).toEqual([...whole]);
  expect(Math.max(...whole)).toBeLessThanOrEqual(0.3001);
});

test('a text is read by the nearest voice: same region, else same language, else none in particular', () => {
  const voices = [{ lang: 'en_US' }, { lang: 'de-AT' }];
  expect(nearestVoice(voices, 'en-US')).toEqual({ lang: 'en_US' });
  expect(nearestVoice(voices, 'de-DE')).toEqual({ lang: 'de-AT' });
  expect(nearestVoice(voices, 'fr-FR')).toBeUndefined();
});
