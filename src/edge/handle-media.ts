import type { IncomingRequest, Reply } from './http-types.ts';

/** The part of the prompt library that serves bytes. */
export interface MediaSource {
  wav(hash: string): Promise<Uint8Array | undefined>;
}

const fileName = /^([0-9a-f]{64})\.wav$/;

/**
 * `GET /media/{content hash}.wav`: prompts, as Microsoft's media service fetches them. Only a hash gets past this
 * function, so no path from a request reaches a file system. The same address means the same bytes forever.
 */
export async function handleMedia(request: IncomingRequest, library: MediaSource): Promise<Reply> {
  const method = request.method.toUpperCase();
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, headers: { allow: 'GET, HEAD' } };
  const hash = fileName.exec(request.params.file ?? '')?.[1];
  const wav = hash === undefined ? undefined : await library.wav(hash);
  if (hash === undefined || !wav) return { status: 404, headers: { 'cache-control': 'no-store' } };

  const etag = `"${hash}"`;
  const caching = { etag, 'cache-control': 'public, max-age=31536000, immutable' };
  if (namesTag(request.headers.get('if-none-match'), etag)) return { status: 304, headers: caching };

  const about = { ...caching, 'content-type': 'audio/wav', 'accept-ranges': 'bytes', 'x-content-type-options': 'nosniff' };
  const ifRange = request.headers.get('if-range');
  const range = ifRange === null || ifRange === etag ? readRange(request.headers.get('range'), wav.byteLength) : 'whole';
  if (range === 'outside') return { status: 416, headers: { ...about, 'content-range': `bytes */${wav.byteLength}` } };
  const part = range === 'whole' ? wav : wav.subarray(range.from, range.to + 1);
  const headers = {
    ...about,
    // With a body the host counts for itself.
    ...(method === 'HEAD' ? { 'content-length': String(part.byteLength) } : {}),
    ...(range === 'whole' ? {} : { 'content-range': `bytes ${range.from}-${range.to}/${wav.byteLength}` }),
  };
  return { status: range === 'whole' ? 200 : 206, headers, ...(method === 'HEAD' ? {} : { body: part }) };
}

function namesTag(header: string | null, etag: string): boolean {
  return (header ?? '').split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
}

type Range = 'whole' | 'outside' | { readonly from: number; readonly to: number };

/** One range of bytes; several, or what we do not understand, get the whole (RFC 9110, 14.2). */
function readRange(header: string | null, length: number): Range {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return 'whole';
  if (match[1] === '') {
    const last = Number(match[2]);
    return last === 0 ? 'outside' : { from: Math.max(0, length - last), to: length - 1 };
  }
  const from = Number(match[1]);
  const to = match[2] === '' ? length - 1 : Math.min(Number(match[2]), length - 1);
  if (match[2] !== '' && Number(match[2]) < from) return 'whole';
  return from >= length ? 'outside' : { from, to };
}
