import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BicepCompiler, bicepCompiler, bicepVersion } from './bicep-compiler.ts';
import { type ArmTemplate, armTemplate } from './play-deployment.ts';

export interface CompiledInfra {
  /** Everything that the compiler had to say: empty when it was content. */
  readonly complaints: string;
  readonly template: ArmTemplate;
}

const folder = join(process.cwd(), 'infra');
const compileTimeoutMs = 60_000;

/** All Bicep files, by their path from `infra/`. */
export function bicepFiles(): { readonly path: string; readonly text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.bicep') || path === 'bicepconfig.json')
    .sort()
    .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
}

/** The compiler, or why there is none; asked once a process, because it may have to be fetched. */
export function compiler(): BicepCompiler {
  asked ??= bicepCompiler();
  return asked;
}
let asked: BicepCompiler | undefined;

/**
 * `infra/main.bicep` as Azure gets it. A compilation takes seconds, so a flawless one is kept in the temporary folder
 * under the hash of what went in. Throws when the templates do not compile.
 */
export function compileInfra(path: string): CompiledInfra {
  const hash = createHash('sha256').update(bicepVersion);
  for (const file of bicepFiles()) hash.update(`\n${file.path}\n${file.text}`);
  const kept = join(tmpdir(), 'teams-ivr-bicep', `${hash.digest('hex')}.json`);
  return { complaints: '', ...(readKept(kept) ?? compile(path, kept)) };
}

function readKept(kept: string): { readonly template: ArmTemplate } | undefined {
  try {
    return { template: armTemplate.parse(JSON.parse(readFileSync(kept, 'utf8'))) };
  } catch {
    return undefined; // Not there, or not whole: compiled again.
  }
}

function compile(path: string, kept: string): CompiledInfra {
  const done = spawnSync(path, ['build', join(folder, 'main.bicep'), '--no-restore', '--stdout'], {
    encoding: 'utf8',
    timeout: compileTimeoutMs,
    maxBuffer: 64 * 1024 * 1024,
  });
  const complaints = `${done.error?.message ?? ''}${done.stderr ?? ''}`.trim();
  if (done.status !== 0) throw new Error(`infra/main.bicep does not compile.\n${complaints}`);
  const template = armTemplate.parse(JSON.parse(done.stdout));
  if (complaints === '') {
    mkdirSync(join(kept, '..'), { recursive: true });
    const fresh = `${kept}.${process.pid}`;
    writeFileSync(fresh, done.stdout);
    renameSync(fresh, kept);
  }
  return { complaints, template };
}
