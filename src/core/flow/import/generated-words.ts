/** What our flow says where the source has no words for it: because the other product says it by itself, or is silent. */
export interface GeneratedWords {
  readonly leaveMessage: string;
  readonly thanks: string;
  readonly noChoice: string;
  readonly spellName: string;
  readonly pressKey: string;
  readonly enterNumber: string;
  /** To somebody who is called back. */
  readonly calledBack: string;
  readonly callAgain: string;
  /** To people who are told of a call. */
  readonly callWaits: string;
}

const english: GeneratedWords = {
  leaveMessage: 'Please leave a message after the tone. When you are done, press pound or hang up.',
  thanks: 'Thank you for your message. Goodbye.',
  noChoice: 'We did not get your choice. Goodbye.',
  spellName: 'Please enter the first letters of the name, then press pound.',
  pressKey: 'Please press a key.',
  enterNumber: 'Please enter the number.',
  calledBack: 'You asked us to call you back. To speak to us now, press 1.',
  callAgain: 'Please call us again. Goodbye.',
  callWaits: 'A call needs looking after.',
};

const languages: { readonly [language: string]: GeneratedWords } = {
  en: english,
  de: {
    leaveMessage: 'Bitte sprechen Sie nach dem Ton. Drücken Sie danach die Rautetaste, oder legen Sie auf.',
    thanks: 'Vielen Dank für Ihre Nachricht. Auf Wiederhören.',
    noChoice: 'Wir haben keine Auswahl erhalten. Auf Wiederhören.',
    spellName: 'Bitte geben Sie die ersten Buchstaben des Namens ein, dann die Rautetaste.',
    pressKey: 'Bitte drücken Sie eine Taste.',
    enterNumber: 'Bitte geben Sie die Nummer ein.',
    calledBack: 'Sie haben um einen Rückruf gebeten. Um jetzt mit uns zu sprechen, drücken Sie die 1.',
    callAgain: 'Bitte rufen Sie uns noch einmal an. Auf Wiederhören.',
    callWaits: 'Um einen Anruf muss sich jemand kümmern.',
  },
  es: {
    leaveMessage: 'Deje su mensaje después del tono. Al terminar, pulse almohadilla o cuelgue.',
    thanks: 'Gracias por su mensaje. Adiós.',
    noChoice: 'No hemos recibido su elección. Adiós.',
    spellName: 'Introduzca las primeras letras del nombre y pulse almohadilla.',
    pressKey: 'Pulse una tecla, por favor.',
    enterNumber: 'Introduzca el número, por favor.',
    calledBack: 'Nos pidió que le llamáramos. Para hablar con nosotros ahora, pulse 1.',
    callAgain: 'Vuelva a llamarnos, por favor. Adiós.',
    callWaits: 'Hay una llamada que atender.',
  },
  fr: {
    leaveMessage: 'Laissez votre message après le signal. Appuyez ensuite sur dièse ou raccrochez.',
    thanks: 'Merci de votre message. Au revoir.',
    noChoice: 'Nous n’avons pas reçu votre choix. Au revoir.',
    spellName: 'Saisissez les premières lettres du nom, puis appuyez sur dièse.',
    pressKey: 'Veuillez appuyer sur une touche.',
    enterNumber: 'Veuillez saisir le numéro.',
    calledBack: 'Vous nous avez demandé de vous rappeler. Pour nous parler maintenant, appuyez sur 1.',
    callAgain: 'Veuillez nous rappeler. Au revoir.',
    callWaits: 'Un appel demande que l’on s’en occupe.',
  },
  it: {
    leaveMessage: 'Lasci un messaggio dopo il segnale. Al termine prema cancelletto o riagganci.',
    thanks: 'Grazie per il suo messaggio. Arrivederci.',
    noChoice: 'Non abbiamo ricevuto la sua scelta. Arrivederci.',
    spellName: 'Inserisca le prime lettere del nome, poi prema cancelletto.',
    pressKey: 'Prema un tasto, per favore.',
    enterNumber: 'Inserisca il numero, per favore.',
    calledBack: 'Ci ha chiesto di richiamarla. Per parlare con noi adesso, prema 1.',
    callAgain: 'La preghiamo di richiamarci. Arrivederci.',
    callWaits: 'C’è una chiamata di cui occuparsi.',
  },
  ja: {
    leaveMessage: '発信音の後にメッセージをお話しください。終わりましたら、シャープを押すか、電話をお切りください。',
    thanks: 'メッセージをありがとうございました。失礼いたします。',
    noChoice: '選択を確認できませんでした。失礼いたします。',
    spellName: 'お名前の最初の文字を入力し、シャープを押してください。',
    pressKey: 'キーを押してください。',
    enterNumber: '番号を入力してください。',
    calledBack: '折り返しのお電話です。今お話しになる場合は1を押してください。',
    callAgain: 'またおかけ直しください。失礼いたします。',
    callWaits: '対応が必要なお電話があります。',
  },
  nl: {
    leaveMessage: 'Spreek uw bericht in na de toon. Druk daarna op hekje of hang op.',
    thanks: 'Bedankt voor uw bericht. Tot ziens.',
    noChoice: 'We hebben uw keuze niet ontvangen. Tot ziens.',
    spellName: 'Toets de eerste letters van de naam in, en dan hekje.',
    pressKey: 'Druk op een toets, alstublieft.',
    enterNumber: 'Toets het nummer in, alstublieft.',
    calledBack: 'U hebt ons gevraagd u terug te bellen. Om ons nu te spreken, toets 1.',
    callAgain: 'Belt u ons alstublieft nog eens. Tot ziens.',
    callWaits: 'Een oproep vraagt aandacht.',
  },
  pt: {
    leaveMessage: 'Deixe a sua mensagem após o sinal. No fim, prima cardinal ou desligue.',
    thanks: 'Obrigado pela sua mensagem. Adeus.',
    noChoice: 'Não recebemos a sua escolha. Adeus.',
    spellName: 'Introduza as primeiras letras do nome e prima cardinal.',
    pressKey: 'Por favor, prima uma tecla.',
    enterNumber: 'Por favor, introduza o número.',
    calledBack: 'Pediu-nos que lhe ligássemos. Para falar connosco agora, prima 1.',
    callAgain: 'Por favor, volte a ligar-nos. Adeus.',
    callWaits: 'Há uma chamada que precisa de atenção.',
  },
};

/** In the language that is wanted, else in English. */
export const generatedWords = (language: string): GeneratedWords => translation(language) ?? english;

/** Whether there are words in that language (BCP 47). */
export const isSpokenHere = (language: string): boolean => translation(language) !== undefined;

function translation(language: string): GeneratedWords | undefined {
  const base = language.split('-')[0]?.toLowerCase() ?? '';
  return Object.hasOwn(languages, base) ? languages[base] : undefined;
}
