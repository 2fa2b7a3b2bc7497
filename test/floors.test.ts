import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { parseSync } from '@swc/core';

/**
 * Imports go down the floors, never up and never next door (`docs/architecture.md`). Every import of every file is read,
 * those of types included: a type that points upwards is a wrong thought just as well.
 */
const floors: readonly (readonly string[])[] = [
  ['src/core/call'],
  ['src/core/steps'],
  ['src/core/flow'],
  ['src/ports', 'src/wire'],
  ['src/app', 'src/adapters', 'src/edge'],
  ['src/compose'],
  ['src/compose.ts'],
  ['functions', 'simulator', 'web'],
  ['cli'],
  ['test', 'bench'],
];

/** Rooms that see less than their floor would let them; each also sees itself. */
const narrow: { readonly [room: string]: readonly string[] } = {
  functions: ['src/compose.ts', 'src/edge/trigger.ts', 'src/edge/http-types.ts'],
  web: ['src/core', 'simulator/softphone-api.ts'],
  // Microsoft's side must not share the bot's misunderstandings.
  simulator: ['src/core/call', 'src/ports'],
};

/** The only packages that a browser can run together with the core. */
const corePackages = ['zod', '@marcbachmann/cel-js', 'jsonc-parser', 'temporal-polyfill', 'libphonenumber-js'];

/** Rooms whose folders are flats: neighbours do not visit each other. */
const flats = ['src/adapters', 'src/core/steps'];

interface Arrow {
  readonly from: string;
  /** A path from the root, or a package's name. */
  readonly to: string;
}

/** Why the arrow is wrong, or undefined when it is right. */
function complaintAbout({ from, to }: Arrow): string | undefined {
  if (isTest(from)) return undefined; // Tests are the top floor, wherever they lie.
  const here = roomOf(from);
  if (here === undefined) return 'lies outside the floor plan';
  const isCore = from.startsWith('src/core/');
  if (!isLocal(to)) return isCore && !corePackages.includes(to) ? 'the core must run in a browser' : undefined;
  if (isTest(to)) return 'only tests see tests';
  const there = roomOf(to);
  if (there === undefined) return 'leads outside the floor plan';
  const seen = narrow[here.name];
  if (seen && here.name !== there.name) {
    return seen.some((place) => isIn(to, place)) ? undefined : `${here.name} sees only ${seen.join(', ')}`;
  }
  if (there.floor > here.floor) return 'goes up';
  if (there.floor === here.floor && there.name !== here.name) return 'goes next door';
  const [flat, otherFlat] = [flatOf(from), flatOf(to)];
  return flat !== undefined && otherFlat !== undefined && flat !== otherFlat ? 'goes next door' : undefined;
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || isIn(path, 'test') || isIn(path, 'bench');
}

function isLocal(target: string): boolean {
  return floors.flat().some((room) => isIn(target, room)) || target.startsWith('../') || /\.(m?js|tsx?|json)$/.test(target);
}

function isIn(path: string, room: string): boolean {
  return path === room || path.startsWith(`${room}/`);
}

function roomOf(path: string): { readonly name: string; readonly floor: number } | undefined {
  for (const [floor, rooms] of floors.entries()) {
    const name = rooms.find((room) => isIn(path, room));
    if (name !== undefined) return { name, floor };
  }
  return undefined;
}

/** `src/adapters/graph/send.ts` lives in the flat `src/adapters/graph`; files beside the flats belong to all. */
function flatOf(path: string): string | undefined {
  const room = flats.find((name) => isIn(path, name));
  const [folder, ...rest] = room === undefined ? [] : path.slice(room.length + 1).split('/');
  return rest.length > 0 ? `${room}/${folder}` : undefined;
}

/** Static, dynamic and type imports, `export ... from`, `require`. */
function arrowsOf(path: string, source: string): Arrow[] {
  const targets: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    if (!isRecord(node)) return;
    const { type, source: from, callee, arguments: args, argument } = node;
    if (/^(Import|ExportNamed|ExportAll)Declaration$/.test(String(type))) targets.push(...textOf(from));
    if (type === 'TsImportType') targets.push(...textOf(argument));
    if (type === 'CallExpression' && isRecord(callee) && (callee.type === 'Import' || callee.value === 'require')) {
      targets.push(...(Array.isArray(args) && isRecord(args[0]) ? textOf(args[0].expression) : []));
    }
    for (const value of Object.values(node)) if (typeof value === 'object') visit(value);
  };
  visit(parseSync(source, { syntax: 'typescript', tsx: path.endsWith('x'), target: 'es2022' }));
  return targets.map((target) => ({
    from: path,
    to: target.startsWith('.') ? posix.join(posix.dirname(path), target) : target,
  }));
}

