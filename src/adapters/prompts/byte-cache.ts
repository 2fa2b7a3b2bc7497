/** Sounds that were needed lately, bounded by their bytes; the one unused for longest goes first. */
export class ByteCache {
  readonly #capacityBytes: number;
  readonly #sounds = new Map<string, Uint8Array>(); // In the order of use: a Map keeps the order of insertion.
  #bytes = 0;

  constructor(capacityBytes: number) {
    this.#capacityBytes = capacityBytes;
  }

  get(hash: string): Uint8Array | undefined {
    const bytes = this.#sounds.get(hash);
    if (bytes !== undefined) {
      this.#sounds.delete(hash);
      this.#sounds.set(hash, bytes);
    }
    return bytes;
  }

  put(hash: string, bytes: Uint8Array): void {
    if (bytes.length > this.#capacityBytes / 4) return; // One long piece of music must not push out every prompt.
    this.#remove(hash);
    this.#sounds.set(hash, bytes);
    this.#bytes += bytes.length;
    for (const oldest of this.#sounds.keys()) {
      if (this.#bytes <= this.#capacityBytes) return;
      this.#remove(oldest);
    }
  }

  #remove(hash: string): void {
    this.#bytes -= this.#sounds.get(hash)?.length ?? 0;
    this.#sounds.delete(hash);
  }
}
