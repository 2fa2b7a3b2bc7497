import { freeName } from './free-name.ts';
import { nameFrom } from './name-from.ts';
import { Variables } from './variables.ts';

/** A step as it will be written. */
export type Step = { readonly type: string; readonly [member: string]: unknown };

/** What is said: the same in every language, or, where the words are ours, in each its own. */
export type Text = string | ((language: string) => string);

export const textIn = (text: Text, language: string): string => (typeof text === 'string' ? text : text(language));

/** The flow that is being written, and what it needs around it. Whatever is given a name here gets one that is free. */
export class Draft {
  readonly variables = new Variables();
  readonly steps = new Map<string, Step>();
  readonly prompts = new Map<string, Text>();
  readonly #taken = new Set<string>(['repeat', 'back']);

  /** A name for a step, as near to the words as it can be. */
  stepName(words: string): string {
    const name = freeName(nameFrom(words), (one) => this.#taken.has(one));
    this.#taken.add(name);
    return name;
  }

  /** Texts that are said one after the other; gives what a step's `prompt` is. */
  prompt(name: string, texts: readonly Text[]): string | readonly string[] {
    const names = texts.map((text, index) => {
      const wanted = index === 0 ? name : `${name.slice(0, 58)}-${index + 1}`;
      const free = this.prompts.has(wanted) ? `${wanted.slice(0, 58)}-more` : wanted;
      this.prompts.set(free, text);
      return free;
    });
    const [only, ...more] = names;
    return only !== undefined && more.length === 0 ? only : names;
  }
}
