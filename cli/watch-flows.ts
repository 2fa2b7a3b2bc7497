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
  let last = signature(folder);
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    const present = signature(folder);
    if (present === last) return;
    last = present;
    busy = true;
    void changed().finally(() => {
      busy = false;
    });
  }, intervalMs);
  return { stop: () => clearInterval(timer) };
}

function signature(folder: string): string {
  const parts: string[] = [];
  const visit = (path: string): void => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory()) for (const name of readdirSync(path)) visit(join(path, name));
    else if (found) parts.push(`${path} ${found.size} ${found.mtimeMs}`);
  };
  try {
    visit(folder);
  } catch {
    return 'unreadable'; // A folder that goes away while it is read: the next look tells.
  }
  return parts.join('\n');
}
