/**
 * JavaScript's regular expressions may try a number of ways that explodes with the length of the text. This reads a
 * pattern and bounds the ways that it can try on a text of `patternLimits.subject` characters; what cannot be bounded is
 * refused. Refused too: look-around, back references and named groups.
 */
export function patternProblem(pattern: string): PatternProblem | undefined {
  if (pattern.length > patternLimits.pattern) {
    return { message: `the pattern has more than ${patternLimits.pattern} characters`, offset: patternLimits.pattern };
  }
  try {
    new RegExp(pattern);
  } catch {
    return { message: 'the pattern is not a regular expression', offset: 0 };
  }
  const reader = new PatternReader(pattern);
  try {
    const ways = reader.alternatives();
    if (reader.at < pattern.length) return { message: 'this bracket closes nothing', offset: reader.at };
    const anchored = pattern.startsWith('^') && !reader.topLevelChoice;
    if (ways * (anchored ? 1 : patternLimits.subject) <= patternLimits.ways) return undefined;
    return {
      message: 'the pattern has so many repeats that it could take very long',
      offset: 0,
    };
  } catch (problem) {
    if (problem instanceof Refused) return { message: problem.message, offset: problem.offset };
    throw problem;
  }
}

export interface PatternProblem {
  readonly message: string;
  /** Characters into the pattern. */
  readonly offset: number;
}

export const patternLimits = {
  pattern: 200,
  /** Longer texts are not matched: the expression fails instead. */
  subject: 500,
  /** Three open repeats over a whole text. */
  ways: 500 ** 3,
} as const;

class Refused extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Counts in how many ways each part can match at most; 1 is a part that matches in one way only. */
class PatternReader {
  at = 0;
  topLevelChoice = false;
  private depth = 0;
  private readonly pattern: string;

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  alternatives(): number {
    let ways = this.sequence();
    while (this.pattern[this.at] === '|') {
      this.at++;
      if (this.depth === 0) this.topLevelChoice = true;
      ways += this.sequence();
    }
    return ways;
  }

  private sequence(): number {
    let ways = 1;
    while (this.at < this.pattern.length && this.pattern[this.at] !== '|' && this.pattern[this.at] !== ')')
      ways *= this.repeated();
    return ways;
  }

  private repeated(): number {
    const start = this.at;
    const ways = this.atom();
    const repeat = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/.exec(this.pattern.slice(this.at));
    if (repeat === null) return ways;
    this.at += repeat[0].length;
    const sign = repeat[0][0];
    if (sign === '?') return ways + 1;
    if (sign !== '{' || repeat[2] !== undefined) {
      if (ways > 1) throw new Refused('a repeat stands within a repeat, which could take very long', start);
      const [, low = '0', , high = ''] = repeat;
      return sign !== '{' || high === '' ? patternLimits.subject : Math.max(1, Number(high) - Number(low) + 1);
    }
    return ways ** Number(repeat[1]);
  }

  private atom(): number {
    const sign = this.pattern[this.at];
    if (sign === '(') return this.group();
    if (sign === '[') return this.characterClass();
    if (sign === '\\') {
      const next = this.pattern[this.at + 1] ?? '';
      if (/[1-9k]/.test(next)) throw new Refused('back references are not allowed', this.at);
      this.at += 2;
      return 1;
    }
    this.at++;
    return 1;
  }

  private group(): number {
    const start = this.at;
    this.at++;
    if (this.pattern[this.at] === '?') {
      if (this.pattern[this.at + 1] !== ':') throw new Refused('of the special groups only (?: ) is allowed', start);
      this.at += 2;
    }
    this.depth++;
    const ways = this.alternatives();
    this.depth--;
    this.at++; // The closing bracket: RegExp has accepted the pattern, so it is there.
    return ways;
  }

  private characterClass(): number {
    this.at++;
    while (this.at < this.pattern.length && this.pattern[this.at] !== ']') this.at += this.pattern[this.at] === '\\' ? 2 : 1;
    this.at++;
    return 1;
  }
}
