import type { Text } from '../draft.ts';
import { generatedTexts } from '../generated-texts.ts';
import { seconds } from '../seconds.ts';
import { type Block, type ConnectFlow, isTrueIn, numberIn, textIn, valueIn } from './connect-flow.ts';
import { writeLex } from './lex-bot.ts';
import { missesOf, waiting } from './misses.ts';
import { type BlockKind, errorWay, faults, type Scene, step, wayOn } from './scene.ts';
import { messagesOf, wordsOf } from './words.ts';

const { pressKey, enterNumber } = generatedTexts;

/** What a step of this block says; words of our own where there are none and a step needs some. */
export function promptOf(block: Block, scene: Scene, name: string, otherwise: Text): string | readonly string[] {
  const { texts, remarks } = wordsOf(block, scene);
  for (const remark of remarks) scene.remark(block, remark);
  return scene.draft.prompt(name, texts.length === 0 ? [otherwise] : texts);
}

export const playPrompt: BlockKind = {
  title: 'Play prompt',
  stepName: (block) => `say ${firstWords(block)}`,
  passesTo: (block, scene) => {
    const { texts, remarks } = wordsOf(block, scene);
    if (texts.length > 0) return undefined;
    const [remark] = remarks;
    return { to: wayOn(block), ...(remark !== undefined && { remark }) };
  },
  write: (block, scene) => {
    const name = scene.nameOf(block);
    // In Connect a key does not cut such words short: often they have to be heard.
    step(scene, name, {
      type: 'play',
      prompt: promptOf(block, scene, name, ''),
      bargeIn: false,
      next: scene.to(wayOn(block)),
      ...faults(block, scene),
    });
  },
};

/** "Loop prompts": the queue flow's music and words, until an agent or an interruption comes. */
export const loopPrompts: BlockKind = {
  title: 'Loop prompts',
  stepName: () => 'hold',
  passesTo: (block, scene) =>
    messagesOf(block).some((message) => wordsOf(block, scene, message).texts.length > 0) ? undefined : { to: interrupted(block) },
  write: (block, scene) => {
    const name = scene.nameOf(block);
    const said = messagesOf(block).map((message) => wordsOf(block, scene, message));
    for (const remark of said.flatMap(({ remarks }) => remarks)) scene.remark(block, remark);
    const texts = said.flatMap((one) => one.texts).slice(0, 15);
    const limit = numberIn(block.parameters, 'InterruptFrequencySeconds');
    scene.remark(block, {
      severity: 'changed',
      what:
        limit === undefined
          ? 'in Connect these words go on until an agent takes the call; here they go on for five minutes, and the flow goes on'
          : 'the words go on for their time, and the flow goes on; no agent can take the call meanwhile',
      fix: 'callers who wait for somebody are best transferred to a call queue, which has music of its own',
    });
    step(scene, name, {
      type: 'hold',
      prompt: scene.draft.prompt(name, texts),
      for: seconds(limit, { least: 1, most: 3_600, otherwise: 300 }),
      pause: '2s',
      next: scene.to(interrupted(block)),
      ...faults(block, scene),
    });
  },
};

const interrupted = (block: Block): string | undefined =>
  block.conditions.find(({ operand }) => operand === 'MessagesInterrupted')?.next ?? wayOn(block);

/** "Get customer input", "Store customer input", and Lex where an older flow has it in the same block. */
export const getInput: BlockKind = {
  title: 'Get customer input',
  stepName: (block, scene) => {
    if (isTrueIn(block.parameters, 'StoreInput')) return 'ask for number';
    return takesMessage(block, scene.flow) ? 'message' : 'menu';
  },
  write: (block, scene) => {
    if (valueIn(block.parameters, 'LexV2Bot') !== undefined || valueIn(block.parameters, 'LexBot') !== undefined)
      writeLex(block, scene);
    else if (isTrueIn(block.parameters, 'StoreInput')) writeCollect(block, scene);
    else if (takesMessage(block, scene.flow)) writeMessage(block, scene);
    else if (keysOf(block).size > 0) writeMenu(block, scene);
    else writeAnyKey(block, scene);
  },
};

