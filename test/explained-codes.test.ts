import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explainCode } from '../src/core/call/explain/explain.ts';

// What the simulator refuses with, Microsoft refuses with: people will meet it and ask what it means.

const simulator = sourcesOf('simulator');

function sourcesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

function found(pattern: RegExp, sources = simulator): readonly string[] {
  return [...new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')))].sort();
}

test('every error that the simulated Graph answers with is explained', () => {
  const inTable = found(/status: [45]\d\d, code: '(\w+)'/g);
  const inPlace = found(/\brefuse\(\s*[45]\d\d,\s*'([A-Za-z0-9_]+)',(?!\s*\d)/g).filter((code) => !/^[a-z]+_[a-z_]+$/.test(code));
  const codes = [...new Set([...inTable, ...inPlace])];
  expect(codes.length).toBeGreaterThan(4);
  expect(codes.filter((code) => explainCode(code).kind !== 'known')).toEqual([]);
});

test('every error that the simulated token endpoint answers with is explained', () => {
  const numbers = found(/#refuse\(\s*4\d\d,\s*'\w+',\s*(\d+)/g);
  expect(numbers.length).toBeGreaterThan(4);
  expect(numbers.filter((number) => explainCode(`AADSTS${number}`).kind !== 'known')).toEqual([]);
});

test('every code that the bot itself gives is explained', () => {
  const refusals = found(/kind: 'refused', code: '(\w+)'/g, sourcesOf('src'));
  // Of calls that were asked for and not placed, as whoever asked for them reads it.
  const notPlaced = found(
    /'([A-Z][A-Z_]{4,})'/g,
    ['outbound', 'campaigns'].flatMap((folder) => sourcesOf(`src/app/${folder}`)),
  );
  const union = /FaultCode =([\s\S]*?);/.exec(readFileSync('src/core/call/fault.ts', 'utf8'))?.[1] ?? '';
  const faults = [...union.matchAll(/'(\w+)'/g)].map((match) => match[1] ?? '');
  expect(refusals.length).toBeGreaterThan(2);
  expect(faults.length).toBeGreaterThan(5);
  expect(notPlaced).toEqual(expect.arrayContaining(['DO_NOT_CALL', 'NOT_NOW', 'NO_LINE', 'VARS_TOO_LARGE']));
  expect([...refusals, ...notPlaced, ...faults, 'UNEXPECTED'].filter((code) => explainCode(code).kind !== 'known')).toEqual([]);
});
