import type { Draft, Step } from './draft.ts';

/**
 * What a caller meets who comes through in each way that the schedules leave, as far as the first menu: something to begin
 * with, which shows on the first run whether the import does what its line did.
 */
export function firstConversations(draft: Draft, start: string): string {
  const schedules = Object.keys(draft.schedules);
  const ways = [...schedules, undefined].map((open) => conversation(draft, start, open));
  return `// Written by the import, played by "teams-ivr test". The words are explained in docs/testing-flows.md.\n\n${ways.join('\n')}`;
}

/** `open`: the one schedule that is open; all others are closed. */
function conversation({ steps, prompts, schedules }: Draft, start: string, open: string | undefined): string {
  const lines = Object.keys(schedules).map((one) => `given hours ${one} ${one === open ? 'open' : 'closed'}`);
  const met = new Set<string>();
  let at: string | undefined = start;
  while (at !== undefined && !met.has(at)) {
    met.add(at);
    const step: Step | undefined = steps[at];
    if (step === undefined) break;
    lines.push(...heardAt(step, prompts));
    at =
      typeof step.next === 'string'
        ? step.next
        : step.type === 'hours'
          ? String(step.schedule === open ? step.open : step.closed)
          : undefined;
    if (step.type === 'transfer') lines.push(`expect transfer ${String(step.to)}`);
    if (step.type === 'hangup') lines.push('expect end');
    if (step.type === 'voicemail') at = undefined;
    if (step.type === 'menu') {
      const chosen = firstTransfer(step, steps);
      if (chosen !== undefined) lines.push(`press ${chosen.key}`, `expect transfer ${chosen.to}`);
    }
  }
  const title = open === undefined ? 'when nothing of it all is open' : `when "${open}" is open`;
  return `== ${title}\n${lines.join('\n')}\n`;
}

function heardAt({ prompt }: Step, prompts: { readonly [name: string]: string }): readonly string[] {
  const names = typeof prompt === 'string' ? [prompt] : Array.isArray(prompt) ? prompt.map(String) : [];
  return names.flatMap((name) => {
    const words = /[\p{L}\p{N}][\p{L}\p{N}' ]{0,40}(?![\p{L}\p{N}'])/u.exec(prompts[name] ?? '')?.[0].trim();
    return words ? [`hear ${words}`] : [];
  });
}

function firstTransfer(
  { options }: Step,
  steps: { readonly [name: string]: Step },
): { readonly key: string; readonly to: string } | undefined {
  for (const [key, target] of Object.entries(options ?? {})) {
    const step = steps[String(target)];
    if (step?.type === 'transfer') return { key, to: String(step.to) };
  }
  return undefined;
}
