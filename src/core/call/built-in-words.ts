import { apologyText, type PromptItem, readingTimeMs } from './prompt-item.ts';

/** Everything that the engine says by itself, in one language. */
export interface BuiltInWords {
  /** When a flow's own prompts or exits fail (I9). Only English has a sound of its own (assets). */
  readonly apology: string;
  /** To a caller for whom somebody is being rung, again and again, when the flow has no words of its own for that. */
  readonly ringing: string;
  /** To a person who is rung for a caller, when the flow has no words of its own for that. */
  readonly whisper: string;
  /** To the same, after the flow's own words. */
  readonly screen: string;
  /** To a person who has taken a call. */
  readonly joining: string;
  /** To a person who was rung for a caller, and is not needed any more. */
  readonly notNeeded: string;
  /** To callers of a directory. */
  readonly directory: {
    readonly one: (name: string) => string;
    readonly choice: (name: string, key: number) => string;
    readonly more: string;
    readonly again: string;
    readonly tooMany: (count: number) => string;
    readonly nobody: string;
  };
}

const english: BuiltInWords = {
  apology: apologyText,
  ringing: 'One moment, please. I am trying to reach somebody for you.',
  whisper: 'Hello. There is a call for you.',
  screen: 'To take the call, press 1. To decline it, press 2.',
  joining: 'Thank you. I am connecting you.',
  notNeeded: 'The caller is not waiting any more. Thank you, goodbye.',
  directory: {
    one: (name) => `${name}. To be connected, press 1. To search again, press star.`,
    choice: (name, key) => `For ${name}, press ${key}.`,
    more: 'For more names, press 9.',
    again: 'To search again, press star.',
    tooMany: (count) => `There are ${count} names like that. Please enter more letters.`,
    nobody: 'There is nobody with that name.',
  },
};

