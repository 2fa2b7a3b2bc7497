import { languageOfVoice } from '../polly-voices.ts';
import type { StudioFlow } from './studio-flow.ts';
import { textOf, type Widget } from './studio-flow.ts';

/** Where a language without a region is spoken, unless the flow's own language says. */
const regions: { readonly [language: string]: string } = {
  ar: 'ar-AE',
  cs: 'cs-CZ',
  da: 'da-DK',
  de: 'de-DE',
  en: 'en-US',
  es: 'es-ES',
  fi: 'fi-FI',
  fr: 'fr-FR',
  hi: 'hi-IN',
  it: 'it-IT',
  ja: 'ja-JP',
  ko: 'ko-KR',
  nb: 'nb-NO',
  nl: 'nl-NL',
  pl: 'pl-PL',
  pt: 'pt-PT',
  ru: 'ru-RU',
  sv: 'sv-SE',
  tr: 'tr-TR',
  zh: 'zh-CN',
};

const speaking = new Set(['say-play', 'gather-input-on-call']);

/** The language that a widget speaks: it says so, or its voice does. Undefined where neither does, and for widgets that say nothing. */
export function languageOf(widget: Widget, otherwise: string): string | undefined {
  if (!speaking.has(widget.type) || textOf(widget, 'say') === undefined) return undefined;
  const said = textOf(widget, 'language')?.trim();
  const voice = textOf(widget, 'voice') ?? '';
  const inVoice =
    /^Google\.([a-z]{2,3}-[A-Z]{2})\b/.exec(voice)?.[1] ?? languageOfVoice(voice.replace(/^Polly\.|-(Neural|Generative)$/g, ''));
  const tag = said ?? inVoice;
  if (tag === undefined) return undefined;
  const [, language = '', region] = /^([a-z]{2,3})(?:[-_]([a-z]{2}))?$/i.exec(tag) ?? [];
  if (language === '') return undefined;
  const plain = language.toLowerCase();
  if (region !== undefined) return `${plain}-${region.toUpperCase()}`;
  if (otherwise.toLowerCase().startsWith(`${plain}-`) || otherwise === plain) return otherwise;
  return Object.hasOwn(regions, plain) ? regions[plain] : plain;
}

/** The languages of a flow, the one that most widgets speak first. */
export function languagesOf({ widgets }: StudioFlow, otherwise: string): readonly [string, ...string[]] {
  const counts = new Map<string, number>();
  for (const widget of widgets.values()) {
    const language = languageOf(widget, otherwise);
    if (language !== undefined) counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  const [first = otherwise, ...others] = [...counts].toSorted(([, a], [, b]) => b - a).map(([language]) => language);
  return [first, ...others.slice(0, 9)];
}

/** Widgets that may begin to speak while the call is in another language than theirs. */
export function changesOfLanguage(
  written: readonly Widget[],
  { leadsTo, languages, otherwise, start }: Changes,
): ReadonlyMap<Widget, string> {
  const [first] = languages;
  const before = new Map<string, Set<string>>([[start ?? '', new Set([first])]]);
  const byName = new Map(written.map((widget) => [widget.name, widget]));
  const toLook = start === undefined ? [] : [start];
  // A widget is looked at again only when a language has been found that calls may come to it in, and there are few.
  for (let name = toLook.pop(); name !== undefined; name = toLook.pop()) {
    const widget = byName.get(name);
    if (widget === undefined) continue;
    const own = languageOf(widget, otherwise);
    const after = own !== undefined && languages.includes(own) ? new Set([own]) : (before.get(name) ?? new Set());
    for (const next of leadsTo(widget)) {
      const known = before.get(next) ?? new Set<string>();
      const isNew = !before.has(next) || [...after].some((one) => !known.has(one));
      before.set(next, new Set([...known, ...after]));
      if (isNew) toLook.push(next);
    }
  }
  return new Map(
    written.flatMap((widget) => {
      const own = languageOf(widget, otherwise);
      if (own === undefined || !languages.includes(own)) return [];
      const possible = [...(before.get(widget.name) ?? [])];
      return possible.some((one) => one !== own) ? [[widget, own] as const] : [];
    }),
  );
}

interface Changes {
  /** The widgets that a widget leads to, past those that leave no step. */
  readonly leadsTo: (widget: Widget) => readonly string[];
  readonly languages: readonly [string, ...string[]];
  readonly otherwise: string;
  /** The first widget that leaves a step. */
  readonly start: string | undefined;
}
