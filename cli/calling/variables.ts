import type { Wrong } from './whom.ts';

export const varHelp = `NAME=VALUE is a text; NAME:=JSON is a number, true, false, a list or a map: --var name=Ada --var count:=3`;

type Values = { readonly [name: string]: unknown };

/** Values of the flow's variables, as `NAME=VALUE` and `NAME:=JSON` say them. `place`: which of them is wrong. */
export function readVariables(texts: readonly string[]): { readonly variables: Values } | (Wrong & { readonly place: string }) {
  const variables: { [name: string]: unknown } = {};
  for (const [index, text] of texts.entries()) {
    const place = `--var ${index + 1}`;
    const [, name, value] = /^([^=]+?:?)=(.*)$/s.exec(text) ?? [];
    if (name === undefined || value === undefined)
      return { place, problem: 'There is no name in it.', fix: 'Write NAME=VALUE, for example --var name=Ada.' };
    const read = readValue(name, value);
    if ('problem' in read) return { place, ...read };
    if (Object.hasOwn(variables, read.name))
      return { place, problem: `"${read.name}" has a value already.`, fix: 'Leave one of them out.' };
    variables[read.name] = read.value;
  }
  return { variables };
}

/** A name that ends with a colon wants JSON; every other one takes the text as it is. */
export function readValue(name: string, text: string): { readonly name: string; readonly value: unknown } | Wrong {
  if (!name.endsWith(':')) return { name, value: text };
  try {
    return { name: name.slice(0, -1), value: JSON.parse(text) };
  } catch {
    return { problem: 'The value is no JSON.', fix: 'Write 3, true, "text", [1, 2] or {"a": 1}; texts alone go with =.' };
  }
}
