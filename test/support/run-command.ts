import type { Command } from '../../cli/commands/command.ts';

/** Runs a command; gives its exit code and all that it said, to either stream, in its order. */
export async function runCommand(command: Command, ...args: readonly string[]): Promise<{ code: number; said: string }> {
  let said = '';
  const keep = (text: string): void => {
    said += `${text}\n`;
  };
  return { code: await command.run(args, { out: keep, error: keep }), said };
}
