import { readGraphError } from './graph-error.ts';

const code = (body: unknown) => error(body)?.code;
const error = (body: unknown) => readGraphError(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)));

test('the code of the plain shape is read, as text or as a number', () => {
  expect(code({ error: { code: '7503', message: 'Application is not registered' } })).toBe('7503');
  expect(code({ error: { code: 8522 } })).toBe('8522');
});

test('the code inside the message of UnknownError is read', () => {
  expect(code({ error: { code: 'UnknownError', message: '{"errorCode":"7504","message":"Insufficient"}' } })).toBe('7504');
});

test('a message that is no JSON leaves the outer code', () => {
  expect(code({ error: { code: 'UnknownError', message: 'Ada Example is busy' } })).toBe('UnknownError');
});

test.each(['', 'Bad Gateway', '{}', { error: 'x' }, { error: { code: 'Ada Example, +441632960123' } }])(
  '%j has no code',
  (body) => {
    expect(code(body)).toBeUndefined();
  },
);

test('the message is read beside the code, from within where there is one', () => {
  expect(error({ error: { code: 'Forbidden', message: 'Balance not found.' } })?.message).toBe('Balance not found.');
  const message = '{"errorCode":"7504","message":"Insufficient"}';
  expect(error({ error: { code: 'UnknownError', message } })?.message).toBe('Insufficient');
});
