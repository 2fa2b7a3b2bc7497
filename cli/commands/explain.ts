import { allExplanations, type Explained, explainText, nearMatches } from '../../src/core/call/explain/explain.ts';
import { type Explanation, faultInWords, subjectInWords } from '../../src/core/call/explain/explanation.ts';
import type { Command, Terminal } from './command.ts';

const help = `Usage: teams-ivr explain CODE[/SUBCODE]
       teams-ivr explain WORDS ...

Says what a result code of Microsoft means, why it usually happens, and what to do: ends of calls (480/10037), results of
prompts and recordings (400/8508), errors of Microsoft Graph (7503, http429) and of the token endpoint (AADSTS7000215),
and operations that this bot cannot have (updateMetadata).
What is no known code lists the nearest ones. All of them: docs/result-codes.md

  --json   for programs

Exit codes: 0 explained, 1 the code is not known, 2 wrong usage.`;

/** Explains a result code. */
export const explain: Command = {
  name: 'explain',
  summary: "Explains one of Microsoft's result codes: meaning, cause, fix.",
  help,
  async run(args, terminal) {
    const json = args.includes('--json');
    const words = args.filter((arg) => arg !== '--json');
    if (words.length === 0 || words.some((word) => word.startsWith('-'))) {
      terminal.error(help);
      return 2;
    }
    const text = words.join(' ');
    const explained = explainText(text);
    const near = explained?.kind === 'known' ? [] : nearMatches(text);
    if (json) terminal.out(JSON.stringify({ ...(explained ?? { kind: 'unknown', code: text }), near }, null, 2));
    else tell(text, explained, near, terminal);
    return explained?.kind === 'known' ? 0 : 1;
  },
};

function tell(text: string, explained: Explained | undefined, near: readonly Explanation[], terminal: Terminal): void {
  if (explained !== undefined) terminal.out(inFull(explained));
  else terminal.out(`"${text}" is not a code that is known here.`);
  if (near.length > 0) {
    const width = Math.max(...near.map((one) => one.key.length));
    terminal.out(['', 'Near it:', ...near.map((one) => `  ${one.key.padEnd(width)}  ${one.words}`)].join('\n'));
  } else if (explained === undefined) {
    terminal.out(`\nThere are ${allExplanations.length} codes in docs/result-codes.md.`);
  }
}

function inFull({ kind, code, explanation }: Explained): string {
  const { words, cause, fix, fault, source, about } = explanation;
  return [
    `${code}  ${words}.`,
    ...(kind === 'known' ? [] : ['         This very code is not documented; this is what its class says.']),
    `  about  ${subjectInWords[about]}`,
    `  cause  ${cause}`,
    `  fix    ${fix}`,
    `  whose  ${faultInWords[fault]}`,
    `  source ${source}`,
  ].join('\n');
}
