import type { ScriptedCaller } from '../../simulator/caller/scripted-caller.ts';
import { patternOf, type ScriptStep } from '../../src/core/flow/conversations/script-step.ts';
import type { BehindTheScenes } from './run-script.ts';

export interface Explained {
  readonly instead?: string;
  readonly hint?: string;
}

/** What happened instead of what a step waited for, and what its author may have meant. */
export function explainFailure(step: ScriptStep, caller: ScriptedCaller, behind: BehindTheScenes): Explained {
  const unmocked = behind.asked?.find(({ mocked }) => !mocked);
  const hint =
    unmocked === undefined
      ? undefined
      : `step "${unmocked.step ?? '?'}" asked the outside, and nothing in "given.mock" answers it: add { "mock": { "${unmocked.step ?? ''}": { "status": 200, "json": { } } } }`;
  const explained = explain(step, caller, behind);
  return { ...(hint === undefined ? {} : { hint }), ...explained };
}

function explain(step: ScriptStep, caller: ScriptedCaller, { watch }: BehindTheScenes): Explained {
  if (step.kind === 'hear') return explainUnheard(step.words, caller);
  if (step.kind !== 'expect') return {};
  switch (step.what.kind) {
    case 'transfer':
    case 'voicemail': {
      const sent = caller.unexpected.map((one) =>
        one.kind === 'voicemail' ? `the voicemail of ${caller.conversation.nameOf(one)}` : caller.conversation.nameOf(one),
      );
      return { instead: sent.length > 0 ? `the bot sent the caller to ${sent.join(', ')}` : heard(caller) };
    }
    case 'step': {
      const entered = watch?.enteredSince ?? [];
      return { instead: entered.length > 0 ? `the call came to ${entered.join(', ')}` : 'the call came to no further step' };
    }
    case 'var':
      return { instead: `it is ${JSON.stringify(watch?.varNamed(step.what.name)) ?? 'not set'}` };
    case 'keys': {
      const pressed = caller.unheardKeys;
      return { instead: pressed === '' ? heard(caller) : `the bot pressed ${pressed}` };
    }
    case 'record':
    case 'end':
    case 'reject':
    case 'ringing':
    case 'request':
      return { instead: heard(caller) };
    default:
      return step.what satisfies never;
  }
}

function explainUnheard(words: string, caller: ScriptedCaller): Explained {
  const pattern = patternOf(words);
  const before = caller.happenings
    .flatMap((one) => (one.kind === 'promptStarted' && one.text !== undefined ? [one.shown ?? one.text] : []))
    .slice(0, -caller.unheard.length || undefined);
  const isMeant = (text: string): boolean =>
    typeof pattern === 'string' ? plain(text).includes(plain(pattern)) : pattern.test(text);
  const instead = heard(caller);
  if (before.some(isMeant)) {
    return {
      instead,
      hint: 'these words were heard before the step before this one, and each prompt is heard once: put this step earlier',
    };
  }
  const near = nearest(words, [...caller.unheard, ...before]);
  return near === undefined ? { instead } : { instead, hint: `did you mean "${near}"?` };
}

function heard(caller: ScriptedCaller): string {
  const texts = caller.unheard;
  if (texts.length === 0) return 'nothing more was heard';
  return `${texts
    .slice(0, 5)
    .map((text) => `"${text}"`)
    .join(', ')} was heard${texts.length > 5 ? ', and more' : ''}`;
}

/** The prompt that shares at least half of the words. */
function nearest(words: string, texts: readonly string[]): string | undefined {
  const wanted = new Set(plain(words).split(' '));
  const scored = texts.map((text) => {
    const given = new Set(plain(text).split(' '));
    return { text, score: [...wanted].filter((word) => given.has(word)).length / wanted.size };
  });
  const best = scored.sort((a, b) => b.score - a.score)[0];
  return best !== undefined && best.score >= 0.5 ? best.text : undefined;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
