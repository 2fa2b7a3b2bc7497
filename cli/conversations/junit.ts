import { relative } from 'node:path';
import { failureInWords } from './run-script.ts';
import type { ConversationResult, FlowResult } from './test-flows.ts';

/** The results as JUnit XML, which build servers read. A flow that could not be tested is an error of its suite. */
export function junitReport(results: readonly FlowResult[]): string {
  const suites = results.map(suite);
  const sum = (count: (result: FlowResult) => number): number => results.reduce((total, result) => total + count(result), 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="teams-ivr test" tests="${sum(testsIn)}" failures="${sum(failuresIn)}" errors="${sum(errorsIn)}" time="${seconds(sum(timeOf))}">`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

function suite(result: FlowResult): string {
  const { tests, results } = result;
  return [
    `  <testsuite name="${escaped(tests.name)}" tests="${testsIn(result)}" failures="${failuresIn(result)}" errors="${errorsIn(result)}" skipped="0" time="${seconds(timeOf(result))}">`,
    ...results.map((one) => testCase(tests.name, one)),
    ...errorCases(result),
    '  </testsuite>',
  ].join('\n');
}

function testCase(flow: string, { conversation, outcome, place, tookMs }: ConversationResult): string {
  const { file, line } = conversation.place;
  const open = `    <testcase name="${escaped(conversation.name)}" classname="${escaped(flow)}" file="${escaped(relative('', file))}" line="${line}" time="${seconds(tookMs)}"`;
  if (outcome.kind === 'passed') return `${open}/>`;
  const where = `${relative('', place.file)}:${place.line}:${place.column}`;
  return [
    `${open}>`,
    `      <failure type="conversation" message="${escaped(outcome.why)}">${escaped(`${where}\n${failureInWords(outcome)}`)}</failure>`,
    '    </testcase>',
  ].join('\n');
}

function errorCases({ tests }: FlowResult): readonly string[] {
  return errorsOf(tests.findings).map(({ code, place, message, fix }) => {
    const where = `${relative('', place.file)}:${place.line}:${place.column}`;
    return `    <testcase name="${escaped(`${code} ${where}`)}" classname="${escaped(tests.name)}" time="0"><error type="${escaped(code)}" message="${escaped(message)}">${escaped(`${where}  ${message}\nfix: ${fix}`)}</error></testcase>`;
  });
}

const errorsOf = (findings: FlowResult['tests']['findings']): FlowResult['tests']['findings'] =>
  findings.filter(({ severity }) => severity === 'error');
const errorsIn = ({ tests }: FlowResult): number => errorsOf(tests.findings).length;
const testsIn = (result: FlowResult): number => result.results.length + errorsIn(result);
const failuresIn = ({ results }: FlowResult): number => results.filter(({ outcome }) => outcome.kind === 'failed').length;
const timeOf = ({ results }: FlowResult): number => results.reduce((total, { tookMs }) => total + tookMs, 0);
const seconds = (ms: number): string => (ms / 1_000).toFixed(3);

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

/** Characters that XML 1.0 does not know at all are left out: no entity can stand for them. */
function escaped(text: string): string {
  return [...text]
    .filter((character) => {
      const code = character.codePointAt(0) ?? 0;
      return (
        code === 9 ||
        code === 10 ||
        code === 13 ||
        (code >= 0x20 && code <= 0xd7ff) ||
        (code >= 0xe000 && code <= 0xfffd) ||
        code > 0xffff
      );
    })
    .map((character) => entities[character] ?? character)
    .join('');
}
