import type { Text } from '../draft.ts';
import { fittedTexts, mostTexts } from '../fitted-texts.ts';
import type { Remarked } from '../imported.ts';
import { nameOfRecording, type Words, withoutColours } from '../words.ts';
import { unescapeXml } from '../xml-text.ts';
import { type Scene, templatePartsOf } from './scene.ts';
import { numberOf, textOf, type Widget } from './studio-flow.ts';

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
  const texts = fittedTexts(templatePartsOf(plain, widget, scene));
  const colours = [...tags].filter((tag) => !plainTags.has(tag));
  const remarks: Remarked[] = [];
  if (colours.length > 0) remarks.push(withoutColours(colours));
  return { texts: repeated(texts, widget, remarks), remarks };
}

/** The sound itself is not in the definition, only its address. */
function recording(address: string): Words {
  const file = (/([^/?#{}]+)(?:[?#].*)?$/.exec(address)?.[1] ?? 'recording').replaceAll('%20', ' ');
  const words = file
    .replace(/\.(wav|mp3|aiff?|ulaw|gsm)$/i, '')
    .replaceAll(/[_\s-]+/g, ' ')
    .trim();
  return nameOfRecording(words, {
    severity: 'todo',
    what: `the recording "${file}" is not in the definition; its name is spoken in its place`,
    fix: `download it, convert it to WAV, put it into the flow's "prompts" folder, and write in "prompts" of the flow its words and its file: { "text": "...", "audio": "..." }`,
  });
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

/** What a step of this widget says; words of our own where there are none and a step needs some. */
export function promptOf(
  widget: Widget,
  scene: Scene,
  { name, otherwise, more = [] }: { readonly name: string; readonly otherwise: Text; readonly more?: readonly Text[] },
): string | readonly string[] {
  const { texts, remarks } = wordsOf(widget, scene);
  for (const remark of remarks) scene.remark(widget, remark);
  const all = [...texts.slice(0, mostTexts - more.length), ...more];
  return scene.draft.prompt(name, all.length === 0 ? [otherwise] : all);
}
