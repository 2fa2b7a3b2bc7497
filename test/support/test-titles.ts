import { type Expression, parseSync } from '@swc/core';

/**
 * The titles of the tests of a TypeScript file: what stands in `test`, `it` and `test.each`. Of a table each row counts too,
 * by its first string or its key, alone and filled into the title; of a row that a function makes, each of the function's
 * words. What a template fills in is `%s`. Tests that are left out (`test.skip`) have no title.
 */
export function testTitles(source: string): ReadonlySet<string> {
  const { body } = parseSync(source, { syntax: 'typescript' });
  const constants = new Map<string, unknown>();
  visit(body, (node) => {
    if (isNode(node, 'VariableDeclarator') && isNode(node.id, 'Identifier')) constants.set(String(node.id.value), node.init);
  });
  const titles = new Set<string>();
  visit(body, (node) => {
    if (!isNode(node, 'CallExpression')) return;
    const title = textOf(argumentOf(node, 0));
    if (title === undefined) return;
    if (isTest(node.callee)) titles.add(title);
    const table = isNode(node.callee, 'CallExpression') && isEach(node.callee.callee) ? node.callee : undefined;
    if (table === undefined) return;
    titles.add(title);
    for (const label of labelsOf(argumentOf(table, 0), constants)) {
      titles.add(label);
      titles.add(title.replace(/%[sjpd]/, () => label));
    }
  });
  return titles;
}

/** A node of the syntax tree, as far as it is looked at. */
type Node = { readonly type: string; readonly [member: string]: unknown };
const isNode = (value: unknown, ...types: readonly string[]): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && (types.length === 0 || types.includes(String(value.type)));

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) for (const one of value) visit(one, see);
  else if (typeof value === 'object' && value !== null) {
    if (isNode(value)) see(value);
    for (const one of Object.values(value)) visit(one, see);
  }
}

const isTest = (callee: unknown): boolean => isNode(callee, 'Identifier') && ['test', 'it'].includes(String(callee.value));
const isEach = (callee: unknown): boolean =>
  isNode(callee, 'MemberExpression') && isTest(callee.object) && isNode(callee.property) && callee.property.value === 'each';

function argumentOf(call: Node, place: number): unknown {
  const all: readonly { readonly expression: Expression }[] = Array.isArray(call.arguments) ? call.arguments : [];
  return all[place]?.expression;
}

/** A string as it is written; what a template fills in is `%s`. */
function textOf(value: unknown): string | undefined {
  if (isNode(value, 'StringLiteral')) return String(value.value);
  if (!isNode(value, 'TemplateLiteral') || !Array.isArray(value.quasis)) return undefined;
  return value.quasis.map((one: { readonly cooked: string }) => one.cooked).join('%s');
}

/** What the rows of a table are called. */
function labelsOf(table: unknown, constants: ReadonlyMap<string, unknown>): readonly string[] {
  if (isNode(table, 'TsAsExpression', 'TsConstAssertion', 'TsSatisfiesExpression')) return labelsOf(table.expression, constants);
  if (isNode(table, 'Identifier')) return labelsOf(constants.get(String(table.value)), constants);
  if (isNode(table, 'CallExpression') && isKeysOrEntries(table.callee)) return labelsOf(argumentOf(table, 0), constants);
  if (isNode(table, 'CallExpression') && isMap(table.callee)) return labelsOf(table.callee.object, constants);
  if (isNode(table, 'ObjectExpression') && Array.isArray(table.properties)) return table.properties.flatMap(keyOf);
  const labels: string[] = [];
  visit(table, (node) => {
    // A row that a function makes of its words.
    if (isNode(node, 'CallExpression') && node !== table && Array.isArray(node.arguments))
      labels.push(...node.arguments.map((_, place) => textOf(argumentOf(node, place))).filter((text) => text !== undefined));
    if (!isNode(node, 'ArrayExpression') || !Array.isArray(node.elements)) return;
    const texts = node.elements.map((one: { readonly expression?: unknown } | null) => textOf(one?.expression));
    const [first] = texts;
    // A table of one column is a list of texts; of a row the first one is its name.
    if (node === table) labels.push(...texts.filter((text) => text !== undefined));
    else if (first !== undefined) labels.push(first);
  });
  return labels;
}

const isKeysOrEntries = (callee: unknown): boolean =>
  isNode(callee, 'MemberExpression') && isNode(callee.object) && callee.object.value === 'Object';

const isMap = (callee: unknown): callee is Node =>
  isNode(callee, 'MemberExpression') &&
  isNode(callee.object, 'Identifier') &&
  isNode(callee.property) &&
  callee.property.value === 'map';

function keyOf(property: unknown): readonly string[] {
  if (!isNode(property, 'KeyValueProperty', 'MethodProperty') || !isNode(property.key)) return [];
  return [String(property.key.value)];
}
