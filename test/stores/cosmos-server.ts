import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** `@vercel/cosmosdb-server` as a process of its own on a port of this machine: a real HTTP endpoint for `@azure/cosmos`. */
export interface CosmosServer {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Any key will do: this server looks at none. It has to be base64. */
export const emulatorKey = Buffer.from('an emulator looks at no key').toString('base64');

export async function startCosmosServer(): Promise<CosmosServer> {
  const program = join(__dirname, '../../node_modules/@vercel/cosmosdb-server/lib/cli.js');
  const child = spawn(process.execPath, [program, '--no-ssl', '--host', '127.0.0.1', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await portOf(child);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: async () => {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** The server says where it listens once it does. */
async function portOf(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    const address = /connections at [^\n]*/.exec(said)?.[0];
    if (address !== undefined) return /:(\d+)\s*$/.exec(address)?.[1] ?? '';
  }
  throw new Error(`The Cosmos server did not start: ${said}`);
}
