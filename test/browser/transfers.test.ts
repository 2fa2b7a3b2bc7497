import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyEdits, modify } from 'jsonc-parser';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { dials, ended, expectAccessible, isWith, openWindow, rings, says } from './softphone-window.ts';
import { type Started, startEverything } from './started.ts';

/** People who are transferred to, called by programs, and let it ring; each a window of a real browser. */
jest.setTimeout(90_000);

/** Hands every caller to Ben, and asks again when he does not take them. */
const toBen = {
  specVersion: 1,
  name: 'To Ben',
  languages: ['en-US'],
  start: 'ben',
  steps: {
    ben: { type: 'transfer', to: 'ben', on: { failed: 'alone' } },
    alone: { type: 'menu', prompt: 'Ben is not there. To try again, press 1.', options: { 1: 'ben' }, timeout: '30s' },
  },
};
/** Has a mistake, so the line is served by the safe flow. */
const broken = { ...toBen, steps: { ben: { type: 'transfer', to: 'nobody in the contacts' } } };

let dir: string;
let started: Started;
let browser: Browser;
const troubles: string[] = [];
const open: Page[] = [];

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'teams-ivr-transfers-'));
  cpSync(join(process.cwd(), 'flows'), dir, { recursive: true });
  addLine('toBen', '7e57ab1e-9999-4bbb-8ccc-ddddeeeeffff', toBen);
  addLine('broken', '7e57ab1e-9998-4bbb-8ccc-ddddeeeeffff', broken);
  started = await startEverything(['--flows', dir]);
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await started.stop();
  rmSync(dir, { recursive: true, force: true });
});
afterEach(async () => {
  for (const page of open.splice(0)) await page.context().close();
  expect(troubles.splice(0)).toEqual([]);
});

function addLine(name: string, applicationInstance: string, flow: object): void {
  mkdirSync(join(dir, name));
  writeFileSync(join(dir, name, 'flow.jsonc'), JSON.stringify(flow));
  const lines = join(dir, 'lines.jsonc');
  const text = readFileSync(lines, 'utf8');
  writeFileSync(lines, applyEdits(text, modify(text, ['lines', name], { applicationInstance, flow: name }, {})));
}

async function windowOf(as: string, options: { readonly width?: number; readonly dark?: boolean } = {}): Promise<Page> {
  const page = await openWindow(browser, { url: started.url, as, troubles, ...options });
  open.push(page);
  return page;
}

interface OutboundCall {
  readonly status: string;
  readonly outcome?: string;
  readonly code?: string;
}

/** Asks the bot for a call as a program does. @returns what has become of it, once it is over. */
async function haveCalled(contact: string, ringSeconds: number): Promise<() => Promise<OutboundCall>> {
  const asked = await fetch(`${started.bot}/api/outbound-calls`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to: { contact }, line: 'main', ringSeconds }),
  });
  expect(asked.status).toBe(202);
  const address = `${started.bot}${asked.headers.get('location') ?? ''}`;
  return async () => {
    for (;;) {
      const call = (await (await fetch(address)).json()) as OutboundCall;
      if (call.status === 'ended' || call.status === 'failed') return call;
      await new Promise((resolve) => setTimeout(resolve, 100)); // The API has no other way to wait; jest's own timeout is the end.
    }
  };
}

test('a blind transfer rings at another window, which accepts: both see the call that they are in, and the bot is gone', async () => {
  const ada = await windowOf('ada');
  const ben = await windowOf('ben', { width: 390, dark: true });
  await dials(ada, 'toBen');
  await rings(ben);
  await says(ben, 'Ada Example is calling');
  await ada.locator('[data-testid="call-state"][data-phase="transferring"]').waitFor();
  await ben.getByRole('button', { name: 'Accept' }).click();
  await Promise.all([isWith(ada, 'Ben Sample'), isWith(ben, 'Ada Example')]);
  for (const [page, ...people] of [
    [ada, 'Ada Example', 'Ben Sample'],
    [ben, 'Ben Sample', 'Ada Example'],
  ] as const) {
    await page.locator('[data-testid="call-state"][data-phase="connected"]').waitFor();
    expect(await page.getByTestId('roster').locator('.roster-name').allTextContents()).toEqual(people);
    await expectAccessible(page);
  }
  await ada.getByTestId('wire-list').getByText('call ended').waitFor(); // The bot's own leg.
  expect(await ben.getByTestId('wire-list').count()).toBe(0); // Ben has never been with the bot.
  await ben.keyboard.press('Escape');
  await ended(ada);
  await says(ada, 'The other side hung up.');
});

