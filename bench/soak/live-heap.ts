import type { ChildProcess } from 'node:child_process';

/** A line of `node --trace-gc` that tells of a full collection: what is left is what is alive. */
const fullCollection = /Mark-Compact.*? -> (\d+(?:\.\d+)?) \(/g;

/**
 * What a bot holds on to, measured by V8 itself after each full collection: resident memory tells how lazy the collector is,
 * this tells whether the bot grows. The bot must run under `--trace-gc`.
 */
export class LiveHeap {
  readonly samples: { readonly second: number; readonly mebibytes: number }[] = [];

  watch(bot: ChildProcess, second: () => number): void {
    let rest = '';
    bot.stdout?.on('data', (chunk) => {
      const text = rest + String(chunk);
      const end = text.lastIndexOf('\n') + 1;
      rest = text.slice(end);
      for (const [, left] of text.slice(0, end).matchAll(fullCollection))
        this.samples.push({ second: second(), mebibytes: Number(left) });
    });
  }

  /** The least that was alive in each quarter of the run after its first minute: calls that are going on come on top. */
  inWords(): string {
    const settled = this.samples.filter(({ second }) => second >= 60);
    const last = settled.at(-1)?.second ?? 0;
    const quarters = [0, 1, 2, 3].map((n) => {
      const [from, to] = [60 + ((last - 60) * n) / 4, 60 + ((last - 60) * (n + 1)) / 4];
      return settled.filter(({ second }) => second >= from && (n === 3 || second < to)).map(({ mebibytes }) => mebibytes);
    });
    if (quarters.some((quarter) => quarter.length === 0)) return 'not known: too few full collections';
    return `${quarters.map((quarter) => Math.min(...quarter).toFixed(1)).join(', ')} MiB in the quarters of the run, ${settled.length} full collections`;
  }
}
