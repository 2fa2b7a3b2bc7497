import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { suggest } from '../../src/core/flow/did-you-mean.ts';
import type { JsonSchema } from '../../src/core/flow/json-schema/json-schema.ts';
import { jsonSchemas, type SchemaName, schemaNames } from '../../src/core/flow/json-schema/schemas.ts';
import { stepKits } from '../../src/core/steps/registry.ts';
import type { Command } from './command.ts';

const help = `Usage: teams-ivr schema [${schemaNames.join('|')}] [--out DIR]

Prints the JSON Schema (2020-12) of a file that people write: flow.jsonc when nothing is named. An editor that finds it in
"$schema" completes and explains, and marks what is wrong while it is being typed.

  --out DIR   writes the named schema, or all of them, into a folder instead: flow.schema.json and so on

Exit codes: 0 done, 2 wrong usage.`;

/** Prints or writes the JSON Schemas. */
export const schema: Command = {
  name: 'schema',
  summary: 'Prints the JSON Schema of flows and the files beside them, for editors.',
  help,
  async run(args, terminal) {
    const parsed = read(args);
    if (typeof parsed === 'string') {
      terminal.error(`${parsed}\n\nteams-ivr schema --help tells more.`);
      return 2;
    }
    const schemas = jsonSchemas(stepKits);
    const { names, out } = parsed;
    if (out === undefined) {
      terminal.out(schemaText(schemas[names[0] ?? 'flow']).trimEnd());
      return 0;
    }
    await mkdir(out, { recursive: true });
    for (const name of names.length > 0 ? names : schemaNames) {
      const file = schemaFile(name, out);
      await writeFile(file, schemaText(schemas[name]));
      terminal.out(file);
    }
    return 0;
  },
};

/** Where the schema lies: in the shipped folder of flows, or another one. */
export const schemaFile = (name: SchemaName, folder = 'flows'): string => join(folder, `${name}.schema.json`);

export const schemaText = (one: JsonSchema): string => `${JSON.stringify(one, null, 2)}\n`;

function read(args: readonly string[]): { readonly names: readonly SchemaName[]; readonly out: string | undefined } | string {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return error instanceof Error ? error.message : 'The arguments are not understood.';
  }
  const [name, ...more] = parsed.positionals;
  if (more.length > 0) return 'Name one schema, or none for all with --out.';
  if (name === undefined) return { names: [], out: parsed.values.out };
  const known = schemaNames.find((one) => one === name);
  return known === undefined
    ? `There is no schema "${name}": ${suggest(name, schemaNames, '').words}.`
    : { names: [known], out: parsed.values.out };
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options: { out: { type: 'string' } }, allowPositionals: true });
}
