import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where Graph would keep a recording until it is fetched. */
export interface RecordingSourceServer {
  readonly location: string;
  /** How often it was asked. */
  readonly asked: number;
  /** What it answers from now on. */
  answerWith(status: number): void;
  close(): Promise<void>;
}

/** The token without which the recording is not given. */
export const recordingToken = 's3cret-of-the-recording';

/** The smallest thing that looks like a WAV file with sound in it. */
export const aRecording = Buffer.concat([
  Buffer.from('RIFF\x80\0\0\0WAVEfmt ', 'latin1'),
  Buffer.alloc(112, 7), // More than a header.
]);

export async function startRecordingSource(): Promise<RecordingSourceServer> {
  let status = 200;
  let asked = 0;
  const server = createServer((request, response) => {
    asked++;
    const allowed = request.headers.authorization === `Bearer ${recordingToken}`;
    response.writeHead(allowed ? status : 401).end(allowed && status === 200 ? aRecording : undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // It listens on TCP.
  return {
    location: `http://127.0.0.1:${port}/recordings/1`,
    get asked() {
      return asked;
    },
    answerWith: (next) => {
      status = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
