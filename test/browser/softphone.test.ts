import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { expectAccessible, openWindow, says } from './softphone-window.ts';
import { type Started, startEverything } from './started.ts';

jest.setTimeout(90_000);

const shots = join(process.cwd(), 'test/browser/screenshots');
let started: Started | undefined;
let browser: Browser | undefined;
const troubles: string[] = [];

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  started = await startEverything();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await started?.stop();
});
beforeEach(() => {
  troubles.length = 0;
});

/** A page on the softphone; whatever its console complains of ends up in `troubles`. */
async function softphone(
  options: { width: number; height: number; dark?: boolean } = { width: 1400, height: 900 },
): Promise<Page> {
  if (browser === undefined || started === undefined) throw new Error('not started');
  return openWindow(browser, { url: started.url, troubles, ...options });
}

test('a caller dials, hears the welcome, leaves a message through the microphone, plays it back, and the bot hangs up', async () => {
  const page = await softphone();
  await page.getByRole('button', { name: 'Dial' }).click();
  await says(page, 'Welcome to Contoso.');
  await page.screenshot({ path: join(shots, 'welcome-light-1400.png') });
  await page.keyboard.press('3');
  await says(page, 'Please leave your message after the tone.');
  await page.getByTestId('recording-indicator').waitFor();
  await page.waitForTimeout(2_500); // Somebody speaks; the fake microphone beeps in real time.
  await page.screenshot({ path: join(shots, 'recording-light-1400.png') });
  await page.getByRole('button', { name: 'Finish recording (#)' }).click();
  await says(page, 'We have your message');
  const playback = page.getByRole('button', { name: 'Play recording' });
  await playback.waitFor();
  const [recording] = await Promise.all([
    page.waitForResponse((response) => response.url().includes('/recordings/') && response.status() < 300),
    playback.click(),
  ]);
  expect((await recording.body()).byteLength).toBeGreaterThan(32_000); // More than a second was recorded.
  await page.getByText('Call ended', { exact: true }).first().waitFor({ timeout: 30_000 });
  await page.screenshot({ path: join(shots, 'ended-light-1400.png') });
  expect(troubles).toEqual([]);
  await page.context().close();
});

test('a caller on a narrow dark screen enters an account number and is transferred', async () => {
  const page = await softphone({ width: 360, height: 740, dark: true });
  await page.getByRole('button', { name: 'Dial' }).click();
  await says(page, 'Welcome to Contoso.');
  await page.screenshot({ path: join(shots, 'welcome-dark-360.png') });
  await page.keyboard.press('2');
  await says(page, 'six digit account number');
  await page.keyboard.type('123456#', { delay: 120 });
  await says(page, 'connecting you to our service team');
  await says(page, 'You were connected to');
  await says(page, 'You were transferred. The simulation ends here: nobody has a window there.');
  await page.screenshot({ path: join(shots, 'transferred-dark-360.png'), fullPage: true });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  expect(troubles).toEqual([]);
  await page.context().close();
});

test('a caller hangs up in the middle of the menu', async () => {
  const page = await softphone();
  await page.getByRole('button', { name: 'Dial' }).click();
  await says(page, 'For sales, press 1.');
  await page.getByRole('button', { name: 'Hang up' }).click();
  await page.getByText('Call ended', { exact: true }).first().waitFor();
  await page.getByRole('button', { name: 'Redial' }).waitFor();
  expect(troubles).toEqual([]);
  await page.context().close();
});

test('the page has no serious fault of accessibility, in a call and before it, light and dark', async () => {
  for (const dark of [false, true]) {
    const page = await softphone({ width: 1400, height: 900, dark });
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Dial' }).click();
    await says(page, 'Welcome to Contoso.');
    await expectAccessible(page);
    await page.screenshot({ path: join(shots, `in-call-${dark ? 'dark' : 'light'}-1400.png`) });
    await page.context().close();
  }
});
