import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claim, ensureFree } from './state-folder.ts';

let dir: string;
let server: Server;
let port: number;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'state-folder-'));
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port; // It listens on TCP.
});
afterEach(() => {
  server.close();
  rmSync(dir, { recursive: true, force: true });
});

test('a folder that a running start has is refused, with the address where it runs', async () => {
  const giveBack = await claim(dir, port, 'http://127.0.0.1:7072/softphone/');
  await expect(ensureFree(dir)).rejects.toMatchObject({
    code: 'STATE_IN_USE',
    message: expect.stringContaining('http://127.0.0.1:7072/softphone/'),
  });
  await giveBack();
  await expect(ensureFree(dir)).resolves.toBeUndefined();
});

test('a start that was killed leaves the folder to the next one, also when its process number is taken again', async () => {
  await claim(dir, port, 'http://127.0.0.1:7072/softphone/');
  await new Promise((resolve) => server.close(resolve));
  await expect(ensureFree(dir)).resolves.toBeUndefined();
});

test('a folder that is new, and one whose note was cut short, are free', async () => {
  await expect(ensureFree(join(dir, 'new'))).resolves.toBeUndefined();
  writeFileSync(join(dir, 'running.json'), '{"pid":');
  await expect(ensureFree(dir)).resolves.toBeUndefined();
});
