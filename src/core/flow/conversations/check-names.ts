import type { VarValue } from '../../call/call.ts';
import { readObjectId } from '../../call/object-id.ts';
import { isPhoneNumber } from '../../call/phone-number.ts';
import type { VarDeclaration } from '../compiled-flow.ts';
import { also, suggest } from '../did-you-mean.ts';
import { type JsonPath, type JsonText, pointerOf } from '../json-text.ts';
import type { Report } from '../report.ts';
import type { Conversation } from './conversation.ts';
import type { Expectation } from './script-step.ts';

/** What a conversation can name. */
export interface KnownNames {
  readonly contacts: readonly string[];
  readonly lines: readonly string[];
  readonly schedules: readonly string[];
  readonly steps: readonly string[];
  readonly vars: { readonly [name: string]: VarDeclaration };
}

/** Reports every name in a conversation that does not exist, with the one that was probably meant. */
export function checkNames(
  { given, steps }: Conversation,
  path: JsonPath,
  known: KnownNames,
  { document, report }: { readonly document: JsonText; readonly report: Report },
): void {
  for (const contact of Object.keys(given.contacts)) {
    if (known.contacts.includes(contact)) continue;
    const long = [...path, 'given', 'contacts', contact];
    const isLong = document.place(long).pointer === pointerOf(long);
    reportContact(contact, isLong ? long : [...path, 'given', contact], 'key', known, report);
  }
  if (given.line !== undefined && !known.lines.includes(given.line)) {
    const fix = suggest(given.line, known.lines, 'add it to lines.jsonc, with a resource account');
    report.error('IVR605', { path: [...path, 'given', 'line'], message: `lines.jsonc has no line "${given.line}"`, fix });
  }
  for (const name of Object.keys(given.hours)) {
    if (known.schedules.includes(name)) continue;
    const fix = suggest(name, known.schedules, 'add it to schedules.jsonc');
    const message = `schedules.jsonc has no schedule "${name}"`;
    report.error('IVR510', { path: [...path, 'given', 'hours', name], at: 'key', message, fix });
  }
  for (const [name, value] of Object.entries(given.vars)) checkVar(name, value, [...path, 'given', 'vars', name], known, report);
  for (const name of Object.keys(given.mocks)) {
    if (/^https?:\/\//i.test(name) || known.steps.includes(name)) continue;
    const fix = also(suggest(name, known.steps, ''), ', or write the URL');
    report.error('IVR202', { path: [...path, 'given', 'mock', name], at: 'key', message: `there is no step "${name}"`, fix });
  }
  for (const [index, { step }] of steps.entries()) {
    if (step.kind === 'expect') checkExpectation(step.what, [...path, 'steps', index, 'expect'], known, report);
  }
}

function checkExpectation(what: Expectation, path: JsonPath, known: KnownNames, report: Report): void {
  switch (what.kind) {
    case 'transfer':
    case 'voicemail':
    case 'ringing': {
      const { whom } = what;
      if (known.contacts.some((name) => name.toLowerCase() === whom.toLowerCase())) return;
      if (readObjectId(whom) !== undefined || isPhoneNumber(whom)) return;
      return reportContact(whom, path, undefined, known, report);
    }
    case 'step':
    case 'request':
      if (!known.steps.includes(what.step)) {
        report.error('IVR202', { path, message: `there is no step "${what.step}"`, fix: suggest(what.step, known.steps, '') });
      }
      return;
    case 'var': {
      const declared = known.vars[what.name];
      if (declared === undefined) return reportVar(what.name, path, undefined, known, report);
      if (!declared.sensitive) return;
      const fix = 'expect what follows from it: the words that are heard, or the step that is entered';
      return report.error('IVR606', { path, message: `variable "${what.name}" is sensitive, and no test may look at it`, fix });
    }
    default:
      return;
  }
}

function checkVar(name: string, value: VarValue, path: JsonPath, known: KnownNames, report: Report): void {
  const declared = known.vars[name];
  if (declared === undefined) return reportVar(name, path, 'key', known, report);
  const given = Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value === 'object' ? 'map' : typeof value;
  if (declared.type === 'any' || declared.type === given) return;
  report.error('IVR408', { path, message: `variable "${name}" is a ${declared.type}`, fix: `write a ${declared.type}` });
}

function reportVar(name: string, path: JsonPath, at: 'key' | undefined, known: KnownNames, report: Report): void {
  const fix = suggest(name, Object.keys(known.vars), 'declare it in "vars" of the flow');
  report.error('IVR403', { path, ...(at && { at }), message: `the flow has no variable "${name}"`, fix });
}

function reportContact(name: string, path: JsonPath, at: 'key' | undefined, known: KnownNames, report: Report): void {
  const fix = suggest(name, known.contacts, `add "${name}" to contacts.jsonc`);
  report.error('IVR206', { path, ...(at && { at }), message: `contacts.jsonc has no contact "${name}"`, fix });
}
