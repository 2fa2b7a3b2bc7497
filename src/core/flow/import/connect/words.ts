import { fittedTexts } from '../fitted-texts.ts';
import { nameOfRecording, type Words, withoutColours } from '../words.ts';
import { type Block, textIn, valueIn } from './connect-flow.ts';
import { readPath, readSsml, readText, type TextPart } from './connect-text.ts';
import { type Scene, templatePart } from './scene.ts';

/** The words of `Text`, `SSML`, a recording in Connect or one in S3; no texts where there is nothing to hear. */
export function wordsOf(block: Block, scene: Scene, parameters = block.parameters): Words {
  const ssml = textIn(parameters, 'SSML');
  const text = textIn(parameters, 'Text');
  if (ssml !== undefined) return ofSsml(ssml, scene);
  if (text !== undefined)
    return /^\s*<speak[\s>]/i.test(text) ? ofSsml(text, scene) : { texts: inTexts(readText(text), scene), remarks: [] };
  const recording = textIn(parameters, 'PromptId') ?? textIn(parameters, 'Media', 'Uri');
  return recording === undefined ? { texts: [], remarks: [] } : ofRecording(block, recording, parameters);
}

function ofSsml(ssml: string, scene: Scene): Words {
  const { parts, leftOut } = readSsml(ssml);
  const texts = inTexts(parts, scene);
  if (leftOut.length === 0 || texts.length === 0) return { texts, remarks: [] };
  return { texts, remarks: [withoutColours(leftOut)] };
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
  return nameOfRecording(words, {
    severity: 'todo',
    what: `the recording "${file ?? recording}" is not in the export; its name is spoken in its place`,
    fix: 'download it in Connect (Prompts), put it as a WAV file into the flow\'s "prompts" folder, and write in "prompts" of the flow its words and its file: { "text": "...", "audio": "..." }',
  });
}

const inTexts = (parts: readonly TextPart[], scene: Scene): readonly string[] =>
  fittedTexts(parts.map((part) => templatePart(part, scene)));

/** The messages of a "Loop prompts" block. */
export function messagesOf(block: Block): readonly Block['parameters'][] {
  const messages = valueIn(block.parameters, 'Messages');
  return Array.isArray(messages)
    ? messages.flatMap((one: unknown) => (typeof one === 'object' && one !== null && !Array.isArray(one) ? [{ ...one }] : []))
    : [];
}
