import type { Browser, Page } from 'playwright-core';

export interface WindowOptions {
  /** Of the softphone. */
  readonly url: string;
  /** Who sits at it: `?as=`. */
  readonly as?: string;
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  /** Whatever the console complains of is added to it. */
  readonly troubles: string[];
}

/** A window of the softphone, with a microphone. Its context is its own. */
export async function openWindow(browser: Browser, options: WindowOptions): Promise<Page> {
  const { url, as, width = 1400, height = 900, dark = false, troubles } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    permissions: ['microphone'],
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(String(error)));
  await page.goto(as === undefined ? url : `${url}?as=${as}`);
  await page.getByRole('button', { name: 'Dial' }).waitFor();
  return page;
}

export async function dials(page: Page, line: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Line to call' }).click();
  await page.getByRole('option', { name: new RegExp(line) }).click();
  await page.getByRole('button', { name: 'Dial' }).click();
}
export const rings = (page: Page) => page.getByTestId('incoming').getByRole('button', { name: 'Accept' }).waitFor();
export const isWith = (page: Page, name: string) => page.getByTestId('call-title').getByText(`In a call with ${name}`).waitFor();
export const ended = (page: Page) => page.locator('[data-testid="call-state"][data-phase="ended"]').waitFor();
export const says = (page: Page, words: string) => page.getByText(words).first().waitFor();

export async function expectAccessible(page: Page): Promise<void> {
  // The page's own policy forbids foreign scripts, so axe comes in through the debugger.
  await page.evaluate(axeSource());
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; impact: string | null; nodes: { html: string }[] }[] }> };
    }; // Put there a line ago.
    const { violations } = await axe.run();
    return violations
      .filter((one) => one.impact === 'serious' || one.impact === 'critical')
      .map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' | ')}`);
  });
  expect(found).toEqual([]);
}

function axeSource(): string {
  return (require('axe-core') as { source: string }).source; // Jest runs tests as CommonJS.
}
