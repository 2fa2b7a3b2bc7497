import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { IncomingRequest, Reply } from './http-types.ts';

/** A file of the built page, by its name; undefined when there is none. Each is asked for once. */
export type ReadPageFile = (name: string) => Promise<Uint8Array | undefined>;

/** What the built page consists of. Nothing else is ever read, whatever a request asks for. */
const fileTypes: ReadonlyMap<string, string> = new Map([
  ['index.html', 'text/html; charset=utf-8'],
  ['console.js', 'text/javascript; charset=utf-8'],
  ['console.css', 'text/css; charset=utf-8'],
  ['icon.svg', 'image/svg+xml'],
]);

/**
 * The page loads and asks nothing but what lies on its own origin, and nobody may show it in a frame. Its interface library
 * makes empty style elements and fills them by rule, hence the hash, which is that of nothing.
 */
const pageHeaders = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'cross-origin-opener-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache', // The tag settles it: the page of a new version is there at once.
  vary: 'accept-encoding',
} as const;

interface PageFile {
  readonly type: string;
  readonly etag: string;
  readonly bytes: Uint8Array;
  readonly zipped: Uint8Array;
}

/**
 * Serves the console: the same files to everybody, without anything of any call in them. Who may see calls is settled by the
 * API that the page asks. The path is what stands in the route's open place, empty for the page itself.
 */
export function consoleDoor(read: ReadPageFile): (request: IncomingRequest) => Promise<Reply> {
  const files = new Map<string, Promise<PageFile | undefined>>();
  const fileNamed = (name: string, type: string): Promise<PageFile | undefined> => {
    const known = files.get(name) ?? openFile(read, name, type);
    files.set(name, known);
    known.catch(() => files.delete(name));
    return known;
  };
  return async (request) => {
    const method = request.method.toUpperCase();
    if (method !== 'GET' && method !== 'HEAD') return { status: 405, headers: { allow: 'GET, HEAD' } };
    const name = request.params.path || 'index.html';
    const type = fileTypes.get(name);
    if (type === undefined) return { status: 404, headers: { 'cache-control': 'no-store' } };
    const file = await fileNamed(name, type);
    return file === undefined ? notBuilt : shown(file, request, method);
  };
}

async function openFile(read: ReadPageFile, name: string, type: string): Promise<PageFile | undefined> {
  const bytes = await read(name);
  if (bytes === undefined) return undefined;
  const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
  return { type, etag, bytes, zipped: await promisify(gzip)(bytes) };
}

function shown({ type, etag, bytes, zipped }: PageFile, { headers }: IncomingRequest, method: 'GET' | 'HEAD'): Reply {
  const about = { ...pageHeaders, etag };
  const known = (headers.get('if-none-match') ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
  if (known) return { status: 304, headers: about };
  const zips = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(headers.get('accept-encoding') ?? '');
  const body = zips ? zipped : bytes;
  const full = { ...about, 'content-type': type, ...(zips ? { 'content-encoding': 'gzip' } : {}) };
  if (method === 'HEAD') return { status: 200, headers: { ...full, 'content-length': String(body.byteLength) } };
  return { status: 200, headers: full, body };
}

const notBuilt: Reply = {
  status: 503,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  body: 'The console has not been built: run "npm run build", then start again.\n',
};
