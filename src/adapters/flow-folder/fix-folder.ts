import { writeFile } from 'node:fs/promises';
import type { Finding } from '../../core/flow/finding.ts';
import { applyQuickFixes, type Mended, mostFixRounds } from '../../core/flow/quick-fixes.ts';
import { checkFolder, type FolderFindings, type FolderKit } from './check-folder.ts';

export interface FixedFolder {
  /** What was mended, in the order in which it was done; places are those before the round that mended them. */
  readonly fixed: Mended['fixed'];
  /** What is left. */
  readonly left: FolderFindings;
}

/**
 * Applies every quick fix of a folder's findings, and those that the new texts have, until there is none. Files that
 * nobody else is writing are assumed. `wanted`: the findings that are to be mended.
 */
export async function fixFolder(
  dir: string,
  kit: FolderKit,
  wanted: (finding: Finding) => boolean = () => true,
): Promise<FixedFolder> {
  const fixed: Mended['fixed'][number][] = [];
  const seen = new Map<string, Set<string>>();
  let left = await checkFolder(dir, kit);
  for (let round = 0; round < mostFixRounds; round++) {
    let changed = false;
    for (const [file, text] of left.sources) {
      const own = left.findings.filter((finding) => finding.place.file === file && wanted(finding));
      const mended = applyQuickFixes(text, own);
      const before = seen.get(file) ?? new Set([text]);
      seen.set(file, before);
      // Fixes that undo each other would go round for ever.
      if (mended.fixed.length === 0 || before.has(mended.text)) continue;
      before.add(mended.text);
      await writeFile(file, mended.text);
      fixed.push(...mended.fixed);
      changed = true;
    }
    if (!changed) break;
    left = await checkFolder(dir, kit);
  }
  return { fixed, left };
}
