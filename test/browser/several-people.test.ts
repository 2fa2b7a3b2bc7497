import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { expectAccessible, openWindow, says, type WindowOptions } from './softphone-window.ts';
import { type Started, startEverything } from './started.ts';

jest.setTimeout(90_000);

const shots = join(process.cwd(), 'test/browser/screenshots');
let started: Started | undefined;
let browser: Browser | undefined;
const troubles: string[] = [];
const open: Page[] = [];

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  started = await startEverything();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await started?.stop();
});
afterEach(async () => {
  for (const page of open.splice(0)) await page.context().close();
  expect(troubles.splice(0)).toEqual([]);
});

async function windowOf(as: string, options: Partial<WindowOptions> = {}): Promise<Page> {
  if (browser === undefined || started === undefined) throw new Error('not started');
  const page = await openWindow(browser, { url: started.url, as, troubles, ...options });
  open.push(page);
  return page;
}

async function dials(page: Page, line: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Line to call' }).click();
  await page.getByRole('option', { name: new RegExp(line) }).click();
  await page.getByRole('button', { name: 'Dial' }).click();
}
const rings = (page: Page) => page.getByTestId('incoming').getByRole('button', { name: 'Accept' }).waitFor();
const isWith = (page: Page, name: string) => page.getByTestId('call-title').getByText(`In a call with ${name}`).waitFor();
const shoot = (page: Page, name: string) => page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });

test('three windows: one dials in, the second declines, the third presses 1, and both see the connected call', async () => {
  const ada = await windowOf('ada');
  const ben = await windowOf('ben', { width: 360, height: 740 });
  const cleo = await windowOf('cleo', { width: 360, height: 740, dark: true });
  await dials(ada, 'emergency');
  await rings(ben);
  await expectAccessible(ben);
  await shoot(ben, 'ringing-light-360');
  await ben.getByRole('button', { name: 'Decline' }).click();
  await rings(cleo);
  expect(await ben.getByTestId('incoming').getByRole('button').count()).toBe(0);
  await expectAccessible(cleo);
  await shoot(cleo, 'ringing-dark-360');
  await cleo.getByRole('button', { name: 'Accept' }).click();
  await says(cleo, 'Somebody calls the emergency line.');
  await says(cleo, 'ress 1');
  await cleo.keyboard.press('1');
  await Promise.all([isWith(ada, 'Cleo Pattern'), isWith(cleo, 'Ada Example')]);
  await says(ada, 'You are in a call with Cleo Pattern');
  for (const page of [ada, cleo]) {
    await page.locator('[data-testid="call-state"][data-phase="connected"]').waitFor();
    await expectAccessible(page);
  }
  await shoot(ada, 'together-light-1400');
  await shoot(cleo, 'together-dark-360');
  expect(await cleo.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);

  await ada.getByRole('button', { name: 'Hang up' }).click();
  await cleo.locator('[data-testid="call-state"][data-phase="ended"]').waitFor();
  await says(cleo, 'The other side hung up.');
});
