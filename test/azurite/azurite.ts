import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Azurite, Microsoft's emulator of the storage account, in a process of its own on loopback and in memory. */
export interface Azurite {
  readonly connectionString: string;
  /** The addresses of the account in it. */
  readonly endpoints: { readonly blobs: string; readonly queues: string };
  /** Puts the emulator's clock there (epoch milliseconds); it stands still until the next call. */
  setTime(now: number): Promise<void>;
  close(): Promise<void>;
}

/** The key that every Azurite has (https://learn.microsoft.com/azure/storage/common/storage-use-azurite). It opens nothing else. */
const knownKey = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/** @param tls Files of a certificate and its key: then it speaks https, and takes tokens of an identity as well. */
export async function startAzurite(tls?: { readonly cert: string; readonly key: string }): Promise<Azurite> {
  const root = process.cwd(); // Jest runs at the root.
  const anyPort = ['blob', 'queue', 'table'].flatMap((service) => [`--${service}Port`, '0', `--${service}Host`, '127.0.0.1']);
  const child = spawn(
    process.execPath,
    [
      '--require',
      join(root, 'test/azurite/moved-clock.cjs'),
      join(root, 'node_modules/azurite/dist/src/azurite.js'),
      ...anyPort,
      '--inMemoryPersistence',
      '--skipApiVersionCheck', // The libraries speak a newer version than the emulator knows.
      '--disableTelemetry',
      ...(tls === undefined ? [] : ['--cert', tls.cert, '--key', tls.key, '--oauth', 'basic']),
    ],
    { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env: { PATH: process.env.PATH } },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const settings = new Map<unknown, () => void>();
  child.on('message', (id) => {
    settings.get(id)?.();
    settings.delete(id);
  });
  const { blobs, queues } = await addressesOf(child);
  const account = 'devstoreaccount1';
  const endpoints = { blobs: `${blobs}/${account}`, queues: `${queues}/${account}` };
  return {
    endpoints,
    connectionString: [
      `DefaultEndpointsProtocol=${tls === undefined ? 'http' : 'https'}`,
      `AccountName=${account}`,
      `AccountKey=${knownKey}`,
      `BlobEndpoint=${endpoints.blobs}`,
      `QueueEndpoint=${endpoints.queues}`,
    ].join(';'),
    setTime: (time) =>
      new Promise((resolve) => {
        const id = randomUUID();
        settings.set(id, resolve);
        child.send({ id, time });
      }),
    close: async () => {
      child.kill('SIGKILL'); // It keeps nothing, and its own end takes seconds.
      await ended;
    },
  };
}

async function addressesOf(child: ChildProcess): Promise<{ readonly blobs: string; readonly queues: string }> {
  if (!child.stdout || !child.stderr) throw new Error('The emulator has no output.');
  const said: string[] = [];
  child.stderr.on('data', (chunk) => said.push(String(chunk)));
  const found: { [service: string]: string } = {};
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    const [, service, address] = /Azurite (\w+) service is successfully listening at (\S+)/.exec(line) ?? [];
    if (service !== undefined && address !== undefined) found[service] = address;
    const { Blob: blobs, Queue: queues } = found;
    if (blobs === undefined || queues === undefined) continue;
    child.stdout.resume(); // What it says from now on is of no interest, but must be able to leave.
    return { blobs, queues };
  }
  throw new Error(`The emulator did not start:\n${said.join('\n')}`);
}
