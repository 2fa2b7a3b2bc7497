import { limits } from '../../call/call.ts';
import type { Party } from '../../call/party.ts';
import { type PromptItem, readingTimeMs } from '../../call/prompt-item.ts';
import { beginningOf, bytesOf } from '../../call/size.ts';
import type { PromptRef, StepContext } from '../../steps/define-step.ts';
import type { CompiledFlow, CompiledStep, PromptEntry } from '../compiled-flow.ts';
import type { Scope } from '../expressions.ts';
import { openingAt, openTimeFrom } from '../schedules/opening.ts';
import { withoutSecrets } from '../sensitive-names.ts';
import { readTemplate } from '../text-template.ts';
import type { Draft } from './draft.ts';

/** As many as playPrompt takes. Steps that put silence behind the words take fewer (steps/fields.ts). */
const promptsAtOnce = 20;

/** What the kit of a step may look at, at this moment of the turn. */
export function stepContext(draft: Draft, step: CompiledStep): StepContext {
  const { flow, call, now } = draft;
  const scope = scopeOf(draft);
  return {
    call,
    now,
    attempt: call.at.attempt,
    memory: call.at.memory,
    waiting: call.keypad.waiting,
    keys: flow.keys,
    mediaInFlight: call.media.length > 0,
    languages: flow.languages,
    speak: (prompt, language = call.language) => speak(draft, prompt, { attempt: call.at.attempt, scope, language }),
    written: (text) => {
      const rendered = flow.expressions.render(text, { ...scope, locale: { ...scope.locale, language: flow.languages[0] } });
      if (rendered.kind === 'text') return beginningOf(rendered.text, limits.words);
      draft.note({ kind: 'trouble', step: step.name, code: 'EXPRESSION_FAILED' });
      return wordsOnly(text);
    },
    evaluate: (source) => {
      const result = flow.expressions.evaluate(source, scope);
      if (result.kind === 'value') return result.value;
      draft.note({ kind: 'trouble', step: step.name, code: 'EXPRESSION_FAILED' });
      return undefined;
    },
    evaluateResponse: (source, response) => {
      const result = flow.expressions.outside.evaluate(source, { ...scope, response });
      if (result.kind === 'value') return result.value;
      draft.note({ kind: 'trouble', step: step.name, code: 'EXPRESSION_FAILED' });
      return undefined;
    },
    destination: (contact) => flow.contacts[contact],
    people: (directory, keys, by) => flow.directories[directory]?.find(keys, by) ?? [],
    opening: (name) => {
      const schedule = flow.schedules[name];
      return schedule === undefined ? undefined : openingAt(schedule, now).state;
    },
    openTime: (name, from) => {
      const schedule = flow.schedules[name];
      return schedule === undefined ? undefined : openTimeFrom(schedule, from);
    },
    declared: (exit) => step.on[exit] ?? flow.on[exit],
  };
}

interface Speaking {
  readonly attempt: number;
  readonly scope: Scope;
  /** The one that is wanted; a prompt without it is spoken in the flow's default language. */
  readonly language: string;
}

function speak(draft: Draft, prompt: PromptRef | undefined, speaking: Speaking): readonly PromptItem[] {
  if (prompt === undefined) return [];
  const refs = typeof prompt === 'string' ? [prompt] : prompt;
  const items = refs.slice(0, promptsAtOnce).map((ref) => spoken(draft, ref, speaking));
  return bytesOf(items.map(textOf)) <= limits.words ? items : fewerWords(items);
}

const textOf = (item: PromptItem): string => (item.kind === 'speech' ? item.text : '');

/**
 * As many words as a call's document holds. Recordings sound in full: of them only what is shown is cut. A text that is
 * spoken ends where there is no room for more; what follows it is left out (ADR 35).
 */
function fewerWords(items: readonly PromptItem[]): readonly PromptItem[] {
  let room: number = limits.words;
  return items.flatMap((item): readonly PromptItem[] => {
    if (item.kind !== 'speech') return [item];
    const { shown, ...kept } = item;
    const text = beginningOf(item.text, room);
    room -= bytesOf(text);
    if (text === item.text) return [item];
    if (item.audio !== undefined) return [{ ...kept, text }];
    // What may be shown is cut elsewhere than what is said, so nothing of it is.
    return text === '' ? [] : [{ ...kept, text, ...(shown === undefined ? {} : { shown: '' }), durationMs: readingTimeMs(text) }];
  });
}

/**
 * A prompt by its name, in the caller's language, for whoever names it from outside the flow: of the flow in which the call
 * stands, or of the one that it began with. Undefined when neither has it.
 */
export function promptNamed(draft: Draft, name: string): PromptItem | undefined {
  const { call, begunWith, now } = draft;
  const { language, frames = [] } = call;
  const has = ({ prompts }: CompiledFlow): boolean => Object.hasOwn(prompts, name);
  if (has(draft.flow)) return spoken(draft, name, { attempt: 1, scope: scopeOf(draft), language });
  if (!has(begunWith)) return undefined;
  const begun = { flow: begunWith, now, call: { ...call, vars: frames[0]?.vars ?? call.vars } };
  return spoken(begun, name, { attempt: 1, scope: scopeOf(begun), language });
}

function spoken({ flow }: Pick<Draft, 'flow'>, ref: string, { attempt, scope, language: wanted }: Speaking): PromptItem {
  const definition = flow.prompts[ref];
  const language = definition?.[wanted] ? wanted : flow.languages[0];
  const entries = definition?.[language] ?? [];
  // A prompt without a definition is a text in place: the flow's checker has seen to that.
  const entry: PromptEntry = entries[Math.min(attempt, entries.length) - 1] ?? { text: ref };
  if (entry.audio)
    return { kind: 'speech', text: entry.text, language, audio: entry.audio.hash, durationMs: entry.audio.durationMs };
  const fill = (template: string): string => {
    const rendered = flow.expressions.render(template, { ...scope, locale: { ...scope.locale, language } });
    return rendered.kind === 'text' ? rendered.text : wordsOnly(template);
  };
  const text = fill(entry.text);
  const hidden = withoutSecrets(entry.text, flow);
  return {
    kind: 'speech',
    text,
    ...(hidden === undefined ? {} : { shown: fill(hidden) }),
    language,
    durationMs: readingTimeMs(text),
  };
}

/** What is left to be said when an expression fails: better than nothing (I9). */
function wordsOnly(text: string): string {
  const template = readTemplate(text);
  return template.kind === 'broken' ? '' : template.parts.map((part) => (part.kind === 'words' ? part.words : '')).join('');
}

/** What expressions see of the call at this moment. */
export function scopeOf({ call, flow, now }: Pick<Draft, 'call' | 'flow' | 'now'>): Scope {
  return {
    vars: call.vars,
    call: {
      id: call.id,
      line: call.line,
      language: call.language,
      multiparty: call.multiparty,
      participants: call.multiparty ? (call.roster?.others ?? 0) : 1,
      caller: partyScope(call.caller),
      called: { ...partyScope(call.called), ...(call.calledNumber === undefined ? {} : { number: call.calledNumber }) },
    },
    env: flow.environment.env,
    locale: { language: call.language, timeZone: flow.timeZone, now },
  };
}

function partyScope(party: Party): Scope['call']['caller'] {
  return {
    kind: party.kind,
    id: 'id' in party ? party.id : '',
    number: party.kind === 'phone' ? party.number : '',
    name: 'displayName' in party ? (party.displayName ?? '') : '',
  };
}
