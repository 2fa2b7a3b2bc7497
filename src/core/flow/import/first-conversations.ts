/** A flow as far as its beginning is told from it. */
export interface Beginning {
  readonly start: string;
  readonly steps: { readonly [name: string]: Step };
  readonly prompts: { readonly [name: string]: string };
  readonly schedules: { readonly [name: string]: object };
}
type Step = { readonly type: string; readonly [member: string]: unknown };

/**
 * What a caller meets who comes through in each way that the schedules leave, as far as the first menu: something to begin
 * with, which shows on the first run whether the import does what its line did. Undefined where nothing is known of it.
 */
export function firstConversations(flow: Beginning): string | undefined {
  const schedules = Object.keys(flow.schedules);
  const ways = [...schedules, undefined].flatMap((open) => conversation(flow, open) ?? []);
  if (ways.length === 0) return undefined;
  return `// Written by the import, played by "teams-ivr test". The words are explained in docs/testing-flows.md.\n\n${ways.join('\n')}`;
}

/** `open`: the one schedule that is open; all others are closed. */
function conversation({ start, steps, prompts, schedules }: Beginning, open: string | undefined): string | undefined {
  const given = Object.keys(schedules).map((one) => `given hours ${one} ${one === open ? 'open' : 'closed'}`);
  const lines: string[] = [];
  const met = new Set<string>();
  let at: string | undefined = start;
  while (at !== undefined && !met.has(at)) {
    met.add(at);
    const step: Step | undefined = steps[at];
    if (step === undefined) break;
    lines.push(...heardAt(step, prompts));
    at =
      typeof step.next === 'string' && goesOn.has(step.type)
        ? step.next
        : step.type === 'hours'
          ? String(step.schedule === open ? step.open : step.closed)
          : undefined;
    if (step.type === 'transfer') lines.push(`expect transfer ${String(step.to)}`);
    if (step.type === 'hangup') lines.push('expect end');
    if (step.type === 'menu') {
      const chosen = firstTransfer(step, steps);
      if (chosen !== undefined) lines.push(`press ${chosen.key}`, `expect transfer ${chosen.to}`);
    }
  }
  if (lines.length === 0) return undefined;
  const all = Object.keys(schedules).length === 0 ? 'what callers meet first' : 'when nothing of it all is open';
  const title = open === undefined ? all : `when "${open}" is open`;
  return `== ${title}\n${[...given, ...lines].join('\n')}\n`;
}

/** Steps that ask neither the caller nor another system. */
const goesOn = new Set(['play', 'set', 'language']);

function heardAt({ prompt }: Step, prompts: { readonly [name: string]: string }): readonly string[] {
  const names = typeof prompt === 'string' ? [prompt] : Array.isArray(prompt) ? prompt.map(String) : [];
  return names.flatMap((name) => {
    const words = /[\p{L}\p{N}][\p{L}\p{N}' ]{0,40}(?![\p{L}\p{N}'])/u.exec(wordsBeforeValues(prompts[name] ?? ''))?.[0].trim();
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

/** What is filled in only turns out in the call. */
const wordsBeforeValues = (text: string): string => text.split('${')[0] ?? '';
