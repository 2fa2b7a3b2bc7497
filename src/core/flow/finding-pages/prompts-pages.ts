// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import type { FindingPage } from './finding-page.ts';

export const promptsPages = {
  IVR301: {
    means: 'No prompt has this name.',
    matters: 'The caller would hear nothing.',
    mend: 'Write the name of a prompt, or add it. Words to be spoken in place need a space or a full stop, so that they are not taken for a name.',
  },
  IVR302: {
    means: "The prompt lacks one of the flow's languages.",
    matters: 'Callers of that language would hear another one.',
    mend: 'Add the words in that language.',
  },
  IVR303: {
    means: 'The prompt or step names a language that `languages` does not list.',
    matters: 'It would never be spoken.',
    mend: 'Add the language to `languages`, or remove it here.',
  },
  IVR304: {
    means: 'A step has its words in place, and the flow speaks several languages.',
    matters: 'All callers would hear them in the same one.',
    mend: 'Move the words to `prompts`, give them every language, and name the prompt in the step: `"prompts": { "goodDay": { "en-US": "Good day.", "de-DE": "Guten Tag." } }`.',
  },
  IVR305: {
    means: "The audio file is not in the flow's `prompts` folder.",
    matters: 'The words would be synthesised, or the caller would hear nothing.',
    mend: 'Put the file there, correct the name, or leave `audio` out.',
  },
  IVR306: {
    means: 'The audio file is no sound that can be converted to what Microsoft plays.',
    matters: 'Microsoft would refuse to play it.',
    mend: 'Save it as an uncompressed WAV (PCM), mono if possible.',
  },
  IVR307: {
    means: 'The name of the audio file has a folder in it, or signs that file names cannot have everywhere.',
    matters: "Files outside of the flow's folder are never read.",
    mend: 'Put the file into `prompts`, and write its plain name.',
  },
  IVR308: {
    means: 'No step plays this prompt.',
    matters: 'It costs nobody anything, but whoever translates the flow translates it, too.',
    mend: 'Remove it, or play it.',
  },
  IVR309: {
    means: 'The prompt has no words.',
    matters: 'The caller would hear silence, and think the line is dead.',
    mend: 'Write the words. With a recording they are the caption, and what is spoken when it cannot be played.',
  },
  IVR310: {
    means: 'Not the name of a language, or spelled in another way, or named twice.',
    matters: 'Voices and formats are chosen by the exact name.',
    mend: 'Write language and country, for example `en-US`.',
  },
  IVR311: {
    means: 'The words hold a `${ }`, and a recording is played instead of them.',
    matters: 'The caller never hears the value.',
    mend: 'Leave out the recording, or the value.',
  },
  IVR312: {
    means: 'The prompt speaks other values in one language than in another.',
    matters: 'Callers of one language are not told what the others are.',
    mend: 'Speak the same values in every language. How they are formatted may differ.',
  },
  IVR313: {
    means: 'The words name a key before they say what it is for: "press 1 for sales".',
    matters: 'Callers listen for their wish. When they hear it, they have forgotten the key, and must hear everything again.',
    mend: 'Say the meaning first: "for sales, press 1". Only the first words of a step are looked at: who is asked again knows the choices.',
  },
  IVR314: {
    means: 'On the shortest way there, callers listen for more than 30 seconds before they hear the first choice.',
    matters: 'Many press anything, or hang up.',
    mend: 'Say it shorter, or offer the choice earlier.',
  },
  IVR315: {
    means: 'The words ask for a key which is neither an option of the step nor a global key.',
    matters: 'Callers who press it are told that they are wrong.',
    mend: 'Add the option, or change the words.',
  },
  IVR316: {
    means:
      'The texts that the step says one after the other have more than 1,800 bytes (a Latin letter has one, an accented one two, a Japanese one three).',
    matters: 'What a call has to say lies in its document, which stays small. What there is no room for is not heard.',
    mend: 'Record the words: a recording sounds in full. Or say it shorter, or take it apart into several "play" steps.',
  },
} as const satisfies { readonly [code: string]: FindingPage };