/** By language without country. */
const languages: { readonly [language: string]: BuiltInWords } = {
  de: {
    apology: 'Entschuldigung, bei uns ist etwas schiefgegangen. Bitte rufen Sie später noch einmal an. Auf Wiederhören.',
    ringing: 'Einen Moment, bitte. Ich versuche, jemanden für Sie zu erreichen.',
    whisper: 'Guten Tag. Hier ist ein Anruf für Sie.',
    screen: 'Um den Anruf anzunehmen, drücken Sie die 1. Um ihn abzulehnen, die 2.',
    joining: 'Danke. Ich verbinde Sie.',
    notNeeded: 'Der Anrufer wartet nicht mehr. Vielen Dank, auf Wiederhören.',
    directory: {
      one: (name) => `${name}. Um verbunden zu werden, drücken Sie die 1. Um neu zu suchen, die Sterntaste.`,
      choice: (name, key) => `Für ${name} drücken Sie die ${key}.`,
      more: 'Für weitere Namen drücken Sie die 9.',
      again: 'Um neu zu suchen, drücken Sie die Sterntaste.',
      tooMany: (count) => `Es gibt ${count} solche Namen. Bitte geben Sie mehr Buchstaben ein.`,
      nobody: 'Unter diesem Namen gibt es niemanden.',
    },
  },
  en: english,
  es: {
    apology: 'Lo sentimos, se ha producido un error por nuestra parte. Vuelva a llamar más tarde, por favor. Adiós.',
    ringing: 'Un momento, por favor. Estoy intentando localizar a alguien.',
    whisper: 'Hola. Hay una llamada para usted.',
    screen: 'Para aceptar la llamada, pulse 1. Para rechazarla, pulse 2.',
    joining: 'Gracias. Le pongo en contacto.',
    notNeeded: 'La persona que llamaba ya no espera. Gracias, adiós.',
    directory: {
      one: (name) => `${name}. Para hablar con esta persona, pulse 1. Para buscar de nuevo, pulse asterisco.`,
      choice: (name, key) => `Para ${name}, pulse ${key}.`,
      more: 'Para oír más nombres, pulse 9.',
      again: 'Para buscar de nuevo, pulse asterisco.',
      tooMany: (count) => `Hay ${count} nombres así. Introduzca más letras, por favor.`,
      nobody: 'No hay nadie con ese nombre.',
    },
  },
  fr: {
    apology: 'Désolé, un problème est survenu de notre côté. Veuillez rappeler plus tard. Au revoir.',
    ringing: 'Un instant, s’il vous plaît. J’essaie de joindre quelqu’un pour vous.',
    whisper: 'Bonjour. Il y a un appel pour vous.',
    screen: 'Pour prendre l’appel, appuyez sur 1. Pour le refuser, appuyez sur 2.',
    joining: 'Merci. Je vous mets en relation.',
    notNeeded: 'La personne n’attend plus. Merci, au revoir.',
    directory: {
      one: (name) => `${name}. Pour être mis en relation, appuyez sur 1. Pour une nouvelle recherche, appuyez sur étoile.`,
      choice: (name, key) => `Pour ${name}, appuyez sur ${key}.`,
      more: 'Pour d’autres noms, appuyez sur 9.',
      again: 'Pour une nouvelle recherche, appuyez sur étoile.',
      tooMany: (count) => `Il y a ${count} noms de ce genre. Veuillez saisir plus de lettres.`,
      nobody: 'Il n’y a personne de ce nom.',
    },
  },
  it: {
    apology: 'Siamo spiacenti, si è verificato un problema da parte nostra. La preghiamo di richiamare più tardi. Arrivederci.',
    ringing: 'Un momento, per favore. Sto cercando qualcuno per lei.',
    whisper: 'Buongiorno. C’è una chiamata per lei.',
    screen: 'Per accettare la chiamata, prema 1. Per rifiutarla, prema 2.',
    joining: 'Grazie. La metto in comunicazione.',
    notNeeded: 'La persona non è più in attesa. Grazie, arrivederci.',
    directory: {
      one: (name) => `${name}. Per parlare con questa persona, prema 1. Per una nuova ricerca, prema asterisco.`,
      choice: (name, key) => `Per ${name}, prema ${key}.`,
      more: 'Per altri nomi, prema 9.',
      again: 'Per una nuova ricerca, prema asterisco.',
      tooMany: (count) => `Ci sono ${count} nomi simili. Inserisca altre lettere, per favore.`,
      nobody: 'Non c’è nessuno con questo nome.',
    },
  },
  ja: {
    apology: '申し訳ございません。こちらで問題が発生しました。後ほどおかけ直しください。失礼いたします。',
    ringing: '少々お待ちください。担当者におつなぎしております。',
    whisper: 'お電話が入っております。',
    screen: '電話に出る場合は1を、出ない場合は2を押してください。',
    joining: 'ありがとうございます。おつなぎいたします。',
    notNeeded: 'お電話は終了いたしました。ありがとうございました。失礼いたします。',
    directory: {
      one: (name) => `${name}。おつなぎする場合は1を、検索をやり直す場合はアスタリスクを押してください。`,
      choice: (name, key) => `${name}は${key}を押してください。`,
      more: 'ほかの名前は9を押してください。',
      again: '検索をやり直す場合はアスタリスクを押してください。',
      tooMany: (count) => `該当する名前が${count}件あります。もう少し文字を入力してください。`,
      nobody: '該当する方はいらっしゃいません。',
    },
  },
  nl: {
    apology: 'Sorry, er is bij ons iets misgegaan. Probeert u het later nog eens. Tot ziens.',
    ringing: 'Een ogenblik, alstublieft. Ik probeer iemand voor u te bereiken.',
    whisper: 'Hallo. Er is een oproep voor u.',
    screen: 'Om de oproep aan te nemen, toets 1. Om hem te weigeren, toets 2.',
    joining: 'Dank u. Ik verbind u door.',
    notNeeded: 'De beller wacht niet meer. Dank u, tot ziens.',
    directory: {
      one: (name) => `${name}. Om doorverbonden te worden, toets 1. Om opnieuw te zoeken, toets sterretje.`,
      choice: (name, key) => `Voor ${name}, toets ${key}.`,
      more: 'Voor meer namen, toets 9.',
      again: 'Om opnieuw te zoeken, toets sterretje.',
      tooMany: (count) => `Er zijn ${count} van zulke namen. Voer alstublieft meer letters in.`,
      nobody: 'Er is niemand met die naam.',
    },
  },
  pt: {
    apology: 'Lamentamos, ocorreu um problema do nosso lado. Por favor, volte a ligar mais tarde. Adeus.',
    ringing: 'Um momento, por favor. Estou a tentar contactar alguém para si.',
    whisper: 'Olá. Há uma chamada para si.',
    screen: 'Para atender a chamada, prima 1. Para a recusar, prima 2.',
    joining: 'Obrigado. Vou passar a chamada.',
    notNeeded: 'A pessoa já não está à espera. Obrigado, adeus.',
    directory: {
      one: (name) => `${name}. Para falar com esta pessoa, prima 1. Para procurar de novo, prima asterisco.`,
      choice: (name, key) => `Para ${name}, prima ${key}.`,
      more: 'Para mais nomes, prima 9.',
      again: 'Para procurar de novo, prima asterisco.',
      tooMany: (count) => `Há ${count} nomes assim. Introduza mais letras, por favor.`,
      nobody: 'Não há ninguém com esse nome.',
    },
  },
};

/** In the language that is wanted, else in English. */
export function builtInWords(language: string): BuiltInWords {
  return translation(language) ?? english;
}

/** The engine's own words as they are heard in this language (BCP 47), or in English where it has none in it. */
export function ownWords(language: string, pick: (words: BuiltInWords) => string): PromptItem {
  const words = translation(language);
  const text = pick(words ?? english);
  return { kind: 'speech', text, language: words === undefined ? 'en-US' : language, durationMs: readingTimeMs(text) };
}

/** Every wording of the apology that is not the English one. */
export const translatedApologies: readonly string[] = Object.values(languages)
  .map(({ apology }) => apology)
  .filter((text) => text !== apologyText);

function translation(language: string): BuiltInWords | undefined {
  const base = language.split('-')[0]?.toLowerCase() ?? '';
  return Object.hasOwn(languages, base) ? languages[base] : undefined;
}
