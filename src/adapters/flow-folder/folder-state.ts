import { join } from 'node:path';
import type { CompiledFlow } from '../../core/flow/compiled-flow.ts';
import { type FlowEnvironment, noEnvironment } from '../../core/flow/environment/environment.ts';
import type { Finding } from '../../core/flow/finding.ts';
import { alsoOverridden, type Overrides } from '../../core/flow/schedules/override.ts';
import type { Schedules } from '../../core/flow/schedules/schedule.ts';
import type { Contacts, Lines, People } from '../../core/flow/workspace.ts';
import type { FlowVersionStore } from '../../ports/flow-versions.ts';
import type { Log } from '../../ports/log.ts';
import type { FolderFindings } from './check-folder.ts';
import { contactsFile, environmentFile, linesFile, listFlows, schedulesFile, stampOf } from './folder-files.ts';
import { KeptFile } from './kept-file.ts';
import { type FlowSettings, readFlow } from './read-flow.ts';
import { flowWorkspace, readContactsFile, readEnvironmentFile, readLinesFile, readSchedulesFile } from './read-workspace.ts';

interface FlowState {
  /** Of the workspace that it was compiled with. */
  readonly edition: number;
  /** Of its files. */
  readonly stamp: string;
  readonly files: readonly string[];
  readonly findings: readonly Finding[];
  readonly text?: string;
  /** The last good version; an older one than the file's when that has errors. */
  readonly serving?: CompiledFlow;
}

/** What the folder held when it was last looked at. Looking is cheap as long as no file has changed. */
export class FolderState {
  private readonly settings: FlowSettings & {
    readonly versions: FlowVersionStore;
    readonly log: Log;
    readonly overrides?: Overrides;
  };
  private readonly flows = new Map<string, FlowState>();
  private names: readonly string[] = [];
  private workspaceStamp = '';
  private readonly linesFile = new KeptFile<Lines>({ lines: {} });
  private readonly contactsFile = new KeptFile<People>({ contacts: {}, told: {} });
  private readonly schedulesFile = new KeptFile<Schedules>({});
  private readonly environmentFile = new KeptFile<FlowEnvironment>(noEnvironment);
  /** Grows when what all flows are compiled with changes: every flow is then compiled anew. */
  private edition = 0;

  constructor(settings: FolderState['settings']) {
    this.settings = settings;
  }

  flowNames(): readonly string[] {
    return this.names;
  }

  /** The last good lines; before there were any, whatever could be understood. */
  lines(): Lines {
    return this.linesFile.value;
  }

  /** The last good contacts, likewise. */
  contacts(): Contacts {
    return this.contactsFile.value.contacts;
  }

  serving(name: string): CompiledFlow | undefined {
    return this.flows.get(name)?.serving;
  }

  current(): FolderFindings {
    const files = this.workspaceFiles();
    const sources = new Map(files.flatMap((file) => file.source));
    const flows = [...this.flows].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [
      ,
      {
        files: [file],
        text,
      },
    ] of flows)
      if (file !== undefined && text !== undefined) sources.set(file, text);
    return {
      findings: [...files.flatMap((file) => file.findings), ...flows.flatMap(([, flow]) => flow.findings)],
      sources,
      flows: flows.map(([name]) => name),
    };
  }

  /** True when something had changed. */
  async lookAtWorkspace(): Promise<boolean> {
    const { dir, log } = this.settings;
    this.names = await listFlows(dir);
    const stamps = await stampOf([linesFile, contactsFile, schedulesFile, environmentFile].map((file) => join(dir, file)));
    const stamp = `${this.names.join('/')}\n${stamps}`;
    if (stamp === this.workspaceStamp) return false;
    const contacts = await readContactsFile(dir);
    const changed = [
      this.contactsFile.take(contacts),
      this.schedulesFile.take(await readSchedulesFile(dir)),
      this.environmentFile.take(await readEnvironmentFile(dir)),
    ];
    if (changed.includes(true)) this.edition++;
    this.linesFile.take(await readLinesFile(dir, this.names, contacts.value?.contacts));
    this.workspaceStamp = stamp;
    this.forgetRemoved();
    for (const { findings } of this.workspaceFiles()) logFindings(log, findings);
    return true;
  }

  /** True when something had changed. Throws when a good version could not be stored; it then does not serve. */
  async lookAtFlow(name: string): Promise<boolean> {
    const { versions, log } = this.settings;
    if (!this.names.includes(name)) return false;
    const before = this.flows.get(name);
    const around = flowWorkspace(
      this.contactsFile.value,
      alsoOverridden(this.schedulesFile.value, this.settings.overrides ?? {}),
      this.environmentFile.value,
    );
    const edition = this.edition;
    if (before?.edition === edition && before.stamp === (await stampOf(before.files))) return false;
    const { flow, source, files, stamp, findings } = await readFlow(name, around, { ...this.settings, callable: this.names });
    if (flow !== undefined && source !== undefined && flow.version !== before?.serving?.version) {
      await versions.put({ name, ...source });
      log.info('flow.serving', { flow: name, version: flow.version });
    }
    const serving = flow ?? before?.serving;
    const text = source?.text;
    this.flows.set(name, {
      edition,
      stamp,
      files,
      findings,
      ...(text !== undefined && { text }),
      ...(serving !== undefined && { serving }),
    });
    logFindings(log, findings, name);
    return true;
  }

  private workspaceFiles(): readonly Pick<KeptFile<unknown>, 'findings' | 'source'>[] {
    return [this.linesFile, this.contactsFile, this.schedulesFile, this.environmentFile];
  }

  /** A flow whose folder is gone serves on while a line leads to it: the finding is the line's. */
  private forgetRemoved(): void {
    const led = new Set(Object.values(this.lines().lines).map((line) => line.flow));
    for (const [name, { serving }] of [...this.flows]) {
      if (this.names.includes(name)) continue;
      this.flows.delete(name);
      if (serving !== undefined && led.has(name))
        this.flows.set(name, { edition: -1, stamp: '', files: [], findings: [], serving });
    }
  }
}

function logFindings(log: Log, findings: readonly Finding[], flow?: string): void {
  const errors = findings.filter((finding) => finding.severity === 'error');
  if (findings.length === 0) return;
  const codes = [...new Set(findings.map((finding) => finding.code))];
  const fields = { ...(flow !== undefined && { flow }), errors: errors.length, warnings: findings.length - errors.length, codes };
  if (errors.length > 0) log.warn('flow.findings', fields);
  else log.info('flow.findings', fields);
}
