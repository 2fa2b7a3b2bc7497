import type { Use } from '../steps/define-step.ts';
import type { CalledFlow } from './called-flows.ts';
import { checkCalled } from './check-called.ts';
import { checkLater } from './check-later.ts';
import { checkOutgoing } from './check-outgoing.ts';
import { checkTold } from './check-told.ts';
import type { CompiledFlow } from './compiled-flow.ts';
import { also, dictionaryOf, suggest, suggestFrom } from './did-you-mean.ts';
import { reportExpression } from './expression-findings.ts';
import type { Expressions } from './expressions.ts';
import type { FlowDefaults } from './flow-defaults.ts';
import { apologyPrompt, checkWords } from './flow-prompts.ts';
import { type ReadStep, reservedTargets } from './flow-steps.ts';
import type { Change } from './json-edits.ts';
import type { JsonPath } from './json-text.ts';
import type { LaterFlows } from './later-flows.ts';
import { isName } from './names.ts';
import { once } from './once.ts';
import type { Report, Said } from './report.ts';
import { checkMessage, sensitiveNames } from './sensitive-names.ts';

/** Everything that a step can refer to. */
export interface FlowParts {
  readonly report: Report;
  readonly start: string;
  readonly languages: CompiledFlow['languages'];
  readonly defaults: FlowDefaults;
  readonly steps: readonly ReadStep[];
  readonly vars: CompiledFlow['vars'];
  readonly prompts: CompiledFlow['prompts'];
  readonly contacts: CompiledFlow['contacts'];
  readonly told: CompiledFlow['told'];
  readonly schedules: CompiledFlow['schedules'];
  readonly directories: CompiledFlow['directories'];
  readonly environment: CompiledFlow['environment'];
  readonly expressions: Expressions;
  /** What became of the flows that this one calls. */
  readonly called: ReadonlyMap<string, CalledFlow>;
  /** Names of flows that exist, for did-you-mean. */
  readonly callable: readonly string[];
  /** Absent when nobody has looked. */
  readonly later?: LaterFlows;
}

/** Checks that whatever the flow names exists and fits: targets, prompts, contacts, variables, expressions. */
export function checkReferences(parts: FlowParts): { readonly unusedPrompts: readonly string[] } {
  const { report, start, defaults, steps } = parts;
  const names = new Set(steps.map((step) => step.name));
  if (start !== '' && !names.has(start)) {
    const message = reservedTargets.includes(start) ? `a flow cannot start with "${start}"` : `there is no step "${start}"`;
    report.error('IVR202', { path: ['start'], message, fix: suggest(start, names, 'add a step of that name') });
  }
  const targets = once(() => dictionaryOf([...names, ...reservedTargets]));
  const checkTarget = (to: string, path: JsonPath, at?: 'key'): void => {
    if (names.has(to) || reservedTargets.includes(to) || report.isFull()) return;
    const fix = suggestFrom(targets(), to, 'add a step of that name');
    report.error('IVR202', { path, message: `there is no step "${to}"`, fix, ...(at && { at }) });
  };
  for (const [key, to] of Object.entries(defaults.keys)) checkTarget(to, ['defaults', 'keys', key]);
  for (const [outcome, to] of Object.entries(defaults.on)) checkTarget(to, ['defaults', 'on', outcome]);

  const usedPrompts = new Set<string>([apologyPrompt]);
  const secrets = once(() => sensitiveNames(parts));
  for (const step of steps) {
    const path = ['steps', step.name];
    for (const [outcome, to] of Object.entries(step.on)) checkTarget(to, [...path, 'on', outcome]);
    if (step.parsed === undefined) continue;
    const { exits, uses } = step.parsed;
    for (const exit of exits) checkTarget(exit.target, [...path, ...exit.pointer], exit.at);
    for (const use of uses) {
      checkUse(use, uses, path, parts, usedPrompts);
      if (use.kind === 'message') checkMessage(use.text, [...path, ...use.pointer], parts, secrets());
      if (use.kind === 'expression' && use.kept) checkKept(use.source, [...path, ...use.pointer], parts, secrets());
    }
  }
  return { unusedPrompts: Object.keys(parts.prompts).filter((prompt) => !usedPrompts.has(prompt)) };
}

