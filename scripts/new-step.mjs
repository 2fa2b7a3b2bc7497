/** `npm run new:step NAME`: makes the folder of a new step type with all its parts, and its lines in the registry. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Unprepared } from './prepare.mjs';

/** Words that cannot be the name of a constant. `default` and the like would be odd steps anyway. */
const reserved = ['return', 'switch', 'case', 'default', 'if', 'else', 'for', 'while', 'new', 'delete', 'import', 'export'];

/** Makes the step below `root`; resolves to the files that were written or changed, as paths from there. */
export function newStep(type, { root }) {
  if (!/^[a-z][A-Za-z0-9]{1,30}$/.test(type ?? '')) {
    throw new Unprepared(
      'Usage: npm run new:step NAME, where NAME is the word in "type": letters and digits, beginning with a small letter.',
    );
  }
  const folder = `src/core/steps/${type}`;
  if (existsSync(join(root, folder))) throw new Unprepared(`There is a step "${type}" already: ${folder}`);
  const constant = reserved.includes(type) ? `${type}Step` : type;
  const files = {
    [`${folder}/${type}.step.ts`]: kit(type, constant),
    [`${folder}/${type}.test.ts`]: test(type),
    [`${folder}/${type}.md`]: page(type),
    [`${folder}/example/flow.jsonc`]: example(type),
    [`${folder}/example/tests/conversations.txt`]: conversations(type),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const registry = 'src/core/steps/registry.ts';
  writeFileSync(join(root, registry), registered(readFileSync(join(root, registry), 'utf8'), type, constant));
  return [...Object.keys(files), registry];
}

/** With an import in its place by the alphabet, and the kit before `hangup`, which is the last of the reference. */
export function registered(text, type, constant) {
  const added = `import { ${constant} } from './${type}/${type}.step.ts';`;
  const imports = text.split('\n').filter((line) => line.startsWith('import '));
  const next = imports.find((line) => pathOf(line) > pathOf(added));
  const withImport =
    next === undefined
      ? text.replace(imports.at(-1) ?? '', (last) => `${last}\n${added}`)
      : text.replace(next, () => `${added}\n${next}`);
  return withImport.replace(/^( +)hangup,$/m, (line, indent) => `${indent}${constant},\n${line}`);
}

const pathOf = (line) => line.replace(/^.* from '(.*)';$/, '$1');

const kit = (type, constant) => `import { z } from 'zod';
import { defineStep, goTo, wait } from '../define-step.ts';
import { target } from '../fields.ts';

const schema = z.strictObject({
  next: target.describe('The step that follows.'),
});

/** Say what is decided here, and what must stay true. */
export const ${constant} = defineStep<z.output<typeof schema>>({
  type: '${type}',
  summary: 'Goes on.',
  schema,
  needsAnswer: () => false,
  listens: false,
  inherits: [],
  outcomes: {},
  exits: (step) => [{ name: 'next', target: step.next, pointer: ['next'] }],
  uses: () => [],
  enter: (step) => ({ go: goTo(step.next) }),
  resume: () => ({ go: wait() }),
});
`;

const test = (type) => `import { CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';

test('the caller goes on to the next step', () => {
  const flow = aFlow({
    here: { type: '${type}', next: 'bye' },
    bye: { type: 'hangup', prompt: 'Goodbye.' },
  });
  expect(CoreCall.connected(flow).at).toBe('bye');
});
`;

const page = (type) => `## What the caller meets

What \`${type}\` sounds like from the telephone: what is heard, what can be pressed, what follows.

## Typical use

Where admins put it, with a line of JSON.

## Pitfalls

- What goes wrong when it is used as nobody meant it, and what to do instead.
`;

const example = (type) => `// The smallest flow that shows what "${type}" is good for.
{
  "$schema": "../../../../../flows/flow.schema.json",
  "specVersion": 1,
  "name": "Example of ${type}",
  "languages": ["en-US"],
  "start": "here",
  "steps": {
    "here": { "type": "${type}", "next": "bye" },
    "bye": { "type": "hangup", "prompt": "Thank you. Goodbye." }
  }
}
`;

const conversations = (type) => `== a caller comes by ${type}
hear Goodbye
expect end completed
`;