function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(node: unknown): string[] {
  return isRecord(node) && typeof node.value === 'string' ? [node.value] : [];
}

const sources = ['src', 'functions', 'simulator', 'cli', 'web', 'test', 'bench'].flatMap(filesUnder);

function filesUnder(folder: string): string[] {
  let entries: ReturnType<typeof readEntries>;
  try {
    entries = readEntries(folder);
  } catch {
    return []; // A room that nobody has built yet.
  }
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesUnder(path);
    return /\.(tsx?|mjs)$/.test(entry.name) ? [path] : [];
  });
}

function readEntries(folder: string) {
  return readdirSync(folder, { withFileTypes: true });
}

function wrongArrows(path: string, source: string): string[] {
  let arrows: Arrow[];
  try {
    arrows = arrowsOf(path, source);
  } catch {
    return [`${path}: cannot be read as TypeScript`];
  }
  return arrows.flatMap((arrow) => {
    const complaint = complaintAbout(arrow);
    return complaint === undefined ? [] : [`${arrow.from} -> ${arrow.to}: ${complaint}`];
  });
}

test('every import goes down the floors', () => {
  expect(sources.length).toBeGreaterThan(20);
  expect(sources.flatMap((path) => wrongArrows(path, readFileSync(path, 'utf8')))).toEqual([]);
});

test.each([
  ['the core asks the machine', 'src/core/flow/play.ts', "import { readFileSync } from 'node:fs';"],
  ['the core takes a package', 'src/core/call/call.ts', "import type { X } from 'pino';"],
  ['a noun knows the interpreter', 'src/core/call/call.ts', "import type { X } from '../flow/compiled-flow.ts';"],
  ['a step knows another step', 'src/core/steps/menu/menu.step.ts', "import { x } from '../play/play.step.ts';"],
  ['a port knows its adapter', 'src/ports/log.ts', "export { x } from '../adapters/telemetry/log.ts';"],
  ['an adapter knows another', 'src/adapters/graph/send.ts', "const x = await import('../embedded/schema.ts');"],
  ['the web edge knows a use case', 'src/edge/handle-calls.ts', "import type { X } from '../app/take-turn.ts';"],
  ['a use case knows the composition', 'src/app/sweep.ts', "import { bot } from '../compose.ts';"],
  ['a trigger reaches past the composition', 'functions/calls.ts', "import { x } from '../src/app/take-turn.ts';"],
  ['the simulator borrows the wire', 'simulator/calls.ts', "import { x } from '../src/wire/notifications.ts';"],
  ['the page borrows the simulator', 'web/softphone/main.tsx', "import { x } from '../../simulator/media.ts';"],
  ['a trigger starts the command', 'functions/table.ts', "type X = import('../cli/bot.ts').X;"],
  ['production code borrows from a test', 'src/app/sweep.ts', "const { x } = require('../../test/support/a-call.ts');"],
  ['something has no room', 'src/app/sweep.ts', "import { x } from '../helpers/things.ts';"],
])('it is caught when %s', (_what, path, source) => {
  expect(wrongArrows(path, source)).toHaveLength(1);
});

test.each([
  ['src/core/steps/menu/menu.step.ts', "import { defineStep } from '../define-step.ts';"],
  ['src/core/steps/registry.ts', "import { menu } from './menu/menu.step.ts';"],
  ['src/core/flow/parse.ts', "import { z } from 'zod';"],
  ['cli/start.ts', "import { startSimulator } from '../simulator/start-simulator.ts';"],
  ['web/softphone/main.tsx', "import type { People } from '../../simulator/softphone-api.ts';"],
  ['src/app/sweep.test.ts', "import { aCall } from '../../test/support/a-call.ts';"],
])('%s may say %s', (path, source) => {
  expect(wrongArrows(path, source)).toEqual([]);
});
