import { joinTemplate, type TemplatePart } from '../flow-texts.ts';
import type { Remarked } from '../imported.ts';
import { type Block, textIn, valueIn } from './connect-flow.ts';
import { readPath, readSsml, readText, type TextPart } from './connect-text.ts';
import { type Scene, templatePart } from './scene.ts';

/** What a block says: its texts, each short enough for a prompt of ours. */
export interface Words {
  readonly texts: readonly string[];
  readonly remarks: readonly Remarked[];
}

/** Room for what is filled in later, and for the quotes around it. */
const longest = 1_900;
const mostExpressions = 18;
const mostTexts = 15;

/** The words of `Text`, `SSML`, a recording in Connect or one in S3; no texts where there is nothing to hear. */
export function wordsOf(block: Block, scene: Scene, parameters = block.parameters): Words {
  const ssml = textIn(parameters, 'SSML');
  const text = textIn(parameters, 'Text');
  if (ssml !== undefined) return ofSsml(ssml, scene);
  if (text !== undefined)
    return /^\s*<speak[\s>]/i.test(text) ? ofSsml(text, scene) : { texts: fitted(readText(text), scene), remarks: [] };
  const recording = textIn(parameters, 'PromptId') ?? textIn(parameters, 'Media', 'Uri');
  return recording === undefined ? { texts: [], remarks: [] } : ofRecording(block, recording, parameters);
}

function ofSsml(ssml: string, scene: Scene): Words {
  const { parts, leftOut } = readSsml(ssml);
  const texts = fitted(parts, scene);
  if (leftOut.length === 0 || texts.length === 0) return { texts, remarks: [] };
  const what = `the words are kept, but not how SSML colours them: ${leftOut.map((tag) => `<${tag}>`).join(', ')}`;
  return { texts, remarks: [{ severity: 'changed', what, fix: 'listen to it; where it matters, add a recording with "audio"' }] };
}

/** The sound itself is not in the export, only its name. */
function ofRecording(block: Block, recording: string, parameters: Block['parameters']): Words {
  const isOwn = parameters === block.parameters;
  const noted = isOwn
    ? (textIn(block.metadata, 'promptName') ?? textIn(block.metadata, 'parameters', 'PromptId', 'displayName'))
    : undefined;
  const inS3 = /([^/]+)$/.exec(recording)?.[1];
  const file = noted ?? readPath(recording)?.at(-1) ?? (recording.startsWith('arn:') ? undefined : inS3);
  const name = (file ?? 'recording').replace(/\.(wav|mp3)$/i, '');
  if (/^(beep|silence)\b/i.test(name)) {
    const what = `the sound "${name}" is not in the export, and is left out`;
    return { texts: [], remarks: [{ severity: 'changed', what, fix: 'nothing to do: a message has a beep of its own here' }] };
  }
  const words = name.replaceAll(/[_\s]+/g, ' ').trim();
  return {
    texts: [joinTemplate([{ words: words === '' ? 'Recording' : words.slice(0, longest) }])],
    remarks: [
      {
        severity: 'todo',
        what: `the recording "${file ?? recording}" is not in the export; its name is spoken in its place`,
        fix: 'download it in Connect (Prompts), put it as a WAV file into the flow\'s "prompts" folder, and write in "prompts" of the flow its words and its file: { "text": "...", "audio": "..." }',
      },
    ],
  };
}

/** A text of Connect's may be longer than one of ours: what is too long becomes several, cut where a sentence ends. */
function fitted(parts: readonly TextPart[], scene: Scene): readonly string[] {
  const texts: string[] = [];
  let now: TemplatePart[] = [];
  let expressions = 0;
  const close = (): void => {
    const text = joinTemplate(now).replaceAll(/\s+/g, ' ').trim();
    if (text !== '' && texts.length < mostTexts) texts.push(text);
    now = [];
    expressions = 0;
  };
  for (const part of parts.map((one) => templatePart(one, scene))) {
    if ('source' in part) {
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

/** The messages of a "Loop prompts" block. */
export function messagesOf(block: Block): readonly Block['parameters'][] {
  const messages = valueIn(block.parameters, 'Messages');
  return Array.isArray(messages)
    ? messages.flatMap((one: unknown) => (typeof one === 'object' && one !== null && !Array.isArray(one) ? [{ ...one }] : []))
    : [];
}
