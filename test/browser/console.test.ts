import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { expectAccessible } from './softphone-window.ts';
import { type Started, startEverything } from './started.ts';

// Whoever looks after calls, at the console, while somebody dials from the softphone's API.

jest.setTimeout(120_000);

const shots = join(process.cwd(), 'test/browser/screenshots');
const ada = 'ada00000-0000-4000-8000-000000000001';
const mainLine = '7e57ab1e-aaaa-4bbb-8ccc-ddddeeeeffff';
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

interface ConsoleOptions {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
}

/** A page on the console. What its own policy forbids ends up in `troubles`, too. */
async function theConsole({ width = 1440, height = 900, dark = false }: ConsoleOptions = {}): Promise<Page> {
  if (browser === undefined || started === undefined) throw new Error('not started');
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light' });
  const page = await context.newPage();
  open.push(page);
  page.on('console', (message) => {
    // The browser itself notes every answer that is no success, refusals that the page explains included.
    const isRefusal = /status of 4\d\d/.test(message.text());
    if (!isRefusal && (message.type() === 'error' || message.type() === 'warning')) troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(String(error)));
  await page.goto(`${started.bot}/console`);
  await page.getByRole('heading', { name: 'Live calls' }).waitFor();
  return page;
}

/** Ada calls the main line. Returns how she hangs up. */
async function adaCalls(): Promise<() => Promise<void>> {
  const api = `${new URL(started?.url ?? '').origin}/softphone/api/calls`;
  const body = JSON.stringify({ from: { kind: 'user', id: ada }, to: mainLine });
  const dialled = await fetch(api, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const { callId } = (await dialled.json()) as { readonly callId: string }; // The softphone's own answer.
  return async () => {
    await fetch(`${api}/${callId}`, { method: 'DELETE' });
  };
}

const liveRow = (page: Page) => page.getByTestId('live-calls').getByRole('row').filter({ hasText: 'main-line' });
const says = (page: Page, words: string) => page.getByText(words).first().waitFor();
const shoot = (page: Page, name: string) => page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
const isNarrow = async (page: Page, width: number) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);

test('a call appears, is hung up from the console after a question, and says under the ended calls why it ended', async () => {
  const page = await theConsole();
  await says(page, 'Nobody is in a call');
  await expectAccessible(page);
  await adaCalls();
  await liveRow(page).getByText('somebody in Teams').waitFor();
  await expectAccessible(page);
  await shoot(page, 'console-live-light-1440');

  await liveRow(page).getByRole('link').focus();
  await page.keyboard.press('Enter'); // By keyboard, as everything can be.
  await page.getByRole('heading', { name: 'Call on main' }).waitFor();
  await page.getByTestId('path').getByText('welcome').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Hang up' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Let it go on' }).click();
  await page.getByTestId('call-state').getByText('Connected').waitFor();

  await page.getByRole('button', { name: 'Hang up' }).click();
  const question = page.getByRole('alertdialog');
  await question.getByText('The call ends at once').waitFor();
  await shoot(page, 'console-question-light-1440');
  await question.getByRole('button', { name: 'Hang up' }).click();
  await page.getByTestId('why').getByText('Somebody who looks after calls ended it').waitFor();

  await page.getByRole('link', { name: 'Ended calls' }).first().click();
  const ended = page.getByTestId('ended-calls').getByRole('row').filter({ hasText: 'endedByOperator' });
  await ended.getByText('Somebody who looks after calls ended it').waitFor();
  await expectAccessible(page);
  await shoot(page, 'console-ended-light-1440');
});

test('a transfer that fails is explained on a narrow dark screen: what happened, why, and what to do', async () => {
  const page = await theConsole({ width: 390, height: 844, dark: true });
  const hangUp = await adaCalls();
  await liveRow(page).getByRole('link').click();
  await page.getByTestId('call-state').getByText('Connected').waitFor();
  await shoot(page, 'console-call-dark-390');
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Transfer' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Transfer' }).click();
  await dialog.getByText('Write the name of a contact').waitFor(); // Nothing was asked yet.
  await dialog.getByRole('combobox', { name: 'Contact', exact: true }).fill('nobodyHere');
  await dialog.getByRole('button', { name: 'Transfer' }).click();
  await dialog.getByText('There is no such contact.').waitFor(); // And what is wrong can be mended in place.
  await expectAccessible(page);
  await dialog.getByRole('combobox', { name: 'Contact', exact: true }).fill('salesQueue'); // Which fails once in each call.
  await page.keyboard.press('Enter');
  const wishes = page.getByTestId('wishes');
  await wishes.getByText('Failed', { exact: true }).waitFor();
  await wishes.getByText('The transfer failed, and the caller is still with the bot.').waitFor();
  await wishes.getByText('did not take the call').waitFor();
  await shoot(page, 'console-transfer-failed-dark-390');
  await isNarrow(page, 390);

  await wishes.getByRole('link', { name: 'Result code 500/7000' }).click();
  await page.getByRole('heading', { name: 'Result codes' }).waitFor();
  await says(page, 'One code');
  await isNarrow(page, 390);
  await hangUp();
});

