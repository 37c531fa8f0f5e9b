import { expect } from 'chai';
import fc from 'fast-check';
import { readJson, writeJson } from './json-text.js';

const refusal = (text: string): string => {
  try {
    readJson(text, 'a.json');
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
};

describe('readJson', () => {
  it('reads what JSON.parse reads, and the value it came from, to the bit', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const expected = JSON.parse(JSON.stringify(value)) as unknown;
        expect(readJson(JSON.stringify(value), 'a').value).to.deep.equal(expected);
        expect(readJson(JSON.stringify(value, null, 3), 'a').value).to.deep.equal(expected);
        expect(readJson(writeJson(value), 'a').value).to.deep.equal(value);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('keeps every finite number to the bit, −0 too', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const [read] = readJson(writeJson([value]), 'a').value as number[];
        expect(Object.is(read, value)).to.equal(true);
      }),
      { seed: 1, numRuns: 1000 },
    );
    expect(Object.is((readJson(writeJson([-0]), 'a').value as number[])[0], -0)).to.equal(true);
  });

  const refused: readonly [string, string][] = [
    ['', 'a.json:1:1: This is not valid JSON: the file ends where a value is expected.'],
    [
      '{\n "a": 1,\n}',
      'a.json:3:1: This is not valid JSON: "}" stands where a key in double quotes is expected.',
    ],
    ['[1,\n2', 'a.json:2:2: This is not valid JSON: the file ends where a comma or ] is expected.'],
    ['{"a" 1}', 'a.json:1:6: This is not valid JSON: "1}" stands where : is expected.'],
    ['{"a": 1, "a": 2}', 'a.json:1:10: The key "a" is given twice.'],
    ['["x]', 'a.json:1:2: This text has no closing quote.'],
    ['["\\q"]', 'a.json:1:2: This text holds a control character or an escape that JSON does not have.'],
    ['// no\n1', 'a.json:1:1: This is not valid JSON: "//" stands where a value is expected.'],
    ['[01]', 'a.json:1:3: This is not valid JSON: "1]" stands where a comma or ] is expected.'],
    ['[NaN]', 'a.json:1:2: This is not valid JSON: "NaN]" stands where a value is expected.'],
    ['1 2', 'a.json:1:3: This is not valid JSON: "2" stands where the end of the file is expected.'],
    ['['.repeat(1e5), 'a.json:1:65: Objects and lists nest deeper than 64 levels.'],
  ];
  for (const [text, sentence] of refused) {
    it(`refuses ${JSON.stringify(text.slice(0, 20))} with its place`, () => {
      expect(refusal(text)).to.equal(sentence);
    });
  }

  it('refuses every text that JSON.parse refuses, cut and changed at random', () => {
    const whole = JSON.stringify({ a: [1.5e-3, { b: 'x"\\y' }, null, true], c: -0.25 });
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(3), fc.string({ maxLength: 2 }), (at, cut, put) => {
        const text = whole.slice(0, at) + put + whole.slice(at + cut);
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        if (!valid) expect(refusal(text)).to.match(/^a\.json:1:\d+: /);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  it('finds where a part is written, or the nearest part around it', () => {
    const { place } = readJson('{\n  "a": [1,\n   {"b": 2}]\n}', 'a.json');
    expect(place([])).to.equal('a.json:1:1');
    expect(place(['a'])).to.equal('a.json:2:3');
    expect(place(['a', 1, 'b'])).to.equal('a.json:3:5');
    expect(place(['a', 1, 'c', 4])).to.equal('a.json:3:4');
    expect(place(['z'])).to.equal('a.json:1:1');
  });

  it('keeps a key named __proto__ as a key', () => {
    const { value } = readJson('{"__proto__": {"x": 1}}', 'a');
    expect(Object.keys(value as object)).to.deep.equal(['__proto__']);
    expect((value as { x?: unknown }).x).to.equal(undefined);
  });
});
