import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Fault } from '../src/core/call/fault.ts';
import { isFree } from './free-port.ts';

const note = z.object({ pid: z.number().int().positive(), port: z.number().int(), softphone: z.string() });

/**
 * Refuses a folder of calls that a running `npm start` has. Two bots on one folder would take each other's work: a call
 * that one was asked for would ring in the other one's softphone. Throws a `STATE_IN_USE` fault.
 */
export async function ensureFree(stateDir: string): Promise<void> {
  const other = await readNote(stateDir);
  // A number of a process comes again after a restart of the machine, and so does a port; hardly ever both.
  if (other === undefined || !isRunning(other.pid) || (await isFree(other.port))) return;
  throw new Fault(
    'STATE_IN_USE',
    `It runs already: ${other.softphone}\nStop it there with Ctrl-C, or give this one a folder of its own, for example --state-dir .state/second.`,
  );
}

/** Notes that this process has the folder. `port`: the simulator's. @returns gives it back. */
export async function claim(stateDir: string, port: number, softphone: string): Promise<() => Promise<void>> {
  await mkdir(stateDir, { recursive: true });
  await writeFile(pathOf(stateDir), JSON.stringify({ pid: process.pid, port, softphone }));
  return () => rm(pathOf(stateDir), { force: true });
}

function pathOf(stateDir: string): string {
  return join(stateDir, 'running.json');
}

async function readNote(stateDir: string): Promise<z.infer<typeof note> | undefined> {
  try {
    return note.parse(JSON.parse(await readFile(pathOf(stateDir), 'utf8')));
  } catch {
    return undefined; // Not there, or cut short by a crash: nobody has the folder.
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'; // Somebody else's, but there.
  }
}