test('a blind transfer that the other window declines brings the caller back to the flow, with the reason', async () => {
  const ada = await windowOf('ada');
  const ben = await windowOf('ben');
  await dials(ada, 'toBen');
  await rings(ben);
  await ben.getByRole('button', { name: 'Decline' }).click();
  await says(ada, 'The transfer failed. The call was declined.');
  await says(ada, 'Ben is not there.');
  await ada.locator('[data-testid="call-state"][data-phase="connected"]').waitFor();
  expect(await ben.getByTestId('missed').count()).toBe(0); // He knows that he declined.
  // The row says what Graph's code means; opened, why, and what to do.
  const row = ada.getByTestId('wire-list').getByRole('button', { name: /transfer failed/ });
  expect(await row.textContent()).toContain('The person declined the call (603/7000).');
  await row.click();
  await ada.getByTestId('meaning').getByText('What to do').waitFor();
  await expectAccessible(ada);

  await ada.locator('h1').click();
  await ada.keyboard.press('1');
  await rings(ben);
  await ada.keyboard.press('Escape'); // The caller does not wait for it.
  await says(ben, 'The caller gave up.');
});

test('two windows of one person ring together; when one accepts, the other says so', async () => {
  const ada = await windowOf('ada');
  const ben = await windowOf('ben');
  const alsoBen = await windowOf('ben', { width: 390 });
  await dials(ada, 'toBen');
  await Promise.all([rings(ben), rings(alsoBen)]);
  await alsoBen.getByRole('button', { name: 'Accept' }).click();
  await isWith(ada, 'Ben Sample');
  await ben.getByTestId('missed').getByText('It was answered in another window.').waitFor();
  expect(await ben.getByTestId('incoming').getByRole('button', { name: 'Accept' }).count()).toBe(0);
  expect(await alsoBen.getByTestId('missed').count()).toBe(0);
});

test('a call that nobody answers stops ringing, the window says that it was missed, and the API says noAnswer', async () => {
  const cleo = await windowOf('cleo');
  const outcome = await haveCalled('cleo', 5);
  await rings(cleo);
  expect(await cleo.title()).toBe('main is calling');
  await cleo.getByTestId('missed').getByText('main called').waitFor();
  await says(cleo, 'The caller gave up.');
  expect(await cleo.getByRole('button', { name: 'Accept' }).count()).toBe(0);
  expect(await cleo.title()).toContain('Cleo Pattern');
  await expectAccessible(cleo);
  expect(await outcome()).toMatchObject({ status: 'ended', outcome: 'noAnswer' });
  await cleo.getByRole('button', { name: 'Dismiss' }).click();
  await cleo.getByTestId('missed').waitFor({ state: 'detached' });
});

test('a call that a program asked for is accepted in one window and declined in another, and the API tells them apart', async () => {
  const ben = await windowOf('ben');
  const cleo = await windowOf('cleo');
  const [withBen, withCleo] = await Promise.all([haveCalled('ben', 45), haveCalled('cleo', 45)]);
  await Promise.all([rings(ben), rings(cleo)]);
  await cleo.getByRole('button', { name: 'Decline' }).click();
  await ben.getByRole('button', { name: 'Accept' }).click();
  await says(ben, 'Welcome to Contoso.');
  await ben.keyboard.press('Escape');
  expect(await withBen()).toMatchObject({ status: 'ended', outcome: 'callerHungUp' });
  expect(await withCleo()).toMatchObject({ status: 'ended', outcome: 'declined', code: '603/0' });
});

test('a key that is pressed before anybody answers is marked as not delivered', async () => {
  const ada = await windowOf('ada');
  await dials(ada, 'main');
  await ada.keyboard.press('1');
  await ada.locator('kbd[data-progress="refused"]').waitFor();
  await says(ada, 'The key was not delivered.');
  await says(ada, 'Welcome to Contoso.');
  troubles.splice(0); // The browser notes the refused request.
});

test('a line whose flow has a mistake says that the safe flow is heard, and where to look', async () => {
  const ada = await windowOf('ada');
  await dials(ada, 'broken');
  await ada.getByTestId('problem').getByText('This is not the flow of the line.').waitFor();
  await expectAccessible(ada);
  await ada.getByRole('button', { name: 'Dismiss' }).click();
  await says(ada, 'Sorry, something went wrong on our side.');
  await ended(ada);
  expect(await ada.getByTestId('problem').textContent()).toBe('');
});
