/**
 * Runs on the browser's audio thread: gathers the microphone's samples into blocks of 50 ms and hands them to the page.
 * Bundled as a file of its own. The names below exist in every AudioWorkletGlobalScope; the DOM types do not list them.
 */
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

const blockSamples = 800;

class CaptureProcessor extends AudioWorkletProcessor {
  private block = new Float32Array(blockSamples);
  private filled = 0;

  /** Called by the browser with 128 samples at a time; `true` keeps the processor alive. */
  process(inputs: readonly (readonly Float32Array[])[]): boolean {
    const samples = inputs[0]?.[0];
    if (samples === undefined) return true; // The microphone is not connected yet.
    for (const sample of samples) {
      this.block[this.filled] = sample;
      this.filled += 1;
      if (this.filled === blockSamples) this.handOver();
    }
    return true;
  }

  private handOver(): void {
    this.port.postMessage(this.block, [this.block.buffer]);
    this.block = new Float32Array(blockSamples);
    this.filled = 0;
  }
}

registerProcessor('capture', CaptureProcessor);
