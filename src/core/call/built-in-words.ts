import { apologyText } from './prompt-item.ts';

/** The engine's own last words, by language without country. Only English has a sound of its own (assets). */
const apologies: { readonly [language: string]: string } = {
  de: 'Entschuldigung, bei uns ist etwas schiefgegangen. Bitte rufen Sie später noch einmal an. Auf Wiederhören.',
  en: apologyText,
  es: 'Lo sentimos, se ha producido un error por nuestra parte. Vuelva a llamar más tarde, por favor. Adiós.',
  fr: 'Désolé, un problème est survenu de notre côté. Veuillez rappeler plus tard. Au revoir.',
  it: 'Siamo spiacenti, si è verificato un problema da parte nostra. La preghiamo di richiamare più tardi. Arrivederci.',
  ja: '申し訳ございません。こちらで問題が発生しました。後ほどおかけ直しください。失礼いたします。',
  nl: 'Sorry, er is bij ons iets misgegaan. Probeert u het later nog eens. Tot ziens.',
  pt: 'Lamentamos, ocorreu um problema do nosso lado. Por favor, volte a ligar mais tarde. Adeus.',
};

/** Spoken when a flow's own prompts or exits fail (I9), in the language that is wanted, else in English. */
export function apologyIn(language: string): string {
  const base = language.split('-')[0]?.toLowerCase() ?? '';
  return (Object.hasOwn(apologies, base) ? apologies[base] : undefined) ?? apologyText;
}

/** Every wording of it that is not the English one. */
export const translatedApologies: readonly string[] = Object.values(apologies).filter((text) => text !== apologyText);
