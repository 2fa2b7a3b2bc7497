/** A place in a file, for people and editors. Lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** JSON pointer (RFC 6901) of the value, `` for the whole document. */
  readonly pointer: string;
}

/** Something that a check has to say about a flow or a workspace file. Never an exception. */
export interface Finding {
  /** Stable, for example `IVR101`; documented on a page of that name. */
  readonly code: string;
  /** Errors keep a flow from being served; warnings and notes do not. A note is a hint that one may well leave as it is. */
  readonly severity: 'error' | 'warning' | 'note';
  readonly place: Place;
  /** What is wrong, naming the place in the flow's own words. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
  /** The same as something that a machine can do, when there is only one right way. */
  readonly quickFix?: QuickFix;
}

/** A change of the finding's file after which the finding is gone. */
export interface QuickFix {
  /** Imperative, for the editor's menu: `write "sales"`. */
  readonly title: string;
  /** In the order of the file; they do not overlap. */
  readonly edits: readonly TextEdit[];
}

/** Replaces a piece of the text. Offsets and lengths count UTF-16 units, as JavaScript and editors do. */
export interface TextEdit {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}
