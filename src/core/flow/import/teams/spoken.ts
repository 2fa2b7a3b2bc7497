import type { GeneratedWords } from '../generated-words.ts';
import type { AttendantPrompt } from './attendant.ts';
import type { AttendantDraft } from './attendant-draft.ts';

/** What callers hear: the attendant's own prompts, and sentences of ours where Teams says something by itself. */
export class Spoken {
  readonly #draft: AttendantDraft;
  readonly #words: GeneratedWords;

  constructor(draft: AttendantDraft, words: GeneratedWords) {
    this.#draft = draft;
    this.#words = words;
  }

  /** A sentence of our own, once for the whole flow. */
  own(which: keyof GeneratedWords): string {
    const text = this.#words[which];
    const known = Object.entries(this.#draft.prompts).find(([, one]) => one === text);
    return known?.[0] ?? this.#draft.prompt(which, text);
  }

  /** What is said, as a prompt's name or several. Undefined when it is nothing. */
  said(prompts: readonly AttendantPrompt[], words: string, where: string): string | readonly string[] | undefined {
    const names = prompts.flatMap((prompt) => {
      const text = this.#textOf(prompt, where);
      if (text === undefined) return [];
      this.#draft.parts += 1;
      return piecesOf(text.replaceAll('${', () => '$${')).map((piece) => this.#draft.prompt(words, piece));
    });
    return names.length > 1 ? names : names[0];
  }

  #textOf({ ActiveType, TextToSpeechPrompt, AudioFilePrompt }: AttendantPrompt, where: string): string | undefined {
    const type = ActiveType?.toLowerCase() ?? (AudioFilePrompt ? 'audiofile' : 'texttospeech');
    const file = AudioFilePrompt?.FileName?.trim();
    if (type === 'audiofile' || (!TextToSpeechPrompt && file)) {
      const called = file || 'a recording';
      this.#draft.remark(
        'todo',
        where,
        `it is the recording "${called}", which is not in the export`,
        `put the WAV file into the flow's folder "prompts", name it as "audio" of this prompt, and write what it says`,
      );
      return `The recording ${called} belongs here.`;
    }
    const text = TextToSpeechPrompt?.trim();
    return type === 'none' || !text ? undefined : text;
  }
}

const mostCharacters = 2_000;

/** Texts of a flow have a longest length; longer ones are said in pieces, cut between sentences where there are any. */
function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > mostCharacters) {
    const cut = Math.max(rest.lastIndexOf('. ', mostCharacters - 2) + 1, 0) || mostCharacters - 1;
    pieces.push(rest.slice(0, cut).trim());
    rest = rest.slice(cut).trim();
  }
  return rest === '' ? pieces : [...pieces, rest];
}
