import { choiceWords } from '../generated-texts.ts';
import { seconds } from '../seconds.ts';
import { type Block, numberIn } from './connect-flow.ts';
import { missesOf, waiting } from './misses.ts';
import { type BlockKind, errorWay, type Scene, step, wayOn } from './scene.ts';
import { wordsOf } from './words.ts';

export const lexBot: BlockKind = {
  title: 'Get customer input (Lex)',
  stepName: () => 'menu',
  passesTo: (block) => {
    if (intentsOf(block).length > 0) return undefined;
    return {
      to: errorWay(block, 'NoMatchingCondition') ?? wayOn(block),
      remark: {
        severity: 'lost',
        what: 'a Lex bot listens to the caller here, and nothing in this flow depends on what it understands; callers go on as if it had understood nothing',
        fix: 'ask with a "menu" or "collect" step what the bot asked',
      },
    };
  },
  write: (block, scene) => writeLex(block, scene),
};

interface Intent {
  readonly name: string;
  readonly next: string;
}
const keysInOrder = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
const isFallback = (intent: string): boolean => /fallback/i.test(intent);

const intentsOf = ({ conditions }: Block): readonly Intent[] =>
  conditions.flatMap(({ operator, operand, next }) =>
    operator === 'Equals' && !isFallback(operand) ? [{ name: operand, next }] : [],
  );

/** What callers said to a Lex bot they press here: one key for each intent. */
export function writeLex(block: Block, scene: Scene): void {
  const name = scene.nameOf(block);
  const intents = intentsOf(block);
  const offered = intents.slice(0, keysInOrder.length);
  const { texts, remarks } = wordsOf(block, scene);
  for (const remark of remarks) scene.remark(block, remark);
  const choices = choiceWords(offered.map(({ name: intent }) => inWords(intent)));
  scene.remark(block, {
    severity: 'changed',
    what: `a Lex bot listens here; the bot on Teams hears keys only, so each intent has a key: ${offered.map((intent, index) => `${keysInOrder[index] ?? ''} ${intent.name}`).join(', ')}`,
    fix: 'rewrite the words of the menu, and translate them where the flow speaks another language',
  });
  if (intents.length > offered.length)
    scene.remark(block, {
      severity: 'lost',
      what: `there are more intents than keys: ${intents
        .slice(offered.length)
        .map((intent) => intent.name)
        .join(', ')}`,
      fix: 'divide the menu in two',
    });
  const fallback = block.conditions.find(({ operand }) => isFallback(operand))?.next;
  const misses = missesOf(block, scene, name);
  step(scene, name, {
    type: 'menu',
    prompt: scene.draft.prompt(name, [...texts, choices]),
    options: Object.fromEntries(
      offered.map((intent, index) => {
        const to = scene.to(intent.next);
        return [keysInOrder[index] ?? '', to === name ? 'repeat' : to];
      }),
    ),
    timeout: seconds(numberIn(block.parameters, 'LexTimeoutSeconds', 'Text'), waiting),
    ...misses,
    ...(fallback !== undefined && scene.to(fallback) !== name && { on: { ...misses.on, noMatch: scene.to(fallback) } }),
  });
}

/** `CheckBalance` as people would say it. */
const inWords = (intent: string): string =>
  intent
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[^A-Za-z0-9]+/g, ' ')
    .replace(/\bintent\b/i, '')
    .trim()
    .slice(0, 60)
    .toLowerCase() || 'this';
