import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'jsonc-parser';
import type { Browser, Page } from 'playwright-core';
import { stepKits } from '../../src/core/steps/registry.ts';
import { launchChromium } from './chromium.ts';
import { type Started, startEverything } from './started.ts';

/** Every step's example, on a line of its own, dialled from the softphone as a person would. */
jest.setTimeout(60_000);

const steps = join(process.cwd(), 'src/core/steps');
const examples = [...stepKits.keys()].filter((type) => existsSync(join(steps, type, 'example/flow.jsonc')));
const files = ['contacts', 'schedules', 'environment'] as const;

let dir: string;
let started: Started | undefined;
let browser: Browser | undefined;
let page: Page;
const troubles: string[] = [];

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'teams-ivr-steps-'));
  layOut();
  started = await startEverything(['--flows', dir]);
  browser = await launchChromium();
  page = await browser.newPage({ viewport: { width: 1400, height: 900 }, permissions: ['microphone'] });
  page.on('pageerror', (error) => troubles.push(String(error)));
});
afterAll(async () => {
  await browser?.close();
  await started?.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** The step folders are folders of flows: together they make one, in which each example is the flow of a line. */
function layOut(): void {
  const merged: { [file: string]: { [member: string]: object } } = {};
  for (const type of examples) {
    for (const name of readdirSync(join(steps, type))) {
      const from = join(steps, type, name);
      if (statSync(from).isDirectory()) cpSync(from, join(dir, name === 'example' ? `try-${type}` : name), { recursive: true });
    }
    callsItself(join(dir, `try-${type}/flow.jsonc`), `try-${type}`);
    for (const file of files) {
      const path = join(steps, type, `${file}.jsonc`);
      if (!existsSync(path)) continue;
      for (const [member, value] of Object.entries(parse(readFileSync(path, 'utf8')) as { [member: string]: unknown }))
        if (typeof value === 'object' && value !== null)
          merged[file] = { ...merged[file], [member]: joined(merged[file]?.[member], value) };
    }
  }
  for (const [file, value] of Object.entries(merged)) writeFileSync(join(dir, `${file}.jsonc`), JSON.stringify(value));
  const lines = examples.map((type, index) => [
    `try-${type}`,
    {
      applicationInstance: `7e57ab1e-0000-4000-8000-${String(index).padStart(12, '0')}`,
      number: `+4416329609${String(index).padStart(2, '0')}`,
      flow: `try-${type}`,
    },
  ]);
  writeFileSync(join(dir, 'lines.jsonc'), JSON.stringify({ lines: Object.fromEntries(lines), default: lines[0]?.[0] }));
}

/** An example that names itself goes by another name here. */
function callsItself(path: string, name: string): void {
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll('"flow": "example"', `"flow": "${name}"`));
}

function joined(before: object | undefined, value: object): object {
  if (Array.isArray(value)) return [...(Array.isArray(before) ? before : []), ...value];
  return { ...before, ...value };
}

/** What a caller may hear or see first: the first words of each of the example's conversations, or an end. */
function firstThings(type: string): RegExp {
  const tests = join(steps, type, 'example/tests');
  const texts = readdirSync(tests).map((file) => readFileSync(join(tests, file), 'utf8'));
  const conversations = texts.flatMap((text) => text.split(/^== .*$/m).slice(1));
  const words = conversations.flatMap((one) => {
    const line = one.split('\n').find((each) => /^(hear|expect)\b/.test(each));
    const heard = /^hear ([^;\n]+)/.exec(line ?? '')?.[1]?.trim();
    return heard === undefined ? ['Call ended', 'Transferred'] : [heard];
  });
  return new RegExp([...new Set(words)].map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'i');
}

test('there are examples to dial', () => {
  expect(examples.length).toBeGreaterThan(20);
});

test.each(examples)('%s works in the softphone', async (type) => {
  await page.goto(started?.url ?? '');
  await page.getByRole('button', { name: 'Dial' }).waitFor();
  await page.getByTestId('line').click();
  await page.getByRole('option', { name: `try-${type} ` }).click();
  await page.getByRole('button', { name: 'Dial' }).click();
  await page.getByText(firstThings(type)).first().waitFor({ timeout: 20_000 });
  const hangUp = page.getByRole('button', { name: 'Hang up' });
  if (await hangUp.isVisible()) await hangUp.click({ timeout: 2_000 }).catch(() => undefined); // It may have ended by itself just now.
  expect(troubles).toEqual([]);
});
