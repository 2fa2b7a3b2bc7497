import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { listFlows, promptsFolder } from '../../../src/adapters/flow-folder/folder-files.ts';
import { PromptAudioReader } from '../../../src/adapters/flow-folder/prompt-audio.ts';
import { openMemoryStore } from '../../../src/adapters/memory/open-memory-store.ts';
import { fitWav } from '../../../src/adapters/prompts/fit-wav.ts';
import { promptLibrary } from '../../../src/adapters/prompts/prompt-library.ts';
import { convertCommand, readWav } from '../../../src/adapters/prompts/wav.ts';
import { builtInSounds } from '../../../src/compose/built-in-sounds.ts';
import { apologyText } from '../../../src/core/call/prompt-item.ts';
import type { Settings } from '../../../src/edge/settings.ts';
import type { Check, Wrong } from '../check.ts';
import { checkTimeoutMs, type Setup } from '../setup.ts';
import { whyNoAnswer } from '../why-no-answer.ts';
import { explainStatus } from './health.ts';

const mostBytes = 20_000_000;

/** Fetches prompts as Microsoft's media service does: by their public address, without a login. */
export const prompt: Check = {
  id: 'prompt',
  title: 'Prompts',
  needs: ['settings', 'health'],
  run: async (setup) => {
    const settings = setup.settings();
    const own = await addressOfApology(settings);
    const ownVerdict = own === undefined ? undefined : await fetchAndJudge(setup, own);
    if (ownVerdict !== undefined) return ownVerdict;
    const recorded = await addressOfRecording(settings);
    if (recorded === undefined)
      return { kind: 'good', says: "The bot's own apology can be fetched and played; the flows have no recordings." };
    const recordedVerdict = await fetchAndJudge(setup, recorded.url);
    if (recordedVerdict === undefined)
      return { kind: 'good', says: `Fetched without a login, and fit to be played: ${recorded.name}.` };
    if (own === undefined) return recordedVerdict;
    return {
      kind: 'warning',
      says: `The running bot does not have the recording ${recorded.name} as it is here.`,
      why: 'It serves other flows than those in FLOWS_DIR, or an older version of them.',
      fix: { words: 'Deploy the flows, then look again.', commands: ['azd deploy'] },
    };
  },
};

/** Undefined: all is well. */
async function fetchAndJudge({ http }: Setup, url: string): Promise<Wrong | undefined> {
  const result = await http.send({ method: 'GET', url, headers: {}, timeoutMs: checkTimeoutMs, maxBytes: mostBytes });
  if (result.kind === 'answered') return judgePrompt(url, result.status, result.body);
  return {
    kind: 'bad',
    says: `A prompt could not be fetched: ${whyNoAnswer(result)}.`,
    fix: { words: 'Callers hear nothing until this address can be fetched from the internet.', commands: [`curl -i ${url}`] },
  };
}

export function judgePrompt(url: string, status: number, body: Uint8Array): Wrong | undefined {
  const commands = [`curl -i ${url}`];
  if (status !== 200) {
    return {
      kind: 'bad',
      says: `A prompt could not be fetched: status ${status}.`,
      why:
        status === 404
          ? 'The bot there is of another version, or something in front of it rewrites /media.'
          : explainStatus(status),
      fix: { words: 'Callers hear nothing until this address can be fetched without a login.', commands },
    };
  }
  const wav = readWav(body);
  const problem = wav.kind === 'unreadable' ? wav.problem : unfitness(wav.sound);
  if (problem === undefined) return undefined;
  return {
    kind: 'bad',
    says: `A prompt came that Microsoft does not play. ${problem}.`,
    why: 'Microsoft plays WAV with PCM, 16 kHz, 16 bit, mono, and nothing else. The bot sends that; something on the way changed it, or another app answers.',
    fix: {
      words: 'Let nothing stand between the internet and /media. A file of your own is converted with:',
      commands: [...commands, convertCommand],
    },
  };
}

function unfitness(sound: {
  readonly encoding: string;
  readonly channels: number;
  readonly sampleRate: number;
  readonly bits: number;
}): string | undefined {
  const { encoding, channels, sampleRate, bits } = sound;
  if (encoding === 'integer' && channels === 1 && sampleRate === 16_000 && bits === 16) return undefined;
  return `It has ${sampleRate} Hz, ${bits} bit, ${channels === 1 ? 'one channel' : `${channels} channels`}${encoding === 'float' ? ', floating point' : ''}`;
}

/** The engine's own words are the same in every instance, whatever the flows. */
async function addressOfApology({ baseUrl, credential }: Settings): Promise<string | undefined> {
  const builtIn = builtInSounds(false);
  if (builtIn[apologyText] === undefined) return undefined;
  const { media } = openMemoryStore();
  const library = promptLibrary({ media, baseUrl, captions: credential.kind === 'simulator', builtIn });
  return (await library.playable({ kind: 'speech', text: apologyText, language: 'en-US', durationMs: 1_000 })).uri;
}

/** A recording of the flows: the bot keeps it by the hash of its fitted sound. */
async function addressOfRecording({
  flowsDir,
  baseUrl,
}: Settings): Promise<{ readonly url: string; readonly name: string } | undefined> {
  const reader = new PromptAudioReader(fitWav);
  for (const flow of await listFlows(flowsDir)) {
    const folder = join(flowsDir, flow, promptsFolder);
    const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.wav')).sort();
    for (const file of files) {
      const audio = await reader.read(folder, file);
      if (audio !== undefined && 'hash' in audio)
        return { url: `${baseUrl}/media/${audio.hash}.wav`, name: `${flow}/${promptsFolder}/${file}` };
    }
  }
  return undefined;
}
