import type { Setup } from './setup.ts';

/** One thing that must be right before callers can be served. One check is one file in `checks/`. */
export interface Check {
  /** For `--only` and `--json`; never changes. */
  readonly id: string;
  /** What is looked at, for people. */
  readonly title: string;
  /** Checks that must not have failed, or this one can say nothing. Their ids. */
  readonly needs: readonly string[];
  /** Makes no sense with the simulator: there is no tenant to look at. */
  readonly onlyForReal?: boolean;
  run(setup: Setup): Promise<Verdict>;
}

export type Verdict = Good | Wrong | ByHand | Skipped;

export interface Good {
  readonly kind: 'good';
  /** One sentence. */
  readonly says: string;
  readonly details?: readonly string[];
}

/** `warning`: callers are served, and something will hurt later or in part. */
export interface Wrong {
  readonly kind: 'bad' | 'warning';
  readonly says: string;
  /** More than one place, for example every setting that is wrong. */
  readonly details?: readonly string[];
  /** Why it is so, as far as anybody can tell from here. */
  readonly why?: string;
  readonly fix: Fix;
}

/** Nothing of the bot's can see it; an administrator has to look. */
export interface ByHand {
  readonly kind: 'byHand';
  readonly says: string;
  readonly fix: Fix;
}

export interface Skipped {
  readonly kind: 'skipped';
  readonly says: string;
}

export interface Fix {
  /** One sentence. */
  readonly words: string;
  /** To be copied, one a line: PowerShell (`New-Cs...`), az, addresses to open. */
  readonly commands?: readonly string[];
}

export interface CheckResult {
  readonly id: string;
  readonly title: string;
  readonly verdict: Verdict;
}
