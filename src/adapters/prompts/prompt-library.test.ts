import { createHash } from 'node:crypto';
import type { Fault } from '../../core/call/fault.ts';
import { apologyText, type PromptItem } from '../../core/call/prompt-item.ts';
import type { MediaStore } from '../../ports/prompts.ts';
import { openMemoryStore } from '../memory/open-memory-store.ts';
import { fitWav } from './fit-wav.ts';
import { promptLibrary } from './prompt-library.ts';
import { silenceWav } from './silence.ts';
import { readWav } from './wav.ts';
import { writeWav } from './write-wav.ts';

const baseUrl = 'https://bot.contoso.example/';
const spoken = writeWav(Uint8Array.from({ length: 6_400 }, (_, n) => n % 251));
const spokenHash = sha256(spoken);

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A media store that counts what it is asked. */
function countedMedia(): MediaStore & { readonly asked: string[] } {
  const { media } = openMemoryStore();
  const asked: string[] = [];
  return {
    asked,
    put: (hash, bytes) => {
      asked.push('put');
      return media.put(hash, bytes);
    },
    get: (hash) => {
      asked.push('get');
      return media.get(hash);
    },
    has: (hash) => {
      asked.push('has');
      return media.has(hash);
    },
  };
}

function text(members: Partial<Extract<PromptItem, { kind: 'speech' }>> = {}): PromptItem {
  return { kind: 'speech', text: 'Bonjour, café ☎!', language: 'fr-FR', durationMs: 1_500, ...members };
}

/** The text entries of a WAV's LIST/INFO chunk, read as a player would. */
function infoOf(wav: Uint8Array): { [name: string]: string } {
  const bytes = Buffer.from(wav);
  const found: { [name: string]: string } = {};
  let at = 12;
  while (at < bytes.length) {
    const size = bytes.readUInt32LE(at + 4);
    if (bytes.toString('latin1', at, at + 4) === 'LIST') {
      let entry = at + 12;
      while (entry < at + 8 + size) {
        const length = bytes.readUInt32LE(entry + 4);
        const body = bytes.subarray(entry + 8, entry + 8 + length);
        expect(body.at(-1)).toBe(0);
        found[bytes.toString('latin1', entry, entry + 4)] = body.subarray(0, -1).toString('utf8');
        entry += 8 + length + (length % 2);
      }
      expect(entry).toBe(at + 8 + size);
    }
    at += 8 + size + (size % 2);
  }
  expect(at).toBe(bytes.length);
  expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
  return found;
}

async function served(media: MediaStore, captions: boolean, item: PromptItem, apology?: Uint8Array) {
  const builtIn = apology === undefined ? {} : { [apologyText]: apology };
  const { uri, resourceId } = await promptLibrary({ media, baseUrl, captions, builtIn }).playable(item);
  expect(uri).toBe(`https://bot.contoso.example/media/${resourceId}.wav`);
  // Another instance serves it: only the store is shared.
  const wav = await promptLibrary({ media, baseUrl, captions, builtIn }).wav(resourceId);
  if (wav === undefined) throw new Error('The address leads nowhere.');
  expect(sha256(wav)).toBe(resourceId);
  return { wav, resourceId };
}

describe('what the media service fetches', () => {
  test('silence is exactly as long as asked, because its end is our clock', async () => {
    for (const durationMs of [5_000, 1_234, 20]) {
      const { wav } = await served(countedMedia(), false, { kind: 'silence', durationMs });
      expect(fitWav(wav)).toEqual({ kind: 'fit', wav, durationMs });
    }
  });

  test('silence of no length is still a file that can be played', async () => {
    const { wav } = await served(countedMedia(), false, { kind: 'silence', durationMs: 0 });
    expect(fitWav(wav)).toMatchObject({ kind: 'fit', durationMs: 20 });
  });

  test('a prompt with a sound is that sound, to the byte', async () => {
    const media = countedMedia();
    await media.put(spokenHash, spoken);
    expect(await served(media, false, text({ audio: spokenHash }))).toEqual({ wav: spoken, resourceId: spokenHash });
  });

  test('a text without a sound lasts as long as reading it takes, and says nothing of its text in the cloud', async () => {
    const media = countedMedia();
    const one = await served(media, false, text());
    const other = await served(media, false, text({ text: 'Something else' }));
    expect(fitWav(one.wav)).toMatchObject({ kind: 'fit', durationMs: 1_500 });
    expect(other.resourceId).toBe(one.resourceId);
    expect(infoOf(one.wav)).toEqual({});
  });

  test('on a laptop a text travels inside its silence, in its language', async () => {
    const { wav, resourceId } = await served(countedMedia(), true, text());
    expect(infoOf(wav)).toEqual({ ICMT: 'Bonjour, café ☎!', IKEY: 'fr-FR' });
    expect(fitWav(wav)).toEqual({ kind: 'fit', wav, durationMs: 1_500 });
    expect((await served(countedMedia(), true, text({ language: 'fr-CA' }))).resourceId).not.toBe(resourceId);
  });

  test('on a laptop a sound carries its text too, and sounds the same', async () => {
    const media = countedMedia();
    await media.put(spokenHash, spoken);
    const { wav } = await served(media, true, text({ audio: spokenHash }));
    expect(infoOf(wav)).toEqual({ ICMT: 'Bonjour, café ☎!', IKEY: 'fr-FR' });
    const read = readWav(wav);
    expect(read.kind === 'pcm' && Buffer.compare(read.sound.data, spoken.subarray(44))).toBe(0);
  });

  test('silence has no caption: there is nothing to read', async () => {
    expect(infoOf((await served(countedMedia(), true, { kind: 'silence', durationMs: 100 })).wav)).toEqual({});
  });

  test("the engine's own last words are heard even when the flow has no sound for them", async () => {
    const { wav } = await served(countedMedia(), true, text({ text: apologyText, language: 'en-US' }), spoken);
    expect(infoOf(wav)).toEqual({ ICMT: apologyText, IKEY: 'en-US' });
    const read = readWav(wav);
    expect(read.kind === 'pcm' && Buffer.compare(read.sound.data, spoken.subarray(44))).toBe(0);
  });

  test('an unknown hash has no bytes', async () => {
    expect(await promptLibrary({ media: countedMedia(), baseUrl, captions: false }).wav(spokenHash)).toBeUndefined();
  });
});

