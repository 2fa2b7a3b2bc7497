import { randomBytes } from 'node:crypto';
import { empty, type GraphResponse } from '../messages.ts';

interface Kept {
  readonly callId: string;
  readonly token: string;
  readonly wav: Uint8Array;
  open: boolean;
}

/** Finished recordings: each can be fetched with its own token only, and only for a short while. */
export class RecordingShelf {
  readonly #kept = new Map<string, Kept>();
  readonly #ownUrl: () => string;
  readonly #newId: () => string;

  constructor(ownUrl: () => string, newId: () => string) {
    this.#ownUrl = ownUrl;
    this.#newId = newId;
  }

  put(callId: string, wav: Uint8Array): { readonly id: string; readonly location: string; readonly accessToken: string } {
    const id = this.#newId();
    const token = randomBytes(24).toString('base64url');
    this.#kept.set(id, { callId, token, wav, open: true });
    return { id, location: `${this.#ownUrl()}/v1/recordings/${id}`, accessToken: token };
  }

  /** `GET /v1/recordings/{id}` (graph-calling, 4.3). */
  answer(id: string, bearer: string | undefined): GraphResponse {
    const kept = this.#kept.get(id);
    if (bearer === undefined) return empty(401);
    if (!kept?.open) return empty(404);
    if (kept.token !== bearer) return empty(401);
    return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: kept.wav };
  }

  /** For the softphone's own ears, which need no token. */
  listenTo(id: string): Uint8Array | undefined {
    return this.#kept.get(id)?.wav;
  }

  /** The bot is too late from now on. */
  close(callId: string): void {
    for (const kept of this.#kept.values()) if (kept.callId === callId) kept.open = false;
  }

  forget(callId: string): void {
    for (const [id, kept] of this.#kept) if (kept.callId === callId) this.#kept.delete(id);
  }
}
