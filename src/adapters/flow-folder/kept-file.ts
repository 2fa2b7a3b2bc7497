import type { Finding } from '../../core/flow/finding.ts';
import { isFaultless, type WorkspaceFile } from './read-workspace.ts';

/** A workspace file as it was last read, and as it was when it last had no errors. */
export class KeptFile<Value> {
  private read: WorkspaceFile<Value> | undefined;
  private good: Value | undefined;
  private readonly none: Value;

  constructor(none: Value) {
    this.none = none;
  }

  /** The last good one; before there was any, whatever could be understood. */
  get value(): Value {
    return this.good ?? this.read?.value ?? this.none;
  }

  /** Takes what was read now. True when its text is another one. */
  take(file: WorkspaceFile<Value>): boolean {
    const isOther = file.text !== this.read?.text;
    this.read = file;
    if (file.value !== undefined && isFaultless(file.findings)) this.good = file.value;
    return isOther;
  }

  get findings(): readonly Finding[] {
    return this.read?.findings ?? [];
  }

  /** Its name and text, to show findings in. */
  get source(): readonly (readonly [string, string])[] {
    return this.read?.text === undefined ? [] : [[this.read.file, this.read.text]];
  }
}
