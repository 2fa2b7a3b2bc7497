/** The language that a voice of Amazon Polly speaks, by its name. */
export const languageOfVoice = (voice: string): string | undefined =>
  languages.get(voice.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase());

/** The voices of Amazon Polly, by the language that they speak: "Voices in Amazon Polly" in its developer guide. */
const voices: { readonly [language: string]: string } = {
  'ar-AE': 'Hala Zayd',
  'ca-ES': 'Arlet',
  'cy-GB': 'Gwyneth',
  'da-DK': 'Mads Naja Sofie',
  'de-AT': 'Hannah',
  'de-CH': 'Sabrina',
  'de-DE': 'Daniel Hans Marlene Vicki',
  'en-AU': 'Nicole Olivia Russell',
  'en-GB': 'Amy Arthur Brian Emma',
  'en-IE': 'Niamh',
  'en-IN': 'Raveena',
  'en-NZ': 'Aria',
  'en-US': 'Danielle Gregory Ivy Joanna Joey Justin Kendra Kevin Kimberly Matthew Patrick Ruth Salli Stephen',
  'en-ZA': 'Ayanda',
  'es-ES': 'Alba Conchita Enrique Lucia Raul Sergio',
  'es-MX': 'Andres Mia',
  'es-US': 'Lupe Miguel Pedro Penelope',
  'fi-FI': 'Suvi',
  'fr-BE': 'Isabelle',
  'fr-CA': 'Chantal Gabrielle Liam',
  'fr-FR': 'Celine Lea Mathieu Remi',
  'hi-IN': 'Aditi Kajal',
  'is-IS': 'Dora Karl',
  'it-IT': 'Adriano Beatrice Bianca Carla Giorgio',
  'ja-JP': 'Kazuha Mizuki Takumi Tomoko',
  'ko-KR': 'Jihye Seoyeon',
  'nb-NO': 'Ida Liv',
  'nl-BE': 'Lisa',
  'nl-NL': 'Laura Lotte Ruben',
  'pl-PL': 'Ewa Jacek Jan Maja Ola',
  'pt-BR': 'Camila Ricardo Thiago Vitoria',
  'pt-PT': 'Cristiano Ines',
  'ro-RO': 'Carmen',
  'ru-RU': 'Maxim Tatyana',
  'sv-SE': 'Astrid Elin',
  'tr-TR': 'Burcu Filiz',
  'zh-CN': 'Zhiyu',
};

const languages = new Map(
  Object.entries(voices).flatMap(([language, names]) => names.split(' ').map((name) => [name.toLowerCase(), language] as const)),
);
