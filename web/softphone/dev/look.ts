/**
 * Looks at the page as a person would: plays calls in Chromium against the scripted bot, at three widths, light and
 * dark, takes screenshots, runs axe, and fails on a console error, a serious axe finding or a broken expectation.
 * `node web/softphone/dev/look.ts FOLDER` with a running `serve.ts`; CHROMIUM names the browser.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';

const [folder = 'softphone-look', address = 'http://127.0.0.1:7090/softphone/'] = process.argv.slice(2);
const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
await mkdir(folder, { recursive: true });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    '--autoplay-policy=no-user-gesture-required',
  ],
});
/** What is wrong, and at which moments it was seen. */
const faults = new Map<string, string[]>();
const fault = (moment: string, what: string) => faults.set(what, [...(faults.get(what) ?? []), moment]);

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [width, height] of [
    [360, 780],
    [768, 1024],
    [1366, 768],
    [1400, 900],
  ] as const) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme });
    const page = await context.newPage();
    const name = `${colorScheme}-${width}`;
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') fault(name, `console: ${message.text()}`);
    });
    page.on('pageerror', (error) => fault(name, `page: ${error.message}`));
    await playCall(page, name).catch((error: unknown) => fault(name, String(error)));
    await context.close();
  }
}
await browser.close();
for (const [what, moments] of faults) process.stdout.write(`${what}\n  at ${moments.join(', ')}\n`);
if (faults.size === 0) process.stdout.write('No faults.\n');
process.exitCode = faults.size === 0 ? 0 : 1;

async function playCall(page: Page, name: string): Promise<void> {
  const shoot = async (moment: string) => {
    await page.screenshot({ path: join(folder, `${name}-${moment}.png`), fullPage: true, animations: 'disabled' });
    await examine(page, `${name} ${moment}`);
  };
  await page.goto(address);
  await page.getByTestId('first-use').waitFor();
  await shoot('1-idle');
  await page.getByRole('combobox', { name: 'You are' }).click();
  await page.getByRole('option', { name: /Ada Example/ }).waitFor();
  await shoot('2-choosing');
  await page.getByRole('option', { name: /Ada Example/ }).click();
  await page.getByRole('button', { name: 'Dial' }).click();
  await page.getByTestId('caption-now').getByText('Welcome to Contoso').waitFor();
  await shoot('3-call');
  await page.getByTestId('caption-now').getByText('For sales').waitFor();
  await page.keyboard.press('2');
  await page.getByTestId('caption-now').getByText('account number').waitFor();
  for (const digit of '123456') await page.keyboard.press(digit);
  await page.getByTestId('caption-now').getByText('For sales').waitFor();
  await page.getByTestId('key-3').click();
  await page.getByTestId('recording-indicator').waitFor();
  await page.locator('[data-testid="voice-status"][data-status="heard"]').waitFor();
  await page.waitForFunction(() => Number(document.querySelector('[data-testid="level"]')?.getAttribute('aria-valuenow')) > 30);
  await shoot('4-recording');
  await page.getByRole('button', { name: 'Finish recording (#)' }).click();
  await page.getByRole('button', { name: 'Play recording' }).click();
  await page.locator('[data-testid="recording-player"][data-playing="true"]').waitFor();
  await page.getByTestId('caption-now').getByText('For sales').waitFor();
  await page.getByTestId('wire-list').getByRole('button').last().click();
  await page.getByTestId('wire-details').last().waitFor();
  await shoot('5-wire');
  await page.getByTestId('key-1').click();
  await page.getByTestId('transfer-card').waitFor();
  await page.getByTestId('wire-filter-trouble').click();
  await shoot('6-transfer');
  await page.getByRole('button', { name: 'Hang up' }).click();
  await page.locator('[data-testid="call-state"][data-phase="ended"]').waitFor();
  await shoot('7-ended');
}

async function examine(page: Page, moment: string): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  if (wide) fault(moment, 'the page is wider than the window');
  await page.evaluate(axeSource);
  const findings = await page.evaluate(async () => {
    // axe defines itself on the window when its source has run.
    const { axe } = window as unknown as {
      axe: {
        run: () => Promise<{
          violations: { id: string; impact: string; nodes: { target: string[]; failureSummary: string }[] }[];
        }>;
      };
    };
    const { violations } = await axe.run();
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    return grave.map(
      ({ id, impact, nodes }) =>
        `${impact} ${id}: ${nodes.map((node) => `${node.target.join(' ')} (${node.failureSummary.replaceAll('\n', ' ')})`).join('; ')}`,
    );
  });
  for (const finding of findings) fault(moment, finding);
}
