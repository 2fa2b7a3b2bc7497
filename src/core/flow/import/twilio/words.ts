import { joinTemplate, type TemplatePart } from '../flow-texts.ts';
import type { Remarked } from '../imported.ts';
import { type Scene, templatePartsOf } from './scene.ts';
import { numberOf, textOf, type Widget } from './studio-flow.ts';

/** What a widget says: its texts, each short enough for a prompt of ours. */
export interface Words {
  readonly texts: readonly string[];
  readonly remarks: readonly Remarked[];
}

/** Room for what is filled in later, and for the quotes around it. */
const longest = 1_900;
const mostExpressions = 18;
const mostTexts = 15;

/** The words of `say`, or of the recording that `play` names; no texts where there is nothing to hear. */
export function wordsOf(widget: Widget, scene: Scene): Words {
  const say = textOf(widget, 'say');
  const play = textOf(widget, 'play');
  if (say !== undefined) return spoken(say, widget, scene);
  return play === undefined ? { texts: [], remarks: [] } : recording(play);
}

const ssml = /<\/?(speak|break|prosody|emphasis|say-as|phoneme|sub|lang|voice|audio|mark|par|p|s|w|amazon:[\w-]+)\b[^<>]*>/gi;
/** Tags that only separate words: to leave them out changes nothing. */
const plainTags = new Set(['speak', 'break', 'p', 's', 'w', 'mark']);

function spoken(say: string, widget: Widget, scene: Scene): Words {
  const tags = new Set([...say.matchAll(ssml)].map(([, tag = '']) => tag.toLowerCase()));
  const plain = tags.size === 0 ? say : unescapeXml(say.replaceAll(ssml, ' '));
  const texts = fitted(templatePartsOf(plain, widget, scene));
  const colours = [...tags].filter((tag) => !plainTags.has(tag));
  const remarks: Remarked[] = [];
  if (colours.length > 0)
    remarks.push({
      severity: 'changed',
      what: `the words are kept, but not how SSML colours them: ${colours.map((tag) => `<${tag}>`).join(', ')}`,
      fix: 'listen to it; where it matters, add a recording with "audio"',
    });
  return { texts: repeated(texts, widget, remarks), remarks };
}

/** The sound itself is not in the definition, only its address. */
function recording(address: string): Words {
  const file = (/([^/?#{}]+)(?:[?#].*)?$/.exec(address)?.[1] ?? 'recording').replaceAll('%20', ' ');
  const words = file
    .replace(/\.(wav|mp3|aiff?|ulaw|gsm)$/i, '')
    .replaceAll(/[_\s-]+/g, ' ')
    .trim();
  return {
    texts: [joinTemplate([{ words: words === '' ? 'Recording' : words.slice(0, longest) }])],
    remarks: [
      {
        severity: 'todo',
        what: `the recording "${file}" is not in the definition; its name is spoken in its place`,
        fix: `download it, convert it to WAV, put it into the flow's "prompts" folder, and write in "prompts" of the flow its words and its file: { "text": "...", "audio": "..." }`,
      },
    ],
  };
}

/** `loop`: how often it is said; 0 means for ever. */
function repeated(texts: readonly string[], widget: Widget, remarks: Remarked[]): readonly string[] {
  const loop = numberOf(widget, 'loop') ?? 1;
  if (loop === 1 || texts.length === 0) return texts;
  const times = loop <= 0 ? Number.POSITIVE_INFINITY : Math.round(loop);
  const possible = Math.max(1, Math.min(times, Math.floor(mostTexts / texts.length)));
  if (times > possible)
    remarks.push({
      severity: 'changed',
      what: `in Studio this is said ${loop <= 0 ? 'again and again, until the call ends' : `${times} times`}; here ${possible} times`,
      fix: 'where callers wait for somebody, use a "hold" step, or transfer them to a call queue with music',
    });
  return Array.from({ length: possible }, () => texts).flat();
}

/** A text of Studio's may be longer than one of ours: what is too long becomes several, cut where a sentence ends. */
function fitted(parts: readonly TemplatePart[]): readonly string[] {
  const texts: string[] = [];
  let now: TemplatePart[] = [];
  let expressions = 0;
  const close = (): void => {
    const text = joinTemplate(now).replaceAll(/\s+/g, ' ').trim();
    if (text !== '' && texts.length < mostTexts) texts.push(text);
    now = [];
    expressions = 0;
  };
  for (const part of parts) {
    if ('source' in part) {
      // One that alone is longer than a text may be is left out.
      if (joinTemplate([part]).length > 1_000) continue;
      if (expressions >= mostExpressions || joinTemplate([...now, part]).length > longest) close();
      now.push(part);
      expressions++;
      continue;
    }
    for (const words of sentences(part.words.replaceAll(/\s+/g, ' '))) {
      if (now.length > 0 && joinTemplate([...now, { words }]).length > longest) close();
      now.push({ words });
    }
  }
  close();
  return texts;
}

/** Sentences, and what is longer than a text in pieces. */
const sentences = (words: string): readonly string[] =>
  words.length < longest / 2 ? [words] : (words.match(/[^.!?]{1,800}[.!?]*\s*|[.!?]+\s*/g) ?? []);

const entities: { readonly [entity: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescapeXml = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt|quot|apos);/g, (whole, name: string) => entities[name] ?? whole);

/** What a step of this widget says; words of our own where there are none and a step needs some. */
export function promptOf(
  widget: Widget,
  scene: Scene,
  { name, otherwise, more = [] }: { readonly name: string; readonly otherwise: string; readonly more?: readonly string[] },
): string | readonly string[] {
  const { texts, remarks } = wordsOf(widget, scene);
  for (const remark of remarks) scene.remark(widget, remark);
  const all = [...texts.slice(0, mostTexts - more.length), ...more];
  return scene.draft.prompt(name, all.length === 0 ? [otherwise] : all);
}
