import { readFileSync } from 'node:fs';
import { settingTable } from '../../src/edge/setting-table.ts';
import { bicepFiles, compileInfra, compiler } from './compile-infra.ts';
import { type ArmTemplate, armTemplate } from './play-deployment.ts';

const found = compiler();
if (found.kind === 'absent') console.warn(`LEFT OUT: no Bicep compiler (${found.why}). Templates are read as text only.`);
const withCompiler = found.kind === 'found' ? test : test.skip;
const compiled = () => compileInfra(found.kind === 'found' ? found.path : '');

withCompiler(
  'the templates compile, and neither compiler nor linter has anything to say',
  () => {
    expect(compiled().complaints).toBe('');
  },
  90_000,
);

withCompiler('every parameter and every output of every template says what it is', () => {
  const silent = (template: ArmTemplate, where: string): string[] => {
    const named = { ...template.parameters, ...template.outputs };
    const missing = Object.entries(named).filter(([, { metadata }]) => !/\w{3}/.test(String(descriptionOf(metadata))));
    const inner = template.resources.flatMap(({ name, properties }) => {
      const nested = typeof properties === 'object' ? armTemplate.safeParse(properties.template) : undefined;
      return nested?.success ? silent(nested.data, name) : [];
    });
    return [...missing.map(([name]) => `${where}: ${name}`), ...inner];
  };
  expect(silent(compiled().template, 'main')).toEqual([]);
});

withCompiler('azd is given only parameters that the template has, and each that has no default', () => {
  const { parameters } = JSON.parse(readFileSync('infra/main.parameters.json', 'utf8'));
  const declared = compiled().template.parameters;
  expect(Object.keys(parameters).filter((name) => !(name in declared))).toEqual([]);
  const needed = Object.entries(declared).filter(([, parameter]) => !('defaultValue' in parameter));
  expect(needed.map(([name]) => name).filter((name) => !(name in parameters))).toEqual([]);
});

test('no template reads a key, makes one or hands one on', () => {
  const keys =
    /\blist(Keys|Secrets|ConnectionStrings|AccountSas|Credentials)\b|AccountKey=|SharedAccess|@secure|\bCOSMOS_KEY\b|STORAGE_CONNECTION_STRING/;
  const guilty = bicepFiles().flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => (keys.test(line) ? [`${path}:${index + 1}`] : [])),
  );
  expect(guilty).toEqual([]);
});

test('no template needs the network to be compiled: modules are files of this repository', () => {
  const modules = bicepFiles().flatMap(({ text }) =>
    [...text.matchAll(/^module \w+ '([^']+)'/gm)].map((match) => match[1] ?? ''),
  );
  const paths = bicepFiles().map(({ path }) => path);
  expect(modules.length).toBeGreaterThan(0);
  expect(modules.filter((path) => !paths.includes(path))).toEqual([]);
});

test("the operator's page explains every parameter, with the name that azd knows it by", () => {
  const page = readFileSync('docs/operators/deploy.md', 'utf8');
  const main = bicepFiles().find(({ path }) => path === 'main.bicep')?.text ?? '';
  const { parameters } = JSON.parse(readFileSync('infra/main.parameters.json', 'utf8'));
  const rows = [...main.matchAll(/^param (\w+) /gm)].map(([, name = '']) => {
    const azdName = /\$\{(\w+)/.exec(parameters[name]?.value ?? '')?.[1];
    return `| \`${name}\` | ${azdName === undefined ? '' : `\`${azdName}\` `}|`;
  });
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter((row) => !page.includes(row))).toEqual([]);
});

test('every setting that the templates spell is one that the bot reads', () => {
  const spelled = bicepFiles().flatMap(({ text }) => [...text.matchAll(/^\s+([A-Z][A-Z_]+): /gm)].map((match) => match[1] ?? ''));
  const forTheHost = ['APPLICATIONINSIGHTS_CONNECTION_STRING', 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING'];
  expect(spelled.filter((name) => !(name in settingTable) && !forTheHost.includes(name))).toEqual([]);
  expect(spelled).toEqual(expect.arrayContaining(['STORE', 'COSMOS_ENDPOINT', 'COSMOS_DATABASE', 'BOT_BASE_URL']));
});

function descriptionOf(metadata: unknown): unknown {
  return typeof metadata === 'object' && metadata !== null && 'description' in metadata ? metadata.description : '';
}
