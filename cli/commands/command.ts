/** One word of the `teams-ivr` command. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** The whole help text. */
  readonly help: string;
  /** Resolves to the exit code: 0 fine, 1 findings or a failed script, 2 wrong usage. */
  run(args: readonly string[], terminal: Terminal): Promise<number>;
}

/** Where a command writes; tests look at it. */
export interface Terminal {
  out(text: string): void;
  error(text: string): void;
  /** Makes the screen empty. Absent where there is no screen. */
  readonly clear?: () => void;
  /** Asks a person. Absent when nobody is there to answer. */
  readonly confirm?: (question: string) => Promise<boolean>;
}
