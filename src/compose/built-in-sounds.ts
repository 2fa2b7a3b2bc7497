import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { translatedApologies } from '../core/call/built-in-words.ts';
import { apologyText, connectingText } from '../core/call/prompt-item.ts';
import { appFolders } from './app-folders.ts';

/** The engine's own words, which every instance can play by itself. `simulated`: a softphone's browser speaks what has no sound. */
export function builtInSounds(simulated: boolean): { readonly [text: string]: Uint8Array } {
  const apology = readAsset('apology.wav');
  const connecting = readAsset('connecting.wav');
  // Better the apology in English than none; the softphone's browser can say it in the caller's language.
  const texts = [apologyText, ...(simulated ? [] : translatedApologies)];
  return {
    ...(apology && Object.fromEntries(texts.map((text) => [text, apology]))),
    ...(connecting && { [connectingText]: connecting }),
  };
}

function readAsset(file: string): Uint8Array | undefined {
  const { root, beside } = appFolders();
  const folders = [join(root, 'dist/assets'), join(root, 'assets'), join(beside, '../assets')];
  const path = folders.map((folder) => join(folder, file)).find((candidate) => existsSync(candidate));
  return path === undefined ? undefined : readFileSync(path);
}
