import { patternProblem } from '../../../steps/safe-pattern.ts';
import { expressionLimits } from '../../cel-expressions.ts';
import { celText } from '../flow-texts.ts';
import { numberIn } from './liquid-cel.ts';
import { celOf, type Scene } from './scene.ts';
import { type Condition, textOf, type Way, type Widget } from './studio-flow.ts';

/** What a condition looks at: its own subject, or the variable that the split tests. */
export const subjectOf = ({ subject }: Condition, split: Widget): string => subject ?? textOf(split, 'input') ?? '';

/** The values of a list as Studio writes one: separated by commas. */
export const valuesOf = ({ value }: Condition): readonly string[] =>
  value
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

const signs: { readonly [type: string]: string } = {
  less_than: '<',
  greater_than: '>',
  less_than_or_equal_to: '<=',
  greater_than_or_equal_to: '>=',
};

/** The CEL conditions of which any must hold for a way of a split; undefined where one cannot be carried over. */
export function whensOf({ conditions }: Way, split: Widget, scene: Scene): readonly string[] | undefined {
  const all = conditions.map((condition) => whenOf(condition, split, scene));
  if (all.length === 0 || all.some((one) => one === undefined)) return undefined;
  const [only] = conditions;
  const joined = all.join(' && ');
  if (joined.length <= expressionLimits.characters) return [joined];
  if (only === undefined || conditions.length > 1 || only.type !== 'matches_any_of') return undefined;
  // A long list is looked at in several cases.
  const subject = celOf(subjectOf(only, split), split, scene);
  const whens = valuesOf(only).map((value) => `${subject} == ${celOf(value, split, scene)}`);
  return whens.every((when) => when.length <= expressionLimits.characters) ? whens : undefined;
}

function whenOf(condition: Condition, split: Widget, scene: Scene): string | undefined {
  const subject = celOf(subjectOf(condition, split), split, scene);
  const value = celOf(condition.value.trim(), split, scene);
  const anyOf = (): string =>
    `[${valuesOf(condition)
      .map((one) => celOf(one, split, scene))
      .join(', ')}]`;
  switch (condition.type) {
    case 'equal_to':
      return `${subject} == ${value}`;
    case 'not_equal_to':
      return `${subject} != ${value}`;
    case 'matches_any_of':
      return valuesOf(condition).length === 0 ? 'false' : `${inBrackets(subject)} in ${anyOf()}`;
    case 'does_not_match_any_of':
      return valuesOf(condition).length === 0 ? 'true' : `!(${inBrackets(subject)} in ${anyOf()})`;
    case 'contains':
      return `${inBrackets(subject)}.contains(${value})`;
    case 'does_not_contain':
      return `!${inBrackets(subject)}.contains(${value})`;
    case 'starts_with':
      return `${inBrackets(subject)}.startsWith(${value})`;
    case 'does_not_start_with':
      return `!${inBrackets(subject)}.startsWith(${value})`;
    case 'is_blank':
      return `${subject} == ''`;
    case 'is_not_blank':
      return `${subject} != ''`;
    case 'regex':
      return patternProblem(condition.value) === undefined
        ? `${inBrackets(subject)}.matches(${celText(condition.value)})`
        : undefined;
    default: {
      const sign = Object.hasOwn(signs, condition.type) ? signs[condition.type] : undefined;
      // A text that is no number fails, and what fails is not true.
      return sign === undefined ? undefined : `double(${subject}) ${sign} ${numberIn(value)}`;
    }
  }
}

const inBrackets = (source: string): string => (/^[\w.]+$/.test(source) ? source : `(${source})`);

/** Whether a condition holds for a value that is known now; undefined where nobody can say. */
export function holds(condition: Condition, subject: string): boolean | undefined {
  const { type } = condition;
  const value = condition.value.trim();
  if (value.includes('{{') || value.includes('{%')) return undefined;
  switch (type) {
    case 'equal_to':
      return subject === value;
    case 'not_equal_to':
      return subject !== value;
    case 'matches_any_of':
      return valuesOf(condition).includes(subject);
    case 'does_not_match_any_of':
      return !valuesOf(condition).includes(subject);
    case 'contains':
      return subject.includes(value);
    case 'does_not_contain':
      return !subject.includes(value);
    case 'starts_with':
      return subject.startsWith(value);
    case 'is_blank':
      return subject === '';
    case 'is_not_blank':
      return subject !== '';
    case 'is_before_time':
      return clock(subject) === undefined || clock(value) === undefined
        ? undefined
        : Number(clock(subject)) < Number(clock(value));
    case 'is_after_time':
      return clock(subject) === undefined || clock(value) === undefined
        ? undefined
        : Number(clock(subject)) > Number(clock(value));
    default: {
      const sign = Object.hasOwn(signs, type) ? signs[type] : undefined;
      const [left, right] = [Number(subject), Number(value)];
      if (sign === undefined || value === '' || Number.isNaN(left) || Number.isNaN(right)) return undefined;
      if (sign === '<') return left < right;
      if (sign === '>') return left > right;
      return sign === '<=' ? left <= right : left >= right;
    }
  }
}

/** Minutes since midnight: `17:00`, `5:00 PM`, `1700`. */
function clock(text: string): number | undefined {
  const [, hour, minute = '00', half] = /^(\d{1,2}):?(\d{2})?(?::\d{2})?\s*([ap])?\.?m?\.?$/i.exec(text.trim()) ?? [];
  if (hour === undefined) return undefined;
  const [h, m] = [Number(hour), Number(minute)];
  if (h > 24 || m > 59) return undefined;
  if (half === undefined) return h * 60 + m;
  return ((h % 12) + (half.toLowerCase() === 'p' ? 12 : 0)) * 60 + m;
}
