import { handleMedia } from './handle-media.ts';

const hash = 'a'.repeat(64);
const wav = Uint8Array.from({ length: 100 }, (_byte, index) => index);

function ask(file: string, headers: Record<string, string> = {}, method = 'GET') {
  const asked: string[] = [];
  const library = {
    wav: async (name: string) => {
      asked.push(name);
      return name === hash ? wav : undefined;
    },
  };
  const request = { method, url: `http://127.0.0.1/media/${file}`, headers: new Headers(headers), body: null, params: { file } };
  return handleMedia(request, library).then((reply) => ({ ...reply, asked }));
}

test('a prompt is served as a WAV that may be kept forever', async () => {
  const reply = await ask(`${hash}.wav`);
  expect(reply).toMatchObject({
    status: 200,
    headers: { 'content-type': 'audio/wav', etag: `"${hash}"`, 'cache-control': 'public, max-age=31536000, immutable' },
  });
  expect(reply.body).toEqual(wav);
});

test.each(['x.wav', hash, `${hash.toUpperCase()}.wav`, `../${hash}.wav`, `${hash}.wav/..`, `${hash}.mp3`, '', `${hash}.wav\n`])(
  '%j is no prompt, and nobody is asked for it',
  async (file) => {
    expect(await ask(file)).toMatchObject({ status: 404, asked: [] });
  },
);

test('a prompt that does not exist is not found, and that is not kept', async () => {
  expect(await ask(`${'b'.repeat(64)}.wav`)).toMatchObject({ status: 404, headers: { 'cache-control': 'no-store' } });
});

test('who has it already is told so', async () => {
  for (const tag of [`"${hash}"`, `W/"${hash}"`, `"x", "${hash}"`, '*']) {
    const reply = await ask(`${hash}.wav`, { 'if-none-match': tag });
    expect(reply.status).toBe(304);
    expect(reply.body).toBeUndefined();
  }
  expect((await ask(`${hash}.wav`, { 'if-none-match': '"x"' })).status).toBe(200);
});

test('HEAD tells the length and sends nothing', async () => {
  const reply = await ask(`${hash}.wav`, {}, 'HEAD');
  expect(reply).toMatchObject({ status: 200, headers: { 'content-length': '100' } });
  expect(reply.body).toBeUndefined();
});

test.each([
  ['bytes=0-9', 206, 'bytes 0-9/100', 10],
  ['bytes=90-', 206, 'bytes 90-99/100', 10],
  ['bytes=-5', 206, 'bytes 95-99/100', 5],
  ['bytes=50-500', 206, 'bytes 50-99/100', 50],
  ['bytes=100-', 416, 'bytes */100', 0],
  ['bytes=-0', 416, 'bytes */100', 0],
  ['bytes=9-3', 200, undefined, 100],
  ['bytes=0-1,5-6', 200, undefined, 100],
  ['lines=1-2', 200, undefined, 100],
])('the range %s is answered %i', async (range, status, contentRange, length) => {
  const reply = await ask(`${hash}.wav`, { range });
  expect(reply.status).toBe(status);
  expect(reply.headers?.['content-range']).toBe(contentRange);
  expect(reply.body?.length ?? 0).toBe(length);
});

test('a range of something else that once had this address is the whole', async () => {
  expect((await ask(`${hash}.wav`, { range: 'bytes=0-9', 'if-range': '"x"' })).status).toBe(200);
  expect((await ask(`${hash}.wav`, { range: 'bytes=0-9', 'if-range': `"${hash}"` })).status).toBe(206);
});

test('nothing is put there', async () => {
  expect(await ask(`${hash}.wav`, {}, 'POST')).toMatchObject({ status: 405, asked: [] });
});
