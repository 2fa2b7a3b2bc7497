/** What an importer makes of a document of somebody else's. */
export type Reading = Imported | Refused;

export interface Imported {
  readonly kind: 'imported';
  /** Texts by their paths below the folder of flows: `main/flow.jsonc`, `contacts.jsonc`. */
  readonly files: { readonly [path: string]: string };
  /** What somebody should know who relies on the result, in the order of the source. */
  readonly remarks: readonly Remark[];
  /** How much of the source the files do: of 27 `widgets` 23, for example. */
  readonly carried: { readonly of: number; readonly done: number; readonly unit: string };
}

export interface Refused {
  readonly kind: 'refused';
  readonly what: string;
  readonly fix: string;
}

export interface Remark {
  /**
   * `lost`: callers do not meet it any more. `changed`: they meet it in another form. `todo`: it waits for something that
   * only a person can add, such as a recording or the object id of a queue.
   */
  readonly severity: 'lost' | 'changed' | 'todo';
  /** The place in the source, as its own tool names it. */
  readonly where: string;
  readonly what: string;
  readonly fix: string;
}

/** What the report says of a part of the source, whose place the one who writes the flow knows. */
export type Remarked = Omit<Remark, 'where'>;
