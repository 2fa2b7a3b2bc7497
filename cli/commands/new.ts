import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { isFile } from '../../src/adapters/flow-folder/folder-files.ts';
import { jsonSchemas, schemaNames } from '../../src/core/flow/json-schema/schemas.ts';
import { stepKits } from '../../src/core/steps/registry.ts';
import { flowTemplate, folderTemplate } from '../new-flow/template.ts';
import type { Command } from './command.ts';
import { schemaFile, schemaText } from './schema.ts';

const help = `Usage: teams-ivr new NAME [--dir DIR]

Writes a small complete flow with a test into a folder of flows: the current one, or DIR. What the folder needs once (lines,
contacts, the schemas for editors) is written where it is missing. Nothing that exists is touched.

Exit codes: 0 written, 1 there is such a flow already, 2 wrong usage.`;

/** Begins a flow. */
export const newFlow: Command = {
  name: 'new',
  summary: 'Begins a flow: a small one that works, with a test.',
  help,
  async run(args, terminal) {
    const parsed = read(args);
    if (typeof parsed === 'string') {
      terminal.error(`${parsed}\n\nteams-ivr new --help tells more.`);
      return 2;
    }
    const { name, dir } = parsed;
    const flow = flowTemplate(name);
    for (const path of Object.keys(flow)) {
      if (!(await isFile(join(dir, path)))) continue;
      terminal.error(`${join(dir, path)} exists already. Choose another name.`);
      return 1;
    }
    const hadLines = await isFile(join(dir, 'lines.jsonc'));
    const schemas = jsonSchemas(stepKits);
    const once = {
      ...folderTemplate(name),
      ...Object.fromEntries(schemaNames.map((one) => [schemaFile(one, ''), schemaText(schemas[one])])),
    };
    for (const [path, text] of Object.entries({ ...flow, ...once })) {
      if (await isFile(join(dir, path))) continue;
      await mkdir(dirname(join(dir, path)), { recursive: true });
      await writeFile(join(dir, path), text);
      if (!path.endsWith('.schema.json')) terminal.out(join(dir, path));
    }
    if (hadLines)
      terminal.out(
        `\nTo have it answer calls, add to the "lines" of ${join(dir, 'lines.jsonc')}: "${name}": { "flow": "${name}" }`,
      );
    const shown = relative('', dir) === '' ? '.' : dir;
    terminal.out(`\nNext: teams-ivr check ${shown}, teams-ivr test ${shown}, teams-ivr start --flows ${shown}`);
    return 0;
  },
};

function read(args: readonly string[]): { readonly name: string; readonly dir: string } | string {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return error instanceof Error ? error.message : 'The arguments are not understood.';
  }
  const [name, ...more] = parsed.positionals;
  if (name === undefined || more.length > 0) return 'Name one flow, for example: teams-ivr new night-line';
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(name)) {
    return `"${name}" cannot be the name of a flow: use letters, digits, - and _, beginning with a letter.`;
  }
  return { name, dir: parsed.values.dir ?? '.' };
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options: { dir: { type: 'string' } }, allowPositionals: true });
}
