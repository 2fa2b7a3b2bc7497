import { type Text, textIn } from '../draft.ts';
import { celText } from '../flow-texts.ts';
import { choiceWords, generatedTexts } from '../generated-texts.ts';
import { seconds } from '../seconds.ts';
import { choiceOf, type KeyChoice, oneKey } from './key-choice.ts';
import { aboutOf, isConnected, isRead, readOf, type Scene, step, variableOf, type WidgetKind } from './scene.ts';
import { isTrue, numberOf, textOf, type Widget, wayOf } from './studio-flow.ts';
import { promptOf, wordsOf } from './words.ts';

/** "Say/Play". */
export const sayPlay: WidgetKind = {
  title: 'Say/Play',
  leadsTo: (widget) => [wayOf(widget, 'audioComplete')],
  passesTo: (widget, scene) => {
    if (wordsOf(widget, scene).texts.length > 0) return undefined;
    const to = wayOf(widget, 'audioComplete');
    if (textOf(widget, 'digits') === undefined) return { to };
    const what = 'no keys are pressed for the caller';
    return { to, remark: { severity: 'lost', what, fix: 'nothing to do, unless a machine at the other end needs them' } };
  },
  write: (widget, scene) => {
    const name = scene.nameOf(widget);
    const prompt = promptOf(widget, scene, { name, otherwise: '' });
    const next = wayOf(widget, 'audioComplete');
    // Words behind which nothing comes are the last words.
    if (!isConnected(scene, next)) return step(scene, name, { type: 'hangup', prompt });
    step(scene, name, { type: 'play', prompt, bargeIn: false, next: scene.to(next) });
  },
};

/** "Gather Input On Call": keys into a menu where a split on them follows, else digits into a variable. */
export const gather: WidgetKind = {
  title: 'Gather Input On Call',
  leadsTo: (widget, scene) => {
    const choice = choiceOf(widget, scene);
    const misses = [wayOf(widget, 'timeout')];
    if (choice === undefined) return [wayOf(widget, 'keypress'), ...misses];
    return [...choice.options.map(({ to }) => to), wayOf(choice.split, 'noMatch'), ...misses];
  },
  write: (widget, scene) => {
    const choice = choiceOf(widget, scene);
    if (choice === undefined) writeCollect(widget, scene);
    else writeMenu(widget, choice, scene);
    tellOfSpeech(widget, choice, scene);
  },
};

const waiting = { least: 1, most: 60, otherwise: 5 };

/** Studio asks once, and the flow says what follows a miss. A way back to the very question is our own asking again. */
function missesOf(widget: Widget, ways: { readonly [outcome: string]: string | undefined }, scene: Scene) {
  const own = scene.nameOf(widget);
  const declared: { [outcome: string]: string } = {};
  const again: string[] = [];
  for (const [outcome, to] of Object.entries(ways)) {
    if (!isConnected(scene, to)) again.push('ends the call when it is not answered');
    else if (scene.to(to) === own) again.push('asks this question until it is answered');
    else declared[outcome] = scene.to(to);
  }
  const [first] = again;
  const maxAttempts = declared.noInput ?? scene.to(undefined);
  if (first !== undefined)
    scene.remark(widget, {
      severity: 'changed',
      what: `Studio ${first}; here it is asked three times, and then the call goes on at step "${maxAttempts}"`,
      fix: 'look at where "maxAttempts" leads; a person is a good place',
    });
  return { on: { ...declared, maxAttempts } };
}

function writeMenu(widget: Widget, { split, options, wasSpoken }: KeyChoice, scene: Scene): void {
  const name = scene.nameOf(widget);
  const member = wasSpoken ? 'SpeechResult' : 'Digits';
  // The split itself became the menu; whoever else reads the key finds it in a variable.
  const kept = isRead(scene, widget, member) ? variableOf(scene, widget, member) : undefined;
  const ways = options.map(({ key, to, words }) => {
    const next = scene.to(to);
    const keeping = kept === undefined ? undefined : scene.draft.stepName(`${name} ${keyName(key)}`);
    // A key that leads back to its own question asks again.
    return { key, words, next, target: keeping ?? (next === name ? 'repeat' : next), keeping };
  });
  const said = choiceWords(options.map(({ words }) => words));
  step(scene, name, {
    type: 'menu',
    prompt: promptOf(widget, scene, { name, otherwise: generatedTexts.pressKey, more: wasSpoken ? [said] : [] }),
    options: Object.fromEntries(ways.map(({ key, target }) => [key, target])),
    timeout: seconds(numberOf(widget, 'timeout'), waiting),
    ...missesOf(widget, { noInput: wayOf(widget, 'timeout'), noMatch: wayOf(split, 'noMatch') }, scene),
  });
  for (const { keeping, words, next } of ways)
    if (keeping !== undefined && kept !== undefined)
      step(scene, keeping, { type: 'set', vars: { [kept]: celText(words) }, next });
}

