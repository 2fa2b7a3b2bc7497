/** One server-sent event, as far as the softphone uses them. */
export interface ServerSentEvent {
  readonly id: string | undefined;
  /** Undefined when the sender did not name it. */
  readonly event: string | undefined;
  readonly data: string;
}

/** A single event longer than this is not the simulator's; a stream without line ends must not fill the memory. */
const maxPendingCharacters = 4_000_000;

/**
 * Reads a `text/event-stream` body, whatever the chunks in which it arrives.
 * Comments (`: ping`) and fields without use here are skipped, as is an event that the end of the stream cut off.
 */
export async function* readEventStream(chunks: AsyncIterable<string>): AsyncGenerator<ServerSentEvent> {
  let pending = '';
  for await (const chunk of chunks) {
    pending = joinChunks(pending, chunk);
    if (pending.length > maxPendingCharacters) throw new Error('The event stream has no line ends.');
    const blocks = pending.split('\n\n');
    pending = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = parseBlock(block);
      if (event !== undefined) yield event;
    }
  }
}

/** Line ends may be CR LF; a CR at the end of a chunk waits for its LF. */
function joinChunks(pending: string, chunk: string): string {
  return (pending + chunk).replaceAll('\r\n', '\n');
}

function parseBlock(block: string): ServerSentEvent | undefined {
  const data: string[] = [];
  let id: string | undefined;
  let event: string | undefined;
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') data.push(value);
    if (field === 'id') id = value;
    if (field === 'event') event = value;
  }
  return data.length === 0 ? undefined : { id, event, data: data.join('\n') };
}

/** A fetch body as text. Safari has no async iteration over streams, hence the reader. */
export async function* textOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** What an event says, or undefined when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
