import { Fault } from '../../core/call/fault.ts';
import type { Party } from '../../core/call/party.ts';
import type { CompiledFlow } from '../../core/flow/compiled-flow.ts';
import { lineFor } from '../../core/flow/workspace.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FlowStore, FlowsAtHand } from '../../ports/flow-store.ts';
import type { Log } from '../../ports/log.ts';
import type { WorkspaceStore } from '../../ports/workspace-store.ts';
import { callerKey, getsCanary, hashOfCaller } from './caller-key.ts';
import { type Aliases, type Release, readAliases, readRelease } from './documents.ts';
import { aliasIn } from './place-release.ts';

export interface PublishedFlowsOptions {
  readonly workspace: WorkspaceStore;
  /** Serves for as long as nothing has been published, and compiles versions whenever they are needed. */
  readonly folder: FlowsAtHand;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

/** How old the aliases may be that a call is answered by: a publication is everywhere after this. */
export const freshForMs = 3_000;
/** After a failure the store is not asked with every call. */
const againAfterMs = 1_000;

interface Snapshot {
  /** Undefined: nothing has been published. */
  readonly aliases: Aliases | undefined;
  readonly releases: ReadonlyMap<string, Release>;
}

/**
 * Answers calls with what is published.
 *
 * 1. A new call costs at most one point read, of the aliases, and none while they are fresh. What never changes
 *    (releases, flow versions) is read once for each instance.
 * 2. While the store is down, the last good aliases, releases and flows serve.
 * 3. The same caller gets the same side of a canary on every instance, and nothing of the caller is kept.
 */
export function publishedFlows({ workspace, folder, clock, log }: PublishedFlowsOptions): FlowsAtHand {
  let snapshot: Snapshot | undefined;
  let askAgainAt = Number.NEGATIVE_INFINITY;
  let flight: Promise<Snapshot> | undefined;
  /** The last flow that served a line, in whatever release. */
  const lastGood = new Map<string, CompiledFlow>();

  async function read(): Promise<Snapshot> {
    const aliases = (await readAliases(workspace))?.value;
    const known = snapshot?.releases ?? new Map<string, Release>();
    const releases = new Map<string, Release>();
    for (const { release, canary } of Object.values(aliases?.aliases ?? {})) {
      for (const version of canary === undefined ? [release] : [release, canary.release]) {
        const found = known.get(version) ?? (await readRelease(workspace, version));
        if (found === undefined) throw new Fault('STORE_CORRUPT', 'A release that is published is missing from the store.');
        releases.set(version, found);
      }
    }
    return { aliases, releases };
  }

  async function refresh(): Promise<Snapshot> {
    try {
      const fresh = await read();
      const [was, is] = [snapshot, fresh].map((one) => one?.aliases && aliasIn(one.aliases, 'live')?.release);
      if (is !== undefined && is !== was) log.info('flows.published', { release: is });
      snapshot = fresh;
      askAgainAt = clock.now() + freshForMs;
      return fresh;
    } catch (error) {
      askAgainAt = clock.now() + againAfterMs;
      if (snapshot === undefined) throw error;
      log.warn('flows.lastGoodServes', { code: error instanceof Fault ? error.code : 'unknown' });
      return snapshot;
    }
  }

  async function current(): Promise<Snapshot> {
    if (snapshot !== undefined && clock.now() < askAgainAt) return snapshot;
    flight ??= refresh().finally(() => {
      flight = undefined;
    });
    return flight;
  }

  const forIncoming: FlowStore['forIncoming'] = async (called, caller) => {
    const { aliases, releases } = await current();
    const chosen = aliases && choose(aliases, releases, called, caller);
    if (chosen === undefined) return folder.forIncoming(called, caller); // Nothing is live yet.
    const { release, line } = chosen;
    if (line === undefined) return { kind: 'noFlow', why: 'no line takes this call: lines.jsonc has no "default"' };
    const flow = await flowOf(release, line.flow);
    const serving = flow ?? lastGood.get(line.name);
    if (serving === undefined) return { kind: 'noFlow', why: `the published flow "${line.flow}" cannot be played` };
    lastGood.set(line.name, serving);
    return { kind: 'found', line: line.name, flow: serving };
  };

  async function flowOf(release: Release, name: string): Promise<CompiledFlow | undefined> {
    const version = Object.hasOwn(release.flows, name) ? release.flows[name] : undefined;
    try {
      const flow = version && (await folder.version(name, version));
      if (flow === undefined) log.error('flows.releaseUnusable', { flow: name, release: release.version });
      return flow;
    } catch (error) {
      if (!(error instanceof Fault) || lastGood.size === 0) throw error;
      log.warn('flows.lastGoodServes', { code: error.code });
      return undefined;
    }
  }

  const live = (): Release | undefined => {
    const alias = aliasIn(snapshot?.aliases, 'live');
    return alias && snapshot?.releases.get(alias.release);
  };
  return {
    forIncoming,
    version: (name, version) => folder.version(name, version),
    lineOf: (called) => {
      const release = live();
      return release === undefined ? folder.lineOf(called) : lineFor(called, release.lines)?.name;
    },
    operatorOf: (line) => {
      const release = live();
      if (release === undefined) return folder.operatorOf(line);
      return Object.hasOwn(release.operators, line) ? release.operators[line] : undefined;
    },
  };
}

interface Chosen {
  readonly release: Release;
  /** Undefined: no line takes the call. */
  readonly line: { readonly name: string; readonly flow: string } | undefined;
}

/** A caller who is on a list comes first, then what the line uses, then `live`. Undefined: nothing is live. */
function choose(
  aliases: Aliases,
  releases: ReadonlyMap<string, Release>,
  called: Party,
  caller: Party | undefined,
): Chosen | undefined {
  const key = callerKey(caller);
  const side = (name: string): Release | undefined => {
    const alias = aliasIn(aliases, name);
    const canary = alias?.canary !== undefined && getsCanary(key, alias.canary) ? alias.canary.release : undefined;
    return alias && releases.get(canary ?? alias.release);
  };
  const own = key === undefined ? undefined : aliases.callers[hashOfCaller(key, aliases.callerSalt)];
  const listed = own === undefined ? undefined : side(own);
  if (listed !== undefined) return { release: listed, line: lineFor(called, listed.lines) };
  const release = side('live');
  if (release === undefined) return undefined;
  const line = lineFor(called, release.lines);
  const lineAlias = line !== undefined && Object.hasOwn(aliases.lines, line.name) ? aliases.lines[line.name] : undefined;
  const other = lineAlias === undefined ? undefined : side(lineAlias);
  const there = line !== undefined && other !== undefined ? other.lines.lines[line.name] : undefined;
  if (line === undefined || other === undefined || there === undefined) return { release, line };
  return { release: other, line: { name: line.name, flow: there.flow } };
}