describe('cost', () => {
  test('a prompt that was played before costs no store access', async () => {
    const media = countedMedia();
    await media.put(spokenHash, spoken);
    for (const captions of [false, true]) {
      const library = promptLibrary({ media, baseUrl, captions });
      const items = [text(), text({ audio: spokenHash }), { kind: 'silence', durationMs: 5_000 } as const];
      const first = await Promise.all(items.map((item) => library.playable(item)));
      for (const { resourceId } of first) await library.wav(resourceId);
      media.asked.length = 0;
      expect(await Promise.all(items.map((item) => library.playable(item)))).toEqual(first);
      for (const { resourceId } of first) await library.wav(resourceId);
      expect(media.asked).toEqual([]);
    }
  });

  test('callers who hear the same prompt at the same moment share one put', async () => {
    const media = countedMedia();
    const library = promptLibrary({ media, baseUrl, captions: false });
    await Promise.all(Array.from({ length: 50 }, () => library.playable({ kind: 'silence', durationMs: 5_000 })));
    expect(media.asked).toEqual(['put']);
  });

  test('memory stays bounded: the sound unused for longest goes first, and is fetched again when needed', async () => {
    const media = countedMedia();
    const library = promptLibrary({ media, baseUrl, captions: false, cacheBytes: 4 * 32_044 });
    const hashes = [];
    for (const durationMs of [1_000, 999, 998, 997])
      hashes.push((await library.playable({ kind: 'silence', durationMs })).resourceId);
    await library.wav(hashes[0] ?? '');
    await library.playable({ kind: 'silence', durationMs: 996 }); // Too much: 999 goes.
    media.asked.length = 0;
    await library.wav(hashes[0] ?? '');
    expect(media.asked).toEqual([]);
    expect(await library.wav(hashes[1] ?? '')).toBeDefined();
    expect(media.asked).toEqual(['get']);
  });
});

describe('trouble', () => {
  test('no address is given out when the store could not take the bytes, and the next caller gets one', async () => {
    const { media } = openMemoryStore();
    let broken = true;
    const failing: MediaStore = {
      ...media,
      put: async (hash, bytes) => {
        if (broken) throw new Error('The store is away.');
        await media.put(hash, bytes);
      },
    };
    const library = promptLibrary({ media: failing, baseUrl, captions: false });
    await expect(library.playable(text())).rejects.toThrow('The store is away.');
    broken = false;
    const { resourceId } = await library.playable(text());
    expect(await media.has(resourceId)).toBe(true);
  });

  test('a sound that is not in the store is a fault that says what to do, not an address that leads nowhere', async () => {
    for (const captions of [false, true]) {
      const library = promptLibrary({ media: openMemoryStore().media, baseUrl, captions });
      const fault: Fault = await library.playable(text({ audio: spokenHash })).then(
        () => Promise.reject(new Error('Expected a fault.')),
        (error: Fault) => error,
      );
      expect(fault).toMatchObject({ name: 'Fault', code: 'PROMPT_UNFIT' });
      expect(fault.message).toContain('publish the flow again');
    }
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 600_001])(
    'a silence of %d ms is refused before any memory is taken',
    (durationMs) => {
      expect(() => silenceWav(durationMs)).toThrow('A prompt must last between 0 and 600000 ms');
    },
  );
});

test("the engine's own words are served by every instance, even while no store answers", async () => {
  const down = async (): Promise<never> => {
    throw new Error('down');
  };
  const media: MediaStore = { put: down, get: down, has: down };
  const options = { media, baseUrl, captions: true, builtIn: { [apologyText]: silenceWav(1_000) } };
  const { resourceId } = await promptLibrary(options).playable(text({ text: apologyText, language: 'en-US' }));
  const otherInstance = promptLibrary(options);
  expect(infoOf((await otherInstance.wav(resourceId)) ?? new Uint8Array())).toMatchObject({ ICMT: apologyText });
});
