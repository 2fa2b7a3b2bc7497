/**
 * Builds the page and serves it with the scripted stand-in of the simulator: `node web/softphone/dev/serve.ts [port]`.
 * Reload the browser after a change; the bundle is made anew for each visit of the page.
 */
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { bundleSoftphone, contentSecurityPolicy } from '../build.mjs';
import { createFakeSimulator } from './fake-simulator.ts';

const outDir = join(tmpdir(), `softphone-dev-${process.pid}`);
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const files = ['index.html', 'softphone.js', 'softphone.css', 'capture-worklet.js', 'icon.svg'];

async function servePage(path: string, response: ServerResponse): Promise<void> {
  const name = path === '/softphone/' ? 'index.html' : path.slice('/softphone/'.length);
  if (!files.includes(name)) return void response.writeHead(404).end();
  if (name === 'index.html') await bundleSoftphone({ outDir, minify: false });
  const type = types[extname(name)] ?? 'application/octet-stream';
  response.writeHead(200, {
    'content-type': type,
    'content-security-policy': contentSecurityPolicy,
    'cache-control': 'no-store',
  });
  response.end(await readFile(join(outDir, name)));
}

const { server } = createFakeSimulator((path, response) => {
  servePage(path, response).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    response.writeHead(500).end();
  });
});
server.listen(Number(process.argv[2] ?? 7090), '127.0.0.1', () => {
  process.stdout.write(`Softphone with a scripted bot: http://127.0.0.1:${Number(process.argv[2] ?? 7090)}/softphone/\n`);
});