/** Keys that lead somewhere. */
function keysOf({ conditions }: Block): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const { operator, operand, next } of conditions)
    if (operator === 'Equals' && /^[0-9*#]$/.test(operand) && !keys.has(operand)) keys.set(operand, next);
  return keys;
}

function writeMenu(block: Block, scene: Scene): void {
  const name = scene.nameOf(block);
  const options = [...keysOf(block)].map(([key, to]) => [key, scene.to(to)] as const);
  step(scene, name, {
    type: 'menu',
    prompt: promptOf(block, scene, name, pressKey),
    // A key that leads back to its own menu asks again.
    options: Object.fromEntries(options.map(([key, to]) => [key, to === name ? 'repeat' : to])),
    timeout: seconds(numberIn(block.parameters, 'InputTimeLimitSeconds'), waiting),
    ...missesOf(block, scene, name),
  });
  longerThanAllowed(block, scene);
}

function longerThanAllowed(block: Block, scene: Scene): void {
  const wanted = numberIn(block.parameters, 'InputTimeLimitSeconds') ?? 0;
  if (wanted <= waiting.most) return;
  const what = `callers have 60 seconds here to begin, not ${wanted}`;
  scene.remark(block, { severity: 'changed', what, fix: 'nothing to do, unless they need longer than that' });
}

/** Digits into the variable that Connect calls "stored customer input". */
function writeCollect(block: Block, scene: Scene): void {
  const name = scene.nameOf(block);
  const { draft } = scene;
  const { parameters } = block;
  const into = draft.variables.named('storedInput', 'storedInput');
  if (into === undefined) return writeAnyKey(block, scene);
  const phone = phoneOf(block);
  const encrypted = valueIn(parameters, 'InputEncryption') !== undefined;
  if (encrypted) {
    draft.variables.keepSecret(into);
    scene.remark(block, {
      severity: 'changed',
      what: 'the digits are not encrypted with your certificate; they are masked everywhere, lie encrypted in the call, and are forgotten when it ends',
      fix: 'whatever gets them must take them as they are; send them to no address and to nobody outside',
    });
  }
  const next = scene.to(wayOn(block));
  const timedOut = draft.stepName(`${name} timeout`);
  const full = phone !== undefined && /^\+\d{0,4}$/.test(phone) ? draft.stepName(`${name} in full`) : undefined;
  step(scene, name, {
    type: 'collect',
    prompt: promptOf(block, scene, name, enterNumber),
    into,
    maxDigits: Math.min(
      40,
      Math.max(
        1,
        Math.round(
          numberIn(parameters, 'InputValidation', 'CustomValidation', 'MaximumLength') ?? (phone === undefined ? 20 : 15),
        ),
      ),
    ),
    finishOnKey: finishingKey(block, scene),
    timeout: seconds(numberIn(parameters, 'InputTimeLimitSeconds'), waiting),
    interDigitTimeout: seconds(numberIn(parameters, 'DTMFConfiguration', 'InterdigitTimeLimitSeconds'), {
      least: 1,
      most: 20,
      otherwise: 5,
    }),
    ...(phone !== undefined && { pattern: '[0-9]{7,15}' }),
    ...(encrypted && { sensitive: true }),
    next: full ?? next,
    on: {
      noInput: timedOut,
      ...(phone !== undefined && { noMatch: scene.to(errorWay(block, 'InvalidPhoneNumber') ?? wayOn(block)) }),
      ...faults(block, scene).on,
    },
  });
  if (full !== undefined) step(scene, full, { type: 'set', vars: { [into]: `'${phone ?? ''}' + vars.${into}` }, next });
  else if (phone !== undefined) asTyped(block, scene, into);
  // Connect goes on as if there had been input, and says so in the value.
  step(scene, timedOut, { type: 'set', vars: { [into]: "'Timeout'" }, next });
  longerThanAllowed(block, scene);
}

/** What stands before the digits of a telephone number. */
function phoneOf({ parameters, metadata }: Block): string | undefined {
  const format = textIn(parameters, 'InputValidation', 'PhoneNumberValidation', 'NumberFormat');
  if (format === undefined) return undefined;
  return format === 'Local' ? (textIn(metadata, 'countryCodePrefix') ?? '') : '+';
}

/** Connect stores a telephone number in full, with its plus and its country. */
const asTyped = (block: Block, scene: Scene, into: string): void =>
  scene.remark(block, {
    severity: 'changed',
    what: 'Connect would store this number in full, with its country code; here it is stored as it was typed',
    fix: `put a "set" step behind it: { "${into}": "'+49' + vars.${into}" }, with your country code`,
  });

function finishingKey(block: Block, scene: Scene): string {
  const wanted = textIn(block.parameters, 'DTMFConfiguration', 'InputTerminationSequence');
  if (wanted === undefined) return '#';
  const [first = '#'] = wanted;
  if (/^[0-9*#]$/.test(wanted)) return wanted;
  const what = `the input ends with one key here, not with the sequence "${wanted}"`;
  scene.remark(block, { severity: 'changed', what, fix: 'look at "finishOnKey", and at what the prompt says' });
  return /^[0-9*#]$/.test(first) ? first : '#';
}

/** In a flow that streams the caller's voice away, the block that waits for no key in particular is its voicemail. */
export const takesMessage = (block: Block, flow: ConnectFlow): boolean =>
  block.type === 'GetParticipantInput' &&
  !isTrueIn(block.parameters, 'StoreInput') &&
  keysOf(block).size === 0 &&
  [...flow.blocks.values()].some(
    ({ type, parameters }) =>
      type === 'UpdateContactMediaStreamingBehavior' && textIn(parameters, 'MediaStreamingState')?.toLowerCase() === 'enabled',
  );

function writeMessage(block: Block, scene: Scene): void {
  const name = scene.nameOf(block);
  const { texts, remarks } = wordsOf(block, scene);
  for (const remark of remarks) if (texts.length > 0) scene.remark(block, remark);
  const told = scene.world.contact('voicemail', { kind: 'told' });
  scene.remark(block, {
    severity: 'changed',
    what: "the caller's voice was streamed away here; now the bot takes the message itself, of two minutes at the most, and tells a contact of it",
    fix: `say in contacts.jsonc how "${told}" is told of messages`,
  });
  step(scene, name, {
    type: 'voicemail',
    record: {
      ...(texts.length > 0 && { prompt: scene.draft.prompt(name, texts) }),
      maxLength: seconds(numberIn(block.parameters, 'InputTimeLimitSeconds'), { least: 1, most: 120, otherwise: 120 }),
    },
    notify: [told],
    next: scene.to(errorWay(block, 'InputTimeLimitExceeded') ?? wayOn(block)),
    on: { failed: scene.to(errorWay(block)), ...faults(block, scene).on },
  });
}

const keyNames = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '*', '#'];

/** A question that no key answers in particular: any key goes one way, silence another. */
function writeAnyKey(block: Block, scene: Scene): void {
  const name = scene.nameOf(block);
  const pressed = scene.to(errorWay(block, 'NoMatchingCondition') ?? wayOn(block));
  const any = keyNames.map((key) => [key, pressed === name ? 'repeat' : pressed] as const);
  step(scene, name, {
    type: 'menu',
    prompt: promptOf(block, scene, name, pressKey),
    options: Object.fromEntries(any),
    timeout: seconds(numberIn(block.parameters, 'InputTimeLimitSeconds'), waiting),
    ...missesOf(block, scene, name),
  });
  longerThanAllowed(block, scene);
}

/** A few of the words, for the name of a step. */
function firstWords(block: Block): string {
  const words =
    textIn(block.parameters, 'Text') ?? textIn(block.parameters, 'SSML') ?? textIn(block.metadata, 'promptName') ?? '';
  return words
    .replaceAll(/<[^<>]*>|\$[.[][\w.[\]'-]*/g, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2)
    .slice(0, 3)
    .join(' ');
}
