import type { Use } from '../steps/define-step.ts';
import type { FlowParts } from './check-steps.ts';
import type { JsonPath } from './json-text.ts';
import { readTemplate } from './text-template.ts';

/** Who calls, and who was called: sensitive without being declared so. */
const parties: readonly string[] = ['call.caller', 'call.called'].flatMap((party) =>
  ['id', 'number', 'name'].map((member) => `${party}.${member}`),
);

type Parts = Pick<FlowParts, 'vars' | 'steps' | 'expressions'>;

/** What is the caller's: variables that are declared so or filled so, what is made of them, and who calls. */
export function sensitiveNames(parts: Parts): readonly string[] {
  return [...parties, ...sensitiveVariables(parts)];
}

/** As `vars.NAME`. A variable that takes its value from a sensitive one is as sensitive as that. */
export function sensitiveVariables({ vars, steps, expressions }: Parts): readonly string[] {
  const uses = steps.map((step) => step.parsed?.uses ?? []);
  const found = new Set(Object.keys(vars).flatMap((name) => (vars[name]?.sensitive === true ? [`vars.${name}`] : [])));
  for (const use of uses.flat()) if (use.kind === 'variable' && use.sensitive === true) found.add(`vars.${use.name}`);
  if (found.size === 0) return []; // Nothing can be made of it either.
  const made = uses.flatMap((siblings) => siblings.flatMap((use) => assignment(use, siblings)));
  // Each round finds at least one more, so there are no more rounds than variables.
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const { into, use } of made) if (readsAny(use, found, expressions) !== undefined) found.add(`vars.${into}`);
  }
  return [...found];
}

type ExpressionUse = Use & { readonly kind: 'expression' };

function assignment(use: Use, siblings: readonly Use[]): readonly { readonly into: string; readonly use: ExpressionUse }[] {
  if (use.kind !== 'expression') return [];
  const into = siblings.find((other) => other.kind === 'variable' && samePointer(other.pointer, use.pointer));
  return into?.kind === 'variable' ? [{ into: into.name, use }] : [];
}

/** The first name of `secrets` whose value an expression gives away. What only says whether, such as a comparison, gives none. */
export function readsAny(
  { source, outside }: Pick<ExpressionUse, 'source' | 'outside'>,
  secrets: ReadonlySet<string>,
  all: Parts['expressions'],
): string | undefined {
  const expressions = outside ? all.outside : all;
  if (expressions.check(source, 'boolean') === undefined && expressions.check(source, 'string') !== undefined) return undefined;
  return expressions.reads(source).find((name) => isOneOf(name, secrets));
}

/** A text that people outside the call read: nothing sensitive may stand in it (I8). Who calls may, when the flow says so. */
export function checkMessage(text: string, path: JsonPath, { report, expressions }: FlowParts, secrets: readonly string[]): void {
  const template = readTemplate(text);
  const hidden = new Set(secrets.filter((name) => name.startsWith('vars.')));
  for (const part of template.kind === 'parts' ? template.parts : []) {
    const read = part.kind === 'expression' ? readsAny(part, hidden, expressions) : undefined;
    if (read === undefined || part.kind !== 'expression') continue;
    const message = `"${read}" is sensitive, and people outside the call would read it`;
    const fix = 'say what they need to know without it, for example whether it is set';
    report.error('IVR420', { path, offset: part.offset, message, fix });
  }
}

/** What stands for a sensitive value wherever somebody could read it. */
const hiddenValue = '••••';

/** A text with its sensitive values hidden and the rest still to be filled in; undefined when there is none in it. */
export function withoutSecrets(text: string, { vars, expressions }: Pick<Parts, 'vars' | 'expressions'>): string | undefined {
  const secrets = new Set(Object.keys(vars).flatMap((name) => (vars[name]?.sensitive === true ? [`vars.${name}`] : [])));
  const template = secrets.size === 0 ? undefined : readTemplate(text);
  if (template?.kind !== 'parts') return undefined;
  const hides = template.parts.map((part) => part.kind === 'expression' && readsAny(part, secrets, expressions) !== undefined);
  if (!hides.includes(true)) return undefined;
  return template.parts
    .map((part, index) => {
      if (part.kind === 'words') return part.words.replaceAll('${', '$${');
      return hides[index] ? hiddenValue : `\${${part.source}}`;
    })
    .join('');
}

/** `vars` alone may be any of them. */
const isOneOf = (name: string, secrets: ReadonlySet<string>): boolean =>
  secrets.has(name) || [...secrets].some((secret) => secret.startsWith(`${name}.`));

const samePointer = (a: JsonPath, b: JsonPath): boolean => a.length === b.length && a.every((part, index) => part === b[index]);
