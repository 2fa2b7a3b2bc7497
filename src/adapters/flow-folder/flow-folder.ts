import { Fault } from '../../core/call/fault.ts';
import type { FlowVersion } from '../../core/call/ids.ts';
import { compileFlow } from '../../core/flow/compile.ts';
import type { CompiledFlow } from '../../core/flow/compiled-flow.ts';
import type { Overrides } from '../../core/flow/schedules/override.ts';
import { lineFor } from '../../core/flow/workspace.ts';
import type { StepKit } from '../../core/steps/define-step.ts';
import { type Clock, systemClock } from '../../ports/clock.ts';
import type { FlowsAtHand } from '../../ports/flow-store.ts';
import type { FlowVersionStore } from '../../ports/flow-versions.ts';
import type { Log } from '../../ports/log.ts';
import type { FitWav, MediaStore } from '../../ports/prompts.ts';
import type { FolderFindings } from './check-folder.ts';
import { FolderState } from './folder-state.ts';
import { PromptAudioReader } from './prompt-audio.ts';

export interface FlowFolderOptions {
  /** `FLOWS_DIR`: the flows, `lines.jsonc` and `contacts.jsonc`. */
  readonly dir: string;
  readonly kits: ReadonlyMap<string, StepKit>;
  readonly fitWav: FitWav;
  readonly media: MediaStore;
  readonly versions: FlowVersionStore;
  readonly log: Log;
  /** Told whenever something was read anew, the first time included. */
  readonly onFindings?: (current: FolderFindings) => void;
  readonly clock?: Clock;
  /** Overrides of schedules that are kept elsewhere than in `schedules.jsonc`. */
  readonly overrides?: Overrides;
}

/** The flows of a folder, as they are now. */
export interface FlowFolder extends FlowsAtHand {
  /** What is wrong at present, in all files. */
  findings(): FolderFindings;
  /** Looks at every file now. */
  refresh(): Promise<void>;
  /** Goes on looking, so that findings come without a call; `onChange` after every change. */
  watch(onChange?: (current: FolderFindings) => void): void;
  close(): Promise<void>;
}

/** Files are looked at (not read) at most this often by calls. */
const lookEveryMs = 500;
const watchEveryMs = 700;
const mostVersions = 50;

/**
 * Flows from a folder of files. An edit takes effect on the next call; an edit with errors leaves the last good version
 * serving. A version is stored before it serves, so that its calls can end on it after any edit or restart (I6).
 */
export async function openFlowFolder(options: FlowFolderOptions): Promise<FlowFolder> {
  const { kits, fitWav, media, versions, log, onFindings, clock = systemClock } = options;
  const audio = new PromptAudioReader(fitWav, async (hash, wav) => {
    if (!(await media.has(hash))) await media.put(hash, wav);
  });
  const { dir, overrides = {} } = options;
  const state = new FolderState({ dir, kits, audio, versions, log, overrides });
  const listeners = new Set<(current: FolderFindings) => void>(onFindings === undefined ? [] : [onFindings]);
  const running = new Map<string, CompiledFlow>();
  const lookedAt = new Map<string, number>();
  let queue: Promise<unknown> = Promise.resolve();
  let watching = false;
  let closed = false;

  /** One look at a time: two would compile the same edit twice. */
  function look(what: () => Promise<boolean>): Promise<void> {
    const turn = queue.then(async () => {
      if (await what()) for (const listener of listeners) listener(state.current());
    });
    queue = turn.catch(() => undefined); // Whoever asked gets the error; the next look starts afresh.
    return turn;
  }

  async function lookIfDue(key: string, what: () => Promise<boolean>): Promise<void> {
    const before = lookedAt.get(key);
    const now = clock.now();
    if (before !== undefined && now >= before && now - before < lookEveryMs) return;
    await look(what);
    lookedAt.set(key, now);
  }

  const everything = async (): Promise<boolean> => {
    const workspace = await state.lookAtWorkspace();
    const flows: boolean[] = [];
    for (const name of state.flowNames()) flows.push(await state.lookAtFlow(name));
    return workspace || flows.includes(true);
  };

  // A store that is down must not keep the bot from starting: lines and contacts are enough for the safe flow (ADR 13).
  await look(everything).catch((error: unknown) => {
    if (!(error instanceof Fault && error.retryable)) throw error;
    log.error('flow.storeUnavailable', { code: error.code });
  });

  return {
    forIncoming: async (called) => {
      await lookIfDue('/', () => state.lookAtWorkspace());
      const line = lineFor(called, state.lines());
      if (line === undefined) return { kind: 'noFlow', why: 'no line takes this call: lines.jsonc has no "default"' };
      try {
        await lookIfDue(line.flow, () => state.lookAtFlow(line.flow));
      } catch (error) {
        // The new version could not be stored. The one before it can still take calls.
        if (state.serving(line.flow) === undefined) throw error;
        log.warn('flow.versionNotStored', { flow: line.flow });
      }
      const flow = state.serving(line.flow);
      if (flow === undefined) return { kind: 'noFlow', why: `flow "${line.flow}" is missing or has errors` };
      return { kind: 'found', line: line.name, flow };
    },
    version: async (name, version) => {
      const serving = state.serving(name);
      if (serving?.version === version) return serving;
      const key = `${name} ${version}`;
      const known = running.get(key) ?? (await recompile(name, version));
      running.delete(key); // Put back as the youngest.
      if (known !== undefined) running.set(key, known);
      const [oldest] = running.keys();
      if (running.size > mostVersions && oldest !== undefined) running.delete(oldest);
      return known;
    },
    lineOf: (called) => lineFor(called, state.lines())?.name,
    operatorOf: (line) => {
      const { lines } = state.lines();
      const operator = Object.hasOwn(lines, line) ? lines[line]?.operator : undefined;
      const contacts = state.contacts();
      return operator !== undefined && Object.hasOwn(contacts, operator) ? contacts[operator] : undefined;
    },
    line: (name) => {
      const { lines } = state.lines();
      return Object.hasOwn(lines, name) ? lines[name] : undefined;
    },
    contact: (name) => {
      const contacts = state.contacts();
      return Object.hasOwn(contacts, name) ? contacts[name] : undefined;
    },
    lines: () => state.lines().lines,
    contacts: () => state.contacts(),
    current: async (name) => {
      await lookIfDue('/', () => state.lookAtWorkspace());
      await lookIfDue(name, () => state.lookAtFlow(name));
      return state.serving(name);
    },
    findings: () => state.current(),
    refresh: () => look(everything),
    watch: (onChange) => {
      if (onChange !== undefined) listeners.add(onChange);
      if (!watching) void keepLooking();
      watching = true;
    },
    close: async () => {
      closed = true;
      await queue;
    },
  };

  async function recompile(name: string, version: FlowVersion): Promise<CompiledFlow | undefined> {
    const record = await versions.get(name, version);
    if (record === undefined) return undefined;
    const { flow } = compileFlow({ ...record, file: name, kits });
    if (flow === undefined) log.error('flow.versionUnusable', { flow: name, version }); // Written by another release.
    return flow;
  }

  async function keepLooking(): Promise<void> {
    while (!closed) {
      await clock.sleep(watchEveryMs);
      if (closed) return;
      await look(everything).catch(() => log.warn('flow.lookFailed'));
    }
  }
}