const keyName = (key: string): string => (key === '*' ? 'star' : key === '#' ? 'pound' : key);

/** Digits into a variable. */
function writeCollect(widget: Widget, scene: Scene): void {
  const name = scene.nameOf(widget);
  const into = variableOf(scene, widget, 'Digits');
  const next = wayOf(widget, 'keypress');
  if (into === undefined) return step(scene, name, { type: 'hangup' });
  const finish = textOf(widget, 'finish_on_key')?.trim();
  const most = Math.round(numberOf(widget, 'number_of_digits') ?? 0);
  step(scene, name, {
    type: 'collect',
    prompt: promptOf(widget, scene, {
      name,
      otherwise: askingFor(aboutOf(widget, /^(gather|get|ask|input|enter|collect|on|call)$/i).toLowerCase()),
    }),
    into,
    ...(most > 0 && { maxDigits: Math.min(40, most) }),
    ...(widget.properties.finish_on_key === ''
      ? { finishOnKey: '' }
      : finish !== undefined && oneKey.test(finish) && { finishOnKey: finish }),
    timeout: seconds(numberOf(widget, 'timeout'), waiting),
    interDigitTimeout: seconds(numberOf(widget, 'timeout'), { least: 1, most: 20, otherwise: 5 }),
    next: scene.to(next),
    ...missesOf(widget, { noInput: wayOf(widget, 'timeout') }, scene),
  });
}

/** The name of a widget says in English what it asks for. */
const askingFor =
  (what: string): Text =>
  (language) =>
    what !== '' && /^en\b/i.test(language) ? `Please enter ${what}.` : textIn(generatedTexts.enterNumber, language);

function tellOfSpeech(widget: Widget, choice: KeyChoice | undefined, scene: Scene): void {
  if (choice?.wasSpoken === true)
    return scene.remark(widget, {
      severity: 'changed',
      what: `callers speak here; the bot on Teams hears keys only, so each answer has a key: ${choice.options.map(({ key, words }) => `${key} ${words}`).join(', ')}`,
      fix: 'rewrite the words of the menu, and translate them where the flow speaks another language',
    });
  if (isConnected(scene, wayOf(widget, 'speech')) || isRead(scene, widget, 'SpeechResult'))
    scene.remark(widget, {
      severity: 'lost',
      what: 'what callers say is not understood any more: the bot on Teams hears keys only',
      fix: 'take "or say ..." out of the words of the step, and give every answer a key',
    });
}

/** "Record Voicemail". */
export const recordVoicemail: WidgetKind = {
  title: 'Record Voicemail',
  leadsTo: (widget) => [wayOf(widget, 'recordingComplete'), wayOf(widget, 'noAudio')],
  write: (widget, scene) => {
    const told = scene.world.contact('messages', { kind: 'told' });
    const most = numberOf(widget, 'max_length');
    if (most === undefined || most > 120)
      scene.remark(widget, {
        severity: 'changed',
        what: `a message may last two minutes here, not ${most === undefined ? 'an hour' : `${Math.round(most)} seconds`}`,
        fix: 'say so before the tone',
      });
    if (isTrue(widget, 'transcribe'))
      scene.remark(widget, {
        severity: 'lost',
        what: 'messages are not transcribed',
        fix: 'listen to them, or have the system that is told of them do it',
      });
    if (
      textOf(widget, 'recording_status_callback_url') !== undefined ||
      textOf(widget, 'transcription_callback_url') !== undefined
    )
      scene.remark(widget, {
        severity: 'changed',
        what: `Twilio tells an address of yours of the message; here the contact "${told}" is told`,
        fix: `give "${told}" a webhook in contacts.jsonc (docs/steps/notify.md), and have the address understand it`,
      });
    const finish = textOf(widget, 'finish_on_key')?.trim();
    const complete = wayOf(widget, 'recordingComplete');
    const silence = wayOf(widget, 'noAudio');
    step(scene, scene.nameOf(widget), {
      type: 'voicemail',
      record: {
        maxLength: seconds(most, { least: 1, most: 120, otherwise: 120 }),
        ...(finish !== undefined && oneKey.test(finish) && { finishOnKey: finish }),
        silence: seconds(numberOf(widget, 'timeout'), { least: 1, most: 120, otherwise: 5 }),
        ...(textOf(widget, 'play_beep')?.toLowerCase() === 'false' && { beep: false }),
      },
      notify: [told],
      next: scene.to(complete),
      on: { ...(isConnected(scene, silence) && { silence: scene.to(silence) }), failed: scene.to(silence ?? complete) },
    });
    if (readOf(scene, widget).length > 0)
      scene.remark(widget, {
        severity: 'lost',
        what: 'the address of the recording is not known in the flow; templates that name it stay empty',
        fix: `whoever needs the recording gets it as the contact "${told}"`,
      });
  },
};
