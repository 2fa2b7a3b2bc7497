import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { dials, ended, expectAccessible, isWith, openWindow, rings, says, type WindowOptions } from './softphone-window.ts';
import { type Started, startEverything } from './started.ts';

jest.setTimeout(180_000);

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

/** The mark of somebody who is muted, in the list of a window. */
const mutedMark = (page: Page, name: string) => page.locator('.roster-entry', { hasText: name }).getByText('muted');
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
  await ended(cleo);
  await says(cleo, 'The other side hung up.');
});

test('the bot calls a window, which declines, is called again, and accepts with the keyboard', async () => {
  const ben = await windowOf('ben', { dark: true });
  await ben.getByRole('combobox', { name: 'Line to call' }).click();
  await ben.getByRole('option', { name: /main/ }).click();
  await ben.getByRole('button', { name: 'Have the bot call me' }).click();
  await rings(ben);
  await expectAccessible(ben);
  await shoot(ben, 'ringing-dark-1400');
  await ben.getByRole('button', { name: 'Decline' }).click();
  await ben.getByTestId('incoming').getByRole('button').first().waitFor({ state: 'detached' });

  await ben.getByRole('button', { name: 'Have the bot call me' }).click();
  await rings(ben);
  await ben.locator('h1').click(); // Away from the buttons, which have their own use for Enter.
  await ben.keyboard.press('Enter');
  await says(ben, 'Welcome to Contoso.');
  await ben.getByText('Answering as Ben Sample').waitFor();
  await ben.keyboard.press('Escape');
  await ended(ben);
});

test('a meeting: one window begins it, another is invited, one of them speaks, and the bot is asked in', async () => {
  const ada = await windowOf('ada', { width: 360, height: 740 });
  const ben = await windowOf('ben');
  await ada.getByRole('button', { name: 'Start a meeting' }).click();
  await ada.getByTestId('call-title').getByText('Meeting').waitFor();
  await ada.getByRole('button', { name: 'Invite' }).click();
  await ada.getByRole('menuitem', { name: 'Ben Sample' }).click();
  await rings(ben);
  await ada.getByTestId('roster').getByText('Ringing').waitFor();
  await shoot(ada, 'inviting-light-360');
  await ben.getByRole('button', { name: 'Accept' }).click();
  await says(ben, 'Ada Example joined');
  await says(ada, 'Ben Sample joined');
  await ben.getByTestId('roster').getByText('muted').nth(1).waitFor(); // Both begin muted.

  await ben.getByRole('button', { name: 'Mute yourself' }).click();
  await ben.getByTestId('voice').getByText('Your microphone is heard.').waitFor();
  for (const page of [ada, ben]) {
    await mutedMark(page, 'Ben Sample').waitFor({ state: 'detached' });
    await mutedMark(page, 'Ada Example').waitFor({ state: 'attached' });
  }
  await ada.getByRole('button', { name: 'Invite' }).click();
  await ada.getByRole('menuitem', { name: 'main' }).click();
  await says(ben, 'Welcome to Contoso.');
  for (const page of [ada, ben]) {
    await page.getByTestId('roster').getByText('main').waitFor();
    await expectAccessible(page);
  }
  await shoot(ada, 'meeting-light-360');
  await shoot(ben, 'meeting-light-1400');
  expect(await ada.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);

  await ada.getByRole('button', { name: 'Hang up' }).click();
  await says(ben, 'Ada Example left');
});

test('somebody in a call with the bot takes a friend in, and the bot goes on', async () => {
  const ada = await windowOf('ada');
  const ben = await windowOf('ben', { width: 360, height: 740, dark: true });
  await dials(ada, 'main');
  await says(ada, 'For sales, press 1.');
  await ada.getByRole('button', { name: 'Invite' }).click();
  await ada.getByRole('menuitem', { name: 'Ben Sample' }).click();
  await rings(ben);
  await ben.getByRole('button', { name: 'Accept' }).click();
  for (const page of [ada, ben]) await page.getByTestId('call-title').getByText('Group call').waitFor();
  await ben.keyboard.press('3');
  await says(ada, 'Please leave your message after the tone.');
});
