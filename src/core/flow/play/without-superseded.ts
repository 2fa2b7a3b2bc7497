import type { CallCommand } from '../../call/call-command.ts';

/**
 * Leaves out what a later cancel would end before anybody has heard it, and all cancels but the last: keys typed in a
 * burst, and played in one turn, cost one cancel and one prompt.
 */
export function withoutSuperseded(commands: readonly CallCommand[]): readonly CallCommand[] {
  const lastCancel = commands.findLastIndex(({ kind }) => kind === 'cancelMedia');
  return commands.filter(({ kind }, index) => index >= lastCancel || !isMedia.has(kind));
}

const isMedia: ReadonlySet<CallCommand['kind']> = new Set(['playPrompt', 'recordCaller', 'cancelMedia']);
