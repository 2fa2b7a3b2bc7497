import { readJsonText } from './json-text.ts';
import { reportOn } from './report.ts';

/** A document with a warning and an error at its "a". */
function codes(text: string, isComplete = true): readonly string[] {
  const document = readJsonText(text, 'a.jsonc');
  const report = reportOn(document);
  report.warning('IVR215', { path: ['a'], at: 'key', message: 'too many', fix: 'take some away' });
  return report.findings({ isComplete }).map(({ code, place }) => `${code} ${place.line}`);
}

test('a comment with a reason silences its code on the next line, and on its own', () => {
  expect(codes('{\n  "a": 1\n}')).toEqual(['IVR215 2']);
  expect(codes('{\n  // ivr-ignore IVR215 they know them\n  "a": 1\n}')).toEqual([]);
  expect(codes('{\n  "a": 1 /* ivr-ignore IVR215 they know them */\n}')).toEqual([]);
});

test('several comments before a line are all about that line', () => {
  const text = '{\n  // ivr-ignore IVR215 they know them\n  // ivr-ignore IVR204 nobody comes here yet\n  "a": 1\n}';
  expect(codes(text)).toEqual(['IVR231 3']);
});

test('another code, another line, or no reason silences nothing', () => {
  expect(codes('{\n  // ivr-ignore IVR204 they know them\n  "a": 1\n}')).toEqual(['IVR231 2', 'IVR215 3']);
  expect(codes('{\n  // ivr-ignore IVR215 they know them\n  "b": 1,\n  "a": 1\n}')).toEqual(['IVR231 2', 'IVR215 4']);
  expect(codes('{\n  // ivr-ignore IVR215\n  "a": 1\n}')).toEqual(['IVR230 2', 'IVR215 3']);
});

test('nothing is said of needless comments while not everything could be looked at', () => {
  expect(codes('{\n  // ivr-ignore IVR204 nobody comes here\n  "a": 1\n}', false)).toEqual(['IVR215 3']);
});

test('an error cannot be silenced', () => {
  const document = readJsonText('{\n  // ivr-ignore IVR202 we know\n  "a": "x"\n}', 'a.jsonc');
  const report = reportOn(document);
  report.error('IVR202', { path: ['a'], message: 'there is no step "x"', fix: 'add it' });
  expect(report.findings().map(({ code }) => code)).toEqual(['IVR202']);
});
