import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { readJsonText } from '../../src/core/flow/json-text.ts';
import type { Environment } from '../../src/edge/settings.ts';

const localSettings = z.object({ Values: z.record(z.string(), z.string()) });

/** Settings from `local.settings.json` of the Functions tools, or from lines of `NAME=value`. Undefined: it is neither. */
export async function readSettingsFile(file: string): Promise<Environment | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  if (/^\s*(\{|\/\/|\/\*)/.test(text)) {
    const read = localSettings.safeParse(readJsonText(text, file).value);
    return read.success ? read.data.Values : undefined;
  }
  return readLines(text);
}

function readLines(text: string): Environment | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
  const pairs = lines.map((line) => /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line));
  if (pairs.includes(null)) return undefined;
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', unquoted(pair?.[2] ?? '')]));
}

const unquoted = (value: string): string => /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;
