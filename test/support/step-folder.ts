import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageSections, type StepPage } from '../../cli/step-reference.ts';

/** Where everything about a step type lies. It is a folder of flows as well: the example is one of them. */
export const stepFolder = (type: string): string => join('src/core/steps', type);

/** The parts of a step's folder that are not code. A part that is missing is an empty text. */
export function readStepPage(type: string): StepPage {
  const folder = stepFolder(type);
  const tests = join(folder, 'example/tests');
  return {
    text: textOf(join(folder, `${type}.md`)),
    example: textOf(join(folder, 'example/flow.jsonc')),
    tests: (existsSync(tests) ? readdirSync(tests).sort() : []).map((name) => ({ name, text: textOf(join(tests, name)) })),
  };
}

const textOf = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');

/** What a step's folder lacks, in words. */
export function missingParts(type: string, folder: string): readonly string[] {
  const part = (name: string): readonly string[] => (existsSync(join(folder, name)) ? [] : [`${folder} lacks ${name}`]);
  const page = join(folder, `${type}.md`);
  const text = existsSync(page) ? readFileSync(page, 'utf8') : undefined;
  const headings = [...(text ?? '').matchAll(/^## (.+)$/gm)].map((match) => match[1]);
  const wrongPage = text !== undefined && headings.join() !== pageSections.join();
  const tests = join(folder, 'example/tests');
  const isPlayed = existsSync(tests) && readdirSync(tests).length > 0;
  return [
    ...part(`${type}.step.ts`),
    ...part(`${type}.test.ts`),
    ...part(`${type}.md`),
    ...(wrongPage ? [`${page} needs the sections ${pageSections.map((name) => `"## ${name}"`).join(', ')}`] : []),
    ...part('example/flow.jsonc'),
    ...(isPlayed ? [] : [`${folder} lacks example/tests/conversations.txt`]),
  ];
}
