import type { Dice } from './dice.ts';
import { allFaultKinds, type FaultKind, faultKinds } from './fault-kinds.ts';
import type { FlowName } from './flows.ts';

/** What holds for the whole of one seed. */
export interface Setting {
  readonly flow: FlowName;
  readonly calls: number;
  readonly instances: number;
  /** Whether the platform waits for the answer to a notification before it sends the next one of that call. Undocumented. */
  readonly platformWaits: boolean;
  /** Whether it sends a notification again that was not answered with 2xx. Undocumented. */
  readonly platformRedelivers: boolean;
  /** A timer trigger runs once for all instances; bots on machines of their own sweep each for itself. */
  readonly sweepers: 'one' | 'all';
  /** Chance at one opportunity; absent means never. */
  readonly chances: ReadonlyMap<FaultKind, number>;
  /** Milliseconds after the start: from then on new calls get the second version of the flow. */
  readonly publishedAt: number;
  /** Milliseconds after the start: from then on nothing goes wrong any more. */
  readonly faultsUntil: number;
  /** Production's token libraries and signature checks, instead of their quick stand-ins. */
  readonly realIdentity: boolean;
}

export function drawSetting(dice: Dice): Setting {
  const calm = dice.chance('calm', 0.08);
  return {
    flow: dice.pick('flow', ['digits', 'everything', 'main-line', 'hunt', 'several', 'reminder']),
    calls: dice.chance('two calls', 0.15) ? 2 : 1,
    instances: dice.between('instances', 1, 4),
    platformWaits: dice.chance('platform waits', 0.5),
    platformRedelivers: dice.chance('platform redelivers', 0.6),
    sweepers: dice.chance('sweepers', 0.5) ? 'one' : 'all',
    chances: calm ? new Map() : drawChances(dice),
    publishedAt: dice.between('published at', 0, 30_000),
    faultsUntil: dice.between('faults until', 20_000, 120_000),
    realIdentity: dice.chance('real identity', 1 / 16),
  };
}

/** Some seeds suffer from one thing only, some from everything. */
function drawChances(dice: Dice): ReadonlyMap<FaultKind, number> {
  const share = dice.pick('how many faults', [0.08, 0.25, 0.6]);
  const scale = dice.pick('how bad', [0.5, 1, 3]);
  const chosen = allFaultKinds.filter((kind) => dice.chance(`has ${kind}`, share));
  return new Map(chosen.map((kind) => [kind, Math.min(0.9, faultKinds[kind] * scale)]));
}
