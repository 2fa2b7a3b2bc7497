/** One result code of Microsoft's, in words that an operator understands. Pure: logs, terminal, documents and browsers share it. */
export interface Explanation {
  /**
   * How people name it: `200/4097` for code and subcode, `7503` for a code of Graph's own, `http429` for a bare HTTP status,
   * `AADSTS7000215` for a refused token, `updateMetadata` for an operation that does not exist here. Never changes its meaning.
   */
  readonly key: string;
  readonly about: Subject;
  /** What happened: one sentence without a full stop, nothing of a caller in it. */
  readonly words: string;
  /** Why it usually happens. */
  readonly cause: string;
  /** What to do, with the command or the place. */
  readonly fix: string;
  readonly fault: Whose;
  /** Where the meaning is from. */
  readonly source: string;
}

export type Subject = 'outcome' | 'callEnd' | 'media' | 'graph' | 'token' | 'own' | 'absent';

/** Whose it is to change something. */
export type Whose =
  /** People hang up, are busy, do not answer. */
  | 'ordinary'
  /** The bot, its flow or its network. */
  | 'ours'
  /** The registration, consent, licences, numbers, policies. */
  | 'setUp'
  | 'microsoft'
  /** Not documented; somebody has to look. */
  | 'unknown';

export const faultInWords: { readonly [Of in Whose]: string } = {
  ordinary: "nobody's: the ordinary behaviour of callers",
  ours: 'ours: the bot, its flow or its network',
  setUp: "the set-up's: registration, consent, licence, number or policy",
  microsoft: "Microsoft's",
  unknown: 'not known',
};

export const subjectInWords: { readonly [What in Subject]: string } = {
  outcome: "How calls end, in the bot's own words",
  callEnd: 'Ends of calls and transfers',
  media: 'Prompts and recordings',
  graph: 'Requests to Microsoft Graph',
  token: 'Tokens of Microsoft Entra',
  own: "The bot's own codes",
  absent: 'Operations that do not exist here',
};

/** Keys that mean the same, words, cause, fix, whose fault; the source is the table's unless it is given. */
export type Row = readonly [
  keys: string | readonly string[],
  words: string,
  cause: string,
  fix: string,
  fault: Whose,
  source?: string,
];

export function explanations(about: Subject, source: string, rows: readonly Row[]): readonly Explanation[] {
  return rows.flatMap(([keys, words, cause, fix, fault, own]) =>
    (typeof keys === 'string' ? [keys] : keys).map((key) => ({ key, about, words, cause, fix, fault, source: own ?? source })),
  );
}