function checkUse(use: Use, siblings: readonly Use[], step: JsonPath, parts: FlowParts, usedPrompts: Set<string>): void {
  const { report, vars, expressions } = parts;
  const path = [...step, ...use.pointer];
  switch (use.kind) {
    case 'prompt': {
      const { prompt } = use;
      if (typeof prompt === 'string') checkPrompt(prompt, path, parts, usedPrompts);
      else for (const [index, one] of prompt.entries()) checkPrompt(one, [...path, index], parts, usedPrompts);
      return;
    }
    case 'contact':
      checkContact(use, path, parts);
      return;
    case 'told':
      checkTold(use.name, path, parts);
      return;
    case 'message': {
      const problem = expressions.checkText(use.text);
      if (problem !== undefined) reportExpression(problem, path, report);
      return;
    }
    case 'schedule':
      checkSchedule(use.name, path, parts);
      return;
    case 'flow':
      checkCalled(use, step, parts);
      return;
    case 'laterFlow':
      checkLater(use, step, parts);
      return;
    case 'language':
      checkLanguage(use.name, path, parts);
      return;
    case 'expression': {
      // What is put into a variable must be of the variable's type.
      const into = siblings.find((other) => other.kind === 'variable' && samePointer(other.pointer, use.pointer));
      const declared = into?.kind === 'variable' && Object.hasOwn(vars, into.name) ? vars[into.name]?.type : undefined;
      const problem = (use.outside ? expressions.outside : expressions).check(use.source, declared ?? use.wanted);
      if (problem !== undefined) reportExpression(problem, path, report);
      return;
    }
    case 'directory':
      if (!Object.hasOwn(parts.directories, use.name)) {
        const fix = suggest(use.name, Object.keys(parts.directories), `write the file directories/${use.name}.jsonc`);
        report.error('IVR250', { path, message: `there is no directory "${use.name}"`, fix });
      }
      return;
    case 'outgoing':
      checkOutgoing(use, path, parts);
      return;
    case 'variable': {
      const declared = Object.hasOwn(vars, use.name) ? vars[use.name] : undefined;
      if (declared === undefined) {
        const fix = suggest(use.name, Object.keys(vars), `declare it: "vars": { "${use.name}": { "type": "${use.type}" } }`);
        const message = `"vars" declares no variable "${use.name}"`;
        const quickFix = fix.instead === undefined ? { quickFix: declaring(use, parts) } : {};
        report.error('IVR403', { path, message, fix, ...quickFix, ...(use.at && { at: use.at }) });
      } else if (declared.type !== 'any' && use.type !== 'any' && declared.type !== use.type) {
        const message = `variable "${use.name}" is a ${declared.type}, and this gives a ${use.type}`;
        report.error('IVR408', { path, message, ...(use.at && { at: use.at }), fix: `declare it as "${use.type}" or "any"` });
      }
    }
  }
}

/** Adds the variable to "vars", with the type of what is written into it. */
function declaring({ name, type }: Use & { readonly kind: 'variable' }, { vars }: FlowParts): NonNullable<Said['quickFix']> {
  const value = { type };
  const change: Change =
    Object.keys(vars).length > 0
      ? { kind: 'add', path: ['vars'], name, value }
      : { kind: 'add', path: [], name: 'vars', value: { [name]: value } };
  return { title: `declare variable "${name}"`, changes: [change] };
}

function checkPrompt(ref: string, path: JsonPath, parts: FlowParts, usedPrompts: Set<string>): void {
  const { report, prompts, languages } = parts;
  if (Object.hasOwn(prompts, ref)) {
    usedPrompts.add(ref);
  } else if (isName(ref)) {
    const fix = suggest(ref, Object.keys(prompts).filter(isName), 'add it to "prompts"');
    report.error('IVR301', {
      path,
      message: `there is no prompt "${ref}"`,
      fix: also(fix, '; words to be spoken in place need a space or a full stop'),
    });
  } else {
    if (languages.length > 1) {
      const message = `a text in place serves one language, and the flow has ${languages.length}`;
      report.error('IVR304', { path, message, fix: 'move it to "prompts" and give it every language' });
    }
    checkWords(ref, path, parts);
  }
}

function checkContact(use: Use & { readonly kind: 'contact' }, path: JsonPath, { report, contacts, told }: FlowParts): void {
  const contact = Object.hasOwn(contacts, use.name) ? contacts[use.name] : undefined;
  if (contact === undefined && Object.hasOwn(told, use.name)) {
    const message = `contact "${use.name}" can be told of something, and not be called`;
    report.error('IVR207', { path, message, fix: `give it one of: ${use.accepts.join(', ')}` });
  } else if (contact === undefined) {
    const fix = suggest(use.name, Object.keys(contacts), 'add it to contacts.jsonc');
    report.error('IVR206', { path, message: `contacts.jsonc has no contact "${use.name}"`, fix });
  } else if (!use.accepts.includes(contact.kind)) {
    const message = `contact "${use.name}" is a ${contact.kind}, which cannot be used here`;
    report.error('IVR207', { path, message, fix: `use a contact that is one of: ${use.accepts.join(', ')}` });
  }
}

function checkLanguage(name: string, path: JsonPath, { report, languages }: FlowParts): void {
  if (languages.includes(name)) return;
  const fix = also(suggest(name, languages, ''), ', or add it to "languages"');
  report.error('IVR303', { path, message: `the flow does not have the language "${name}"`, fix });
}

/** What stays after the call, in the history and the reports, must say nothing of the caller (I8). */
function checkKept(source: string, path: JsonPath, { report, expressions }: FlowParts, secrets: readonly string[]): void {
  const read = expressions
    .reads(source)
    .find((name) => secrets.some((secret) => name === secret || secret.startsWith(`${name}.`)));
  if (read === undefined) return;
  const fix = 'keep a word that says enough, for example whether it is set or what kind it is';
  report.error('IVR409', { path, message: `"${read}" is the caller's, and this would be kept after the call`, fix });
}

function checkSchedule(name: string, path: JsonPath, { report, schedules }: FlowParts): void {
  if (Object.hasOwn(schedules, name)) return;
  const fix = suggest(name, Object.keys(schedules), 'add it to schedules.jsonc');
  report.error('IVR510', { path, message: `schedules.jsonc has no schedule "${name}"`, fix });
}

const samePointer = (a: JsonPath, b: JsonPath): boolean => a.length === b.length && a.every((part, index) => part === b[index]);
