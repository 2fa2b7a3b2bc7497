import type { VarValue } from '../call/call.ts';
import type { FlowVersion, StepName } from '../call/ids.ts';
import type { Destination } from '../call/party.ts';
import type { StepKit } from '../steps/define-step.ts';
import type { Directories, PeopleIndex } from './directory/directory.ts';
import type { FlowEnvironment } from './environment/environment.ts';
import type { Expressions } from './expressions.ts';
import type { Schedules } from './schedules/schedule.ts';
import type { ToldContacts } from './told.ts';

/** A flow that has been checked and made ready to be played. Immutable; one version serves many calls. */
export interface CompiledFlow {
  /** The folder's name, which `lines.jsonc` refers to. */
  readonly name: string;
  /** `name` in the flow's JSON: for people. */
  readonly title: string;
  readonly version: FlowVersion;
  /** The first is the default language. Never empty. */
  readonly languages: readonly [string, ...string[]];
  /** IANA: in which dates and times are spoken. */
  readonly timeZone: string;
  readonly start: StepName;
  /** Every step of the flow, and the engine's own `$apology`. */
  readonly steps: ReadonlyMap<StepName, CompiledStep>;
  readonly keys: { readonly [tone: string]: string };
  /** `defaults.on`. */
  readonly on: { readonly [exit: string]: string };
  /** How long the bot stays in a call that everybody else has left. */
  readonly whenAloneMs: number;
  readonly vars: { readonly [name: string]: VarDeclaration };
  /** Variables that a calling flow gives, and those that it can take when this one returns. */
  readonly inputs: { readonly [name: string]: { readonly required: boolean } };
  readonly outputs: readonly string[];
  /** Every flow that a call of this one can come to, by name. Part of this version. */
  readonly called: ReadonlyMap<string, CompiledFlow>;
  readonly prompts: { readonly [name: string]: PromptDefinition };
  readonly contacts: { readonly [name: string]: Destination };
  readonly told: ToldContacts;
  readonly schedules: Schedules;
  readonly directories: { readonly [name: string]: PeopleIndex };
  readonly environment: FlowEnvironment;
  readonly expressions: Expressions;
}

export interface CompiledStep {
  readonly name: StepName;
  readonly kit: StepKit;
  /** Parsed by the kit's schema, with the flow's defaults filled in. Only the kit knows its type. */
  readonly config: unknown;
  /** The step's own `on`. */
  readonly on: { readonly [exit: string]: string };
}

export interface VarDeclaration {
  readonly type: 'string' | 'number' | 'boolean' | 'list' | 'map' | 'any';
  readonly sensitive: boolean;
  readonly initial: VarValue;
}

/** By language; attempt n plays entry n, the last one repeats. */
export interface PromptDefinition {
  readonly [language: string]: readonly PromptEntry[];
}

export interface PromptEntry {
  /** May hold `${ }`. */
  readonly text: string;
  readonly audio?: PromptAudio;
}

/** A fit WAV that lies in the media store under its content hash (SHA-256, hex). */
export interface PromptAudio {
  readonly hash: string;
  readonly durationMs: number;
}

/** What a flow is compiled against besides its own text. Part of its version, so a running call keeps it (I6). */
export interface FlowSurroundings {
  readonly contacts: { readonly [name: string]: Destination };
  /** How contacts are told. Absent: nobody can be. */
  readonly told?: ToldContacts;
  /** With their overrides. Absent: there are none, as in versions of before there were any. */
  readonly schedules?: Schedules;
  /** Keyed by the file's name in the flow's `prompts/` folder. `problem` says why a file cannot be played. */
  readonly audio: { readonly [file: string]: PromptAudio | { readonly problem: string } };
  /** The directories that the flow's steps name, by name. Absent when they name none. */
  readonly directories?: Directories;
  /** `environment.jsonc`. Absent when there is none. */
  readonly environment?: FlowEnvironment;
  /** The flows that this one calls, directly or through others, by name. Absent when it calls none. */
  readonly flows?: { readonly [name: string]: CalledFlowSource };
}

/** A called flow as it is compiled into its caller's version. */
export interface CalledFlowSource {
  /** How findings call the file. */
  readonly file: string;
  readonly text: string;
  readonly audio: FlowSurroundings['audio'];
}

/** The name of the step that the engine adds to every flow: words, then the end (I9). */
export const apologyStep = '$apology' as StepName;
