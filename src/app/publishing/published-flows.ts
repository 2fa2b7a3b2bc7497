import { Fault } from '../../core/call/fault.ts';
import type { Party } from '../../core/call/party.ts';
import type { CompiledFlow } from '../../core/flow/compiled-flow.ts';
import { workspaceFiles } from '../../core/flow/published/workspace-texts.ts';
import { type Contacts, lineFor, readContacts } from '../../core/flow/workspace.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FlowStore, FlowsAtHand } from '../../ports/flow-store.ts';
import type { Log } from '../../ports/log.ts';
import type { WorkspaceStore } from '../../ports/workspace-store.ts';
import { callerKey, getsCanary, hashOfCaller } from './caller-key.ts';
import { type Aliases, type Release, readAliases, readRelease, readTextOf } from './documents.ts';
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
  readonly releases: ReadonlyMap<string, Served>;
}

/** A release as an instance keeps it. */
interface Served {
  readonly release: Release;
  readonly contacts: Contacts;
}

/**
 * Answers calls with what is published.
 *
 * 1. A new call costs at most one point read, of the aliases, and none while they are fresh. What never changes
 *    (releases, flow versions) is read once for each instance.
 * 2. While the store is down, the last good aliases, releases and flows serve.
 * 3. The same caller gets the same side of a canary on every instance, and nothing of the caller is kept.
 */
export async function publishedFlows({ workspace, folder, clock, log }: PublishedFlowsOptions): Promise<FlowsAtHand> {
  let snapshot: Snapshot | undefined;
  let askAgainAt = Number.NEGATIVE_INFINITY;
  let flight: Promise<Snapshot> | undefined;
  /** The last flow that served a line, in whatever release. */
  const lastGood = new Map<string, CompiledFlow>();

  async function read(): Promise<Snapshot> {
    const aliases = (await readAliases(workspace))?.value;
    const known = snapshot?.releases ?? new Map<string, Served>();
    const releases = new Map<string, Served>();
    for (const { release, canary } of Object.values(aliases?.aliases ?? {})) {
      for (const version of canary === undefined ? [release] : [release, canary.release]) {
        const found = known.get(version) ?? (await readServed(version));
        if (found === undefined) throw new Fault('STORE_CORRUPT', 'A release that is published is missing from the store.');
        releases.set(version, found);
      }
    }
    return { aliases, releases };
  }

  async function readServed(version: string): Promise<Served | undefined> {
    const release = await readRelease(workspace, version);
    const hash = release?.files[workspaceFiles.contacts];
    const text = hash === undefined ? undefined : await readTextOf(workspace, hash);
    return release && { release, contacts: (text === undefined ? undefined : readContacts(text, '').contacts) ?? {} };
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
      if (snapshot === undefined || !(error instanceof Fault)) throw error;
      log.warn('flows.lastGoodServes', { code: error.code });
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
    const { served, line } = chosen;
    if (line === undefined) return { kind: 'noFlow', why: 'no line takes this call: lines.jsonc has no "default"' };
    const serving = await flowOf(served.release, line.flow, lastGood.get(line.name));
    if (serving === undefined) return { kind: 'noFlow', why: `the published flow "${line.flow}" cannot be played` };
    lastGood.set(line.name, serving);
    return { kind: 'found', line: line.name, flow: serving };
  };

  /** `before`: what serves in its place when it cannot be had. A store that is away and nothing in its place is a fault. */
  async function flowOf(release: Release, name: string, before?: CompiledFlow): Promise<CompiledFlow | undefined> {
    const version = Object.hasOwn(release.flows, name) ? release.flows[name] : undefined;
    try {
      const flow = version && (await folder.version(name, version));
      if (flow === undefined) log.error('flows.releaseUnusable', { flow: name, release: release.version });
      return flow ?? before;
    } catch (error) {
      if (!(error instanceof Fault) || before === undefined) throw error;
      log.warn('flows.lastGoodServes', { code: error.code });
      return before;
    }
  }

  const live = (): Served | undefined => {
    const alias = aliasIn(snapshot?.aliases, 'live');
    return alias && snapshot?.releases.get(alias.release);
  };
  const line: FlowsAtHand['line'] = (name) => {
    const served = live();
    if (served === undefined) return folder.line(name);
    const { lines } = served.release.lines;
    return Object.hasOwn(lines, name) ? lines[name] : undefined;
  };
  const contact: FlowsAtHand['contact'] = (name) => {
    const served = live();
    if (served === undefined) return folder.contact(name);
    return Object.hasOwn(served.contacts, name) ? served.contacts[name] : undefined;
  };

  // A store that is down must not keep the bot from starting: it is asked again with the first call.
  await current().catch((error: unknown) => {
    if (!(error instanceof Fault && error.retryable)) throw error;
    log.error('flows.storeUnavailable', { code: error.code });
  });
  return {
    forIncoming,
    version: (name, version) => folder.version(name, version),
    current: async (name) => {
      await current();
      const served = live();
      return served === undefined ? folder.current(name) : flowOf(served.release, name);
    },
    line,
    contact,
    lines: () => live()?.release.lines.lines ?? folder.lines(),
    contacts: () => live()?.contacts ?? folder.contacts(),
    lineOf: (called) => {
      const served = live();
      return served === undefined ? folder.lineOf(called) : lineFor(called, served.release.lines)?.name;
    },
    operatorOf: (name) => {
      const operator = line(name)?.operator;
      return operator === undefined ? undefined : contact(operator);
    },
  };
}

interface Chosen {
  readonly served: Served;
  /** Undefined: no line takes the call. */
  readonly line: { readonly name: string; readonly flow: string } | undefined;
}

/** A caller who is on a list comes first, then what the line uses, then `live`. Undefined: nothing is live. */
function choose(
  aliases: Aliases,
  releases: ReadonlyMap<string, Served>,
  called: Party,
  caller: Party | undefined,
): Chosen | undefined {
  const key = callerKey(caller);
  const side = (name: string): Served | undefined => {
    const alias = aliasIn(aliases, name);
    const canary = alias?.canary !== undefined && getsCanary(key, alias.canary) ? alias.canary.release : undefined;
    return alias && releases.get(canary ?? alias.release);
  };
  const own = key === undefined ? undefined : aliases.callers[hashOfCaller(key, aliases.callerSalt)];
  const listed = own === undefined ? undefined : side(own);
  if (listed !== undefined) return { served: listed, line: lineFor(called, listed.release.lines) };
  const served = side('live');
  if (served === undefined) return undefined;
  const line = lineFor(called, served.release.lines);
  const lineAlias = line !== undefined && Object.hasOwn(aliases.lines, line.name) ? aliases.lines[line.name] : undefined;
  const other = lineAlias === undefined ? undefined : side(lineAlias);
  const there = line !== undefined && other !== undefined ? other.release.lines.lines[line.name] : undefined;
  if (line === undefined || other === undefined || there === undefined) return { served, line };
  return { served: other, line: { name: line.name, flow: there.flow } };
}
