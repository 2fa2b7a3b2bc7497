import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Pinned: a newer compiler may find more to say against templates that nobody has touched. */
export const bicepVersion = '0.49.2';

export type BicepCompiler =
  | { readonly kind: 'found'; readonly path: string }
  /** `why` is for the person who wonders what was left out. */
  | { readonly kind: 'absent'; readonly why: string };

/** The package is some forty megabytes. */
const restoreTimeoutMs = 120_000;

/**
 * The compiler from the NuGet package of this platform: as it lies in NuGet's folder already, or fetched once by `dotnet`.
 * Without a network and without the package there is none.
 */
export function bicepCompiler(): BicepCompiler {
  const name = `${process.platform}-${process.arch}`;
  const platform = platforms[name];
  if (platform === undefined) return { kind: 'absent', why: `there is none for ${name}` };
  const packages = process.env.NUGET_PACKAGES ?? join(homedir(), '.nuget/packages');
  const folder = join(packages, `azure.bicep.commandline.${platform}`, bicepVersion);
  const path = join(folder, 'tools', platform.startsWith('win') ? 'bicep.exe' : 'bicep');
  if (!existsSync(join(folder, '.nupkg.metadata'))) {
    // NuGet writes that file last: another process may be unpacking at this moment.
    const failed = restore(platform);
    if (failed !== undefined) return { kind: 'absent', why: failed };
  }
  return existsSync(path) ? { kind: 'found', path } : { kind: 'absent', why: `the package does not hold ${path}` };
}

const platforms: { readonly [name: string]: string } = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'osx-x64',
  'darwin-arm64': 'osx-arm64',
  'win32-x64': 'win-x64',
  'win32-arm64': 'win-arm64',
};

/** What went wrong, or undefined when the package lies in NuGet's folder now. */
function restore(platform: string): string | undefined {
  const work = mkdtempSync(join(tmpdir(), 'teams-ivr-bicep-'));
  try {
    const done = spawnSync(
      'dotnet',
      [
        'restore',
        join(process.cwd(), 'test/infra/bicep.csproj'),
        `-p:BicepPlatform=${platform}`,
        `-p:BicepVersion=${bicepVersion}`,
        `-p:MSBuildProjectExtensionsPath=${work}/`,
        `-p:BaseIntermediateOutputPath=${work}/`,
      ],
      {
        encoding: 'utf8',
        timeout: restoreTimeoutMs,
        env: { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1', MSBUILDDISABLENODEREUSE: '1' },
      },
    );
    if (done.error !== undefined) return 'the package is not here, and there is no dotnet that could fetch it';
    if (done.status !== 0) return `the package is not here, and dotnet could not fetch it (exit code ${done.status})`;
    return undefined;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