test('people are invited to a caller, the operator follows them into the call where it goes on, and removes one', async () => {
  const page = await theConsole();
  const hangUp = await adaCalls();
  await liveRow(page).getByRole('link').click();
  await page.getByTestId('call-state').getByText('Connected').waitFor();
  await page.getByRole('button', { name: 'Invite' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'In whose name' }).waitFor(); // Of the meeting that one person alone would need.
  await dialog.getByRole('button', { name: 'Another one' }).click();
  for (const [index, contact] of ['ben', 'cleo'].entries())
    await dialog.getByRole('combobox', { name: 'Contact', exact: true }).nth(index).fill(contact);
  await dialog.getByRole('button', { name: 'Invite' }).click();
  await page.getByRole('link', { name: 'Open the call in which it goes on' }).click();

  const people = page.getByTestId('people');
  await people.getByText('Ben Sample').waitFor();
  await page.getByRole('button', { name: 'Mute the bot', exact: true }).click();
  await people.getByRole('listitem').filter({ hasText: 'main' }).getByText('muted').waitFor();
  await page.getByRole('button', { name: 'What to do with Ben Sample' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await people.getByText('Ben Sample').waitFor({ state: 'detached' });
  await page.getByTestId('wishes').getByText('Remove a person').waitFor();
  await shoot(page, 'console-people-light-1440');
  await page.getByRole('button', { name: 'Hang up' }).click();
  await page.getByText('The bot leaves. The others talk on.').waitFor();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Hang up' }).click();
  await page.getByTestId('why').getByText('Somebody who looks after calls ended it').waitFor();
  await hangUp();
});

test('the caller hears words of the operator; a prompt that the flow does not have is refused where it was asked for', async () => {
  const page = await theConsole();
  const hangUp = await adaCalls();
  await liveRow(page).getByRole('link').click();
  await page.getByTestId('call-state').getByText('Connected').waitFor();
  await page.getByRole('button', { name: 'Play' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Prompt of the flow' }).fill('notThere');
  await dialog.getByRole('button', { name: 'Play' }).click();
  await dialog.getByRole('link', { name: 'Result code noPrompt' }).waitFor();
  await dialog.getByRole('radio', { name: 'Words' }).click();
  await dialog.getByRole('textbox', { name: 'Words' }).fill('One moment, please.');
  await dialog.getByRole('button', { name: 'Play' }).click();
  const wishes = page.getByTestId('wishes');
  await wishes.getByText('Done').waitFor();
  await wishes.getByText('Concerns “prompt”').waitFor(); // The one before it.
  await page.getByRole('button', { name: 'Stop sound' }).click();
  await page.getByText('Stop sound: done.').waitFor();
  await hangUp();
  await page.getByTestId('why').getByText('The caller hung up').waitFor();
});

test('a campaign is paused, goes on, and is cancelled after a question; each person is told by reference', async () => {
  const begun = await fetch(`${started?.bot}/api/campaigns`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      name: 'Recall',
      line: 'reminders',
      timeZone: 'Europe/London',
      people: [{ to: { phone: '+441632960123' }, reference: 'customer-17' }],
      window: { week: { 'mon-sun': '00:00-24:00' }, notBefore: new Date(Date.now() + 86_400_000).toISOString() },
    }),
  });
  expect(begun.status).toBe(201);
  const page = await theConsole({ dark: true });
  await page.getByRole('link', { name: 'Campaigns' }).click();
  await page.getByText('0 of 1 done, 0 being called, 1 waiting').waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Recall' }).click();
  await page.getByTestId('results').getByText('customer-17').waitFor();
  const state = page.getByTestId('campaign-state');
  await page.getByRole('button', { name: 'Pause' }).click();
  await state.getByText('Paused').waitFor();
  await expectAccessible(page);
  await shoot(page, 'console-campaign-dark-1440');
  await page.getByRole('button', { name: 'Resume' }).click();
  await state.getByText('Running').waitFor();
  await page.getByRole('button', { name: 'Cancel campaign' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel campaign' }).click();
  await state.getByText('Cancelled').waitFor();
});

test('somebody is called, and what became of it is told; every view can be read on a narrow light screen', async () => {
  const page = await theConsole({ width: 390, height: 844 });
  await page.getByRole('link', { name: 'Outbound' }).click();
  await says(page, 'Nothing asked for yet');
  await page.getByRole('combobox', { name: 'Contact', exact: true }).fill('reception');
  await page.getByRole('combobox', { name: 'In the name of line' }).fill('main');
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  const row = page.getByTestId('outbound-call');
  await row.getByText('Rings or is connected').waitFor();
  await expectAccessible(page);
  await page.reload(); // Kept for the tab.
  await row.getByText('reception').waitFor();
  await row.getByRole('button', { name: 'Call off' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Call it off' }).click();
  await row.getByText('endedByOperator').waitFor();
  await isNarrow(page, 390);

  for (const [view, words] of [
    ['Ended calls', 'The last 200'],
    ['Campaigns', 'Many people, called one after the other'],
    ['Result codes', 'What Microsoft’s codes'],
    ['Live calls', 'What goes on'],
  ] as const) {
    await page.getByRole('link', { name: view, exact: true }).click();
    await says(page, words);
    await expectAccessible(page);
    await isNarrow(page, 390);
    expect(await page.title()).toContain(view);
  }
});
