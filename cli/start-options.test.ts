import { readListenSettings } from './listen-settings.ts';
import { simulatedEnvironment } from './simulated-environment.ts';
import { readStartOptions } from './start-options.ts';

test('npm start needs no options, and opens the softphone', () => {
  expect(readStartOptions([])).toEqual({
    kind: 'options',
    options: { port: undefined, stateDir: '.state/start', flowsDir: undefined, open: true, without: [] },
  });
});

test('every option is understood', () => {
  const reading = readStartOptions(['--port', '9000', '--state-dir=/tmp/s', '--flows', '/tmp/f', '--no-open']);
  expect(reading).toEqual({
    kind: 'options',
    options: { port: 9000, stateDir: '/tmp/s', flowsDir: '/tmp/f', open: false, without: [] },
  });
  expect(readStartOptions(['-h'])).toEqual({ kind: 'help' });
});

test('what the tenant lacks is named as often as needed, and a name that is none is mended', () => {
  const reading = readStartOptions(['--without', 'Calls.AccessMedia.All', '--without=number']);
  expect(reading).toMatchObject({ options: { without: ['Calls.AccessMedia.All', 'number'] } });
  expect(readStartOptions(['--without', 'Calls.AcessMedia.All'])).toEqual({
    kind: 'wrong',
    why: expect.stringContaining('did you mean "Calls.AccessMedia.All"?'),
  });
});

test.each([[['--prot', '1']], [['--port']], [['--port', 'x']], [['--port', '0']], [['--port', '65535']], [['here']]])(
  '%j is wrong usage, and it says why',
  (args) => {
    expect(readStartOptions(args)).toEqual({ kind: 'wrong', why: expect.stringMatching(/\w+/) });
  },
);

test('PORT is 7071 on this machine only, unless the environment says otherwise', () => {
  expect(readListenSettings({})).toEqual({ kind: 'listen', host: '127.0.0.1', port: 7071 });
  expect(readListenSettings({ PORT: ' 8080 ', HOST: '0.0.0.0' })).toEqual({ kind: 'listen', host: '0.0.0.0', port: 8080 });
  for (const PORT of ['-1', '65536', '80a', '8e3']) expect(readListenSettings({ PORT }).kind).toBe('invalid');
});

test("a real tenant's settings that lie about do not reach the simulated bot, and the rest of the environment does", () => {
  const where = { botPort: 1, simulatorUrl: 'http://127.0.0.1:2', stateDir: '/s', flowsDir: '/f' };
  const own = { PATH: '/bin', BOT_CLIENT_SECRET: 'real', BOT_CERTIFICATE_PATH: '/real.pem', COSMOS_KEY: 'real', STORE: 'cosmos' };
  const env = simulatedEnvironment({ ...own, NOTIFICATION_ISSUERS: 'https://real.example', HOST: '0.0.0.0' }, where);
  expect(env).toMatchObject({
    PATH: '/bin',
    PORT: '1',
    HOST: '127.0.0.1',
    STORE: 'embedded',
    LOGIN_AUTHORITY: 'http://127.0.0.1:2',
  });
  expect(JSON.stringify(env)).not.toContain('real');
});
