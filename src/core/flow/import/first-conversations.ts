import { type Step, type Text, textIn } from './draft.ts';

/** A flow as far as its beginning is told from it. */
export interface Beginning {
  readonly start: string;
  /** In which a call begins. */
  readonly language: string;
  readonly steps: { readonly [name: string]: Step };
  readonly prompts: ReadonlyMap<string, Text>;
  readonly schedules: readonly string[];
}

/**
 * What a caller meets who comes through in each way that the schedules leave, as far as the first menu: something to begin
 * with, which shows on the first run whether the import does what its line did. Undefined where nothing is known of it.
 */
export function firstConversations(flow: Beginning): string | undefined {
  const ways = [...flow.schedules, undefined].map((open) => ({ open, ...walk(flow, open) }));
  const told = ways.some(({ asked }) => asked) ? ways : ways.slice(-1);
  const written = told.flatMap(({ open, lines }) => (lines.length === 0 ? [] : [conversation(flow, open, lines, told.length)]));
  if (written.length === 0) return undefined;
  return `// Written by the import, played by "teams-ivr test". The words are explained in docs/testing-flows.md.\n\n${written.join('\n')}`;
}

function conversation({ schedules }: Beginning, open: string | undefined, lines: readonly string[], ways: number): string {
  const given = ways === 1 ? [] : schedules.map((one) => `given hours ${one} ${one === open ? 'open' : 'closed'}`);
  const all = ways === 1 ? 'what callers meet first' : 'when nothing of it all is open';
  const title = open === undefined ? all : `when "${open}" is open`;
  return `== ${title}\n${[...given, ...lines].join('\n')}\n`;
}

interface Walk {
  readonly lines: readonly string[];
  /** Whether a schedule was asked on the way. */
  readonly asked: boolean;
}

/** `open`: the one schedule that is open; all others are closed. */
function walk({ start, language, steps, prompts }: Beginning, open: string | undefined): Walk {
  const lines: string[] = [];
  const met = new Set<string>();
  let asked = false;
  let spoken = language;
  let at: string | undefined = start;
  while (at !== undefined && !met.has(at)) {
    met.add(at);
    const step: Step | undefined = steps[at];
    if (step === undefined) break;
    lines.push(...heardAt(step, (name) => textIn(prompts.get(name) ?? '', spoken)));
    at = undefined;
    if (typeof step.next === 'string' && goesOn.has(step.type)) at = step.next;
    if (step.type === 'language') {
      const chosen = /^'([\w-]+)'$/.exec(String(step.from))?.[1];
      if (chosen === undefined) at = undefined;
      else spoken = chosen;
    }
    if (step.type === 'hours') {
      asked = true;
      at = String(step.schedule === open ? step.open : step.closed);
    }
    if (step.type === 'transfer') lines.push(`expect transfer ${String(step.to)}`);
    if (step.type === 'hangup') lines.push('expect end');
    if (step.type === 'menu') {
      const chosen = firstTransfer(step, steps);
      if (chosen !== undefined) lines.push(`press ${chosen.key}`, `expect transfer ${chosen.to}`);
    }
  }
  return { lines, asked };
}

/** Steps that ask neither the caller nor another system. */
const goesOn = new Set(['play', 'set', 'language']);

function heardAt({ prompt }: Step, textOf: (name: string) => string): readonly string[] {
  const names = typeof prompt === 'string' ? [prompt] : Array.isArray(prompt) ? prompt.map(String) : [];
  return names.flatMap((name) => {
    const words = /[\p{L}\p{N}][\p{L}\p{N}' ]{0,40}(?![\p{L}\p{N}'])/u.exec(wordsBeforeValues(textOf(name)))?.[0].trim();
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
