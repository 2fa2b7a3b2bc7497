import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { writeWav } from '../../src/adapters/prompts/write-wav.ts';
import type { FlowLanguage } from '../../src/core/flow/migrations/migration.ts';
import { languageWithAPast } from '../support/a-language-with-a-past.ts';

/**
 * A planted fault: files that are laid over the small workspace in `workspace/`, what the checker must find in them, and
 * what `--fix` must make of them. Written as a text, so that a fault can be read at a glance:
 *
 *     an option that leads nowhere
 *     finds error IVR202 shop/flow.jsonc:24:67
 *     --fix mends it
 *
 *     -- shop/flow.jsonc --
 *     ...
 *     -- shop/flow.jsonc, mended --
 *     ...
 *
 * `in a language with a past`: the flow language has older versions, of which this is one. A file that is `!absent` is taken away, `!sound` is a second of sound, and `!repeat N x` is N letters.
 */
export interface PlantedFault {
  /** The name of its text, without `.txt`. */
  readonly name: string;
  readonly title: string;
  /** `error IVR202 shop/flow.jsonc:24:67`, and nothing besides. */
  readonly finds: readonly string[];
  readonly files: ReadonlyMap<string, string>;
  /** Absent: today's. */
  readonly language?: FlowLanguage;
  /** By file; absent when the fault does not claim that `--fix` mends it. */
  readonly mended?: ReadonlyMap<string, string>;
}

export const corpusFolder = __dirname;

export function readCorpus(): readonly PlantedFault[] {
  return readdirSync(corpusFolder)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .map((file) => readPlanted(file.slice(0, -'.txt'.length), readFileSync(join(corpusFolder, file), 'utf8')));
}

function readPlanted(name: string, text: string): PlantedFault {
  const [head = '', ...sections] = text.split(/^-- (?=.* --$)/m);
  const [title = '', ...said] = head.trim().split('\n');
  const parts = sections.map((section): readonly [string, string] => {
    const end = section.indexOf(' --\n');
    return [section.slice(0, end), section.slice(end + ' --\n'.length)];
  });
  const mended = parts.flatMap(([file, content]) =>
    file.endsWith(', mended') ? [[file.slice(0, -', mended'.length), content] as const] : [],
  );
  // The empty line before the next section belongs to nobody.
  const files = parts.flatMap(([file, content], index) =>
    file.endsWith(', mended') ? [] : [[file, index < parts.length - 1 ? content.replace(/\n\n$/, '\n') : content] as const],
  );
  return {
    name,
    title,
    finds: said.flatMap((line) => (line.startsWith('finds ') ? [line.slice('finds '.length)] : [])),
    files: new Map(files),
    ...(said.includes('in a language with a past') && { language: languageWithAPast }),
    ...(said.includes('--fix mends it') && { mended: new Map(mended) }),
  };
}

/** Lays the fault over the workspace in a folder of its own, and takes it away afterwards. */
export async function inWorkspaceOf<Result>(fault: PlantedFault, use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'corpus-'));
  try {
    cpSync(join(corpusFolder, 'workspace'), folder, { recursive: true });
    for (const [file, text] of fault.files) layOver(join(folder, file), text);
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function layOver(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const [word = '', count = '', letter = ''] = text.trim().split(' ');
  if (word === '!absent') rmSync(path);
  else if (word === '!sound') writeFileSync(path, writeWav(new Uint8Array(32_000).fill(1)));
  else if (word === '!repeat') writeFileSync(path, letter.repeat(Number(count)));
  else writeFileSync(path, text);
}
