import type { Step } from '../draft.ts';
import { freeName } from '../free-name.ts';
import type { Remark } from '../imported.ts';
import { nameFrom } from '../name-from.ts';

/** The flow that is made of an attendant, what it needs around it, and the report. Whatever is given a name here gets one that is free. */
export class AttendantDraft {
  readonly steps: { [name: string]: Step } = {};
  readonly prompts: { [name: string]: string } = {};
  readonly contacts: { [name: string]: object } = {};
  readonly schedules: { [name: string]: object } = {};
  readonly remarks: Remark[] = [];
  /** Parts of the attendant: how many there are, and how many callers do not meet any more. */
  parts = 0;
  lost = 0;
  #directory = false;

  get hasDirectory(): boolean {
    return this.#directory;
  }

  needsDirectory(): void {
    this.#directory = true;
  }

  remark(severity: Remark['severity'], where: string, what: string, fix: string): void {
    if (severity === 'lost') this.lost += 1;
    this.remarks.push({ severity, where, what, fix });
  }

  /** A name for a step, before the step itself: steps lead to each other. */
  stepName(words: string): string {
    const name = freeName(nameFrom(words), (one) => one in this.steps || one === 'repeat' || one === 'back');
    this.steps[name] = { type: 'hangup' }; // Kept for this one.
    return name;
  }

  prompt(words: string, text: string): string {
    const name = freeName(nameFrom(words), (one) => one in this.prompts);
    this.prompts[name] = text;
    return name;
  }

  contact(words: string, contact: object): string {
    return put(this.contacts, words, contact);
  }

  schedule(words: string, schedule: object): string {
    return put(this.schedules, words, schedule);
  }
}

/** The same thing twice is one. */
function put(all: { [name: string]: object }, words: string, one: object): string {
  const same = Object.entries(all).find(([, known]) => JSON.stringify(known) === JSON.stringify(one));
  if (same !== undefined) return same[0];
  const name = freeName(nameFrom(words), (taken) => taken in all);
  all[name] = one;
  return name;
}
