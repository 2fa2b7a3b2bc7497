import { languageOfVoice } from '../polly-voices.ts';
import { type Block, type ConnectFlow, textIn } from './connect-flow.ts';

/** The language that a block has spoken from now on: it names a voice of it, or the language itself. */
export function languageOf({ type, parameters, metadata }: Block): string | undefined {
  if (type !== 'UpdateContactTextToSpeechVoice' && type !== 'UpdateContactData') return undefined;
  const said = textIn(parameters, 'LanguageCode') ?? textIn(metadata, 'languageCode');
  if (said !== undefined && /^[a-z]{2,3}-[A-Z]{2}$/.test(said)) return said;
  return languageOfVoice(textIn(parameters, 'TextToSpeechVoice') ?? '');
}

/** What a flow speaks, in the order of its blocks; `otherwise` where none of them chooses a voice. */
export function languagesOf({ blocks }: ConnectFlow, otherwise: string): readonly [string, ...string[]] {
  const [first = otherwise, ...others] = new Set([...blocks.values()].flatMap((block) => languageOf(block) ?? []));
  return [first, ...others];
}
