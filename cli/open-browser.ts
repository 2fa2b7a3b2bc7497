import { spawn } from 'node:child_process';

/** Opens an address in the person's browser when there is a screen to open it on. A failure is not worth a word. */
export function openBrowser(url: string): void {
  const opener = openerOf(process.platform);
  if (!opener || !process.stdout.isTTY) return;
  const [command, ...args] = opener;
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  child.once('error', () => {});
  child.unref();
}

function openerOf(platform: NodeJS.Platform): readonly [string, ...string[]] | undefined {
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['cmd', '/c', 'start', ''];
  return process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? ['xdg-open'] : undefined;
}
