import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface FlowWatch {
  stop(): void;
}

/** Half of the second within which a person expects to hear of a mistake just saved. */
const intervalMs = 400;

/**
 * Calls `changed` whenever something in the folder has been saved. Looks at names, sizes and times instead of asking the
 * operating system to tell, which editors, network folders and containers each defeat in their own way.
 */
export function watchFlows(folder: string, changed: () => Promise<void>): FlowWatch {
  let last = folderStamp(folder);
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    const present = folderStamp(folder);
    if (present === last) return;
    last = present;
    busy = true;
    void changed().finally(() => {
      busy = false;
    });
  }, intervalMs);
  return { stop: () => clearInterval(timer) };
}

/** Changes whenever something in the folder does, at most `depth` folders further down. */
export function folderStamp(folder: string, depth = 10): string {
  const parts: string[] = [];
  const visit = (path: string, deeper: number): void => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory()) for (const name of deeper < 0 ? [] : readdirSync(path)) visit(join(path, name), deeper - 1);
    else if (found) parts.push(`${path} ${found.size} ${found.mtimeMs}`);
  };
  try {
    visit(folder, depth);
  } catch {
    return 'unreadable'; // A folder that goes away while it is read: the next look tells.
  }
  return parts.join('\n');
}
