/** What a Teams auto attendant says by itself, and what our flow has to say then in its place. */
export interface AttendantWords {
  readonly leaveMessage: string;
  readonly thanks: string;
  readonly noChoice: string;
  readonly spellName: string;
}

const english: AttendantWords = {
  leaveMessage: 'Please leave a message after the tone. When you are done, press pound or hang up.',
  thanks: 'Thank you for your message. Goodbye.',
  noChoice: 'We did not get your choice. Goodbye.',
  spellName: 'Please enter the first letters of the name, then press pound.',
};

const languages: { readonly [language: string]: AttendantWords } = {
  en: english,
  de: {
    leaveMessage: 'Bitte sprechen Sie nach dem Ton. Drücken Sie danach die Rautetaste, oder legen Sie auf.',
    thanks: 'Vielen Dank für Ihre Nachricht. Auf Wiederhören.',
    noChoice: 'Wir haben keine Auswahl erhalten. Auf Wiederhören.',
    spellName: 'Bitte geben Sie die ersten Buchstaben des Namens ein, dann die Rautetaste.',
  },
  es: {
    leaveMessage: 'Deje su mensaje después del tono. Al terminar, pulse almohadilla o cuelgue.',
    thanks: 'Gracias por su mensaje. Adiós.',
    noChoice: 'No hemos recibido su elección. Adiós.',
    spellName: 'Introduzca las primeras letras del nombre y pulse almohadilla.',
  },
  fr: {
    leaveMessage: 'Laissez votre message après le signal. Appuyez ensuite sur dièse ou raccrochez.',
    thanks: 'Merci de votre message. Au revoir.',
    noChoice: 'Nous n’avons pas reçu votre choix. Au revoir.',
    spellName: 'Saisissez les premières lettres du nom, puis appuyez sur dièse.',
  },
  it: {
    leaveMessage: 'Lasci un messaggio dopo il segnale. Al termine prema cancelletto o riagganci.',
    thanks: 'Grazie per il suo messaggio. Arrivederci.',
    noChoice: 'Non abbiamo ricevuto la sua scelta. Arrivederci.',
    spellName: 'Inserisca le prime lettere del nome, poi prema cancelletto.',
  },
  nl: {
    leaveMessage: 'Spreek uw bericht in na de toon. Druk daarna op hekje of hang op.',
    thanks: 'Bedankt voor uw bericht. Tot ziens.',
    noChoice: 'We hebben uw keuze niet ontvangen. Tot ziens.',
    spellName: 'Toets de eerste letters van de naam in, en dan hekje.',
  },
  pt: {
    leaveMessage: 'Deixe a sua mensagem após o sinal. No fim, prima cardinal ou desligue.',
    thanks: 'Obrigado pela sua mensagem. Adeus.',
    noChoice: 'Não recebemos a sua escolha. Adeus.',
    spellName: 'Introduza as primeiras letras do nome e prima cardinal.',
  },
};

/** Undefined where there are none in that language. */
export function attendantWords(language: string): AttendantWords | undefined {
  const base = language.split('-')[0]?.toLowerCase() ?? '';
  return Object.hasOwn(languages, base) ? languages[base] : undefined;
}

export const englishWords = english;
