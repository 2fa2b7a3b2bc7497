import type { StepKit } from '../../steps/define-step.ts';
import type { Reading } from './imported.ts';

export interface ImportOptions {
  /** The folder of the flow. */
  readonly name: string;
  /** BCP 47: what is spoken where the source does not say. */
  readonly language: string;
  /** IANA: where the source does not say. */
  readonly timeZone?: string | undefined;
  readonly kits: ReadonlyMap<string, StepKit>;
}

/** Reads what another product exports. Neither function throws, whatever it is given: plain JSON of anybody's. */
export interface Importer {
  readonly format: 'teams-auto-attendant' | 'twilio-studio' | 'amazon-connect';
  readonly title: string;
  /** Where the export comes from, for somebody whose file was not understood. */
  readonly exportedBy: string;
  recognises(source: unknown): boolean;
  read(source: unknown, options: ImportOptions): Reading;
}
