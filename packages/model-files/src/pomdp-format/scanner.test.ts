import { expect } from 'chai';
import fc from 'fast-check';
import { COLON, END, NAME, NUMBER, PomdpScanner, STAR } from './scanner.js';

const scan = (text: string) => {
  const scanner = new PomdpScanner(new TextEncoder().encode(text));
  const tokens: [kind: number, text: string][] = [];
  while (scanner.advance() !== END) tokens.push([scanner.kind, scanner.word()]);
  return tokens;
};

const numberOf = (text: string) => {
  const scanner = new PomdpScanner(new TextEncoder().encode(text));
  return scanner.advance() === NUMBER && scanner.advance() === END ? scanner.value : undefined;
};

describe('PomdpScanner', () => {
  it('cuts names, numbers, colons and stars apart with or without blanks between', () => {
    expect(scan('T:listen:* -1')).to.deep.equal([
      [NAME, 'T'],
      [COLON, ':'],
      [NAME, 'listen'],
      [COLON, ':'],
      [STAR, '*'],
      [NUMBER, '-1'],
    ]);
    expect(scan('R: a : *:*-1')).to.deep.equal(scan('R : a:* : *\t-1\r\n'));
  });

  it('takes a comment for a blank, to the end of its line', () => {
    expect(scan('S1 # person: 1\n#\nS2#x')).to.deep.equal([
      [NAME, 'S1'],
      [NAME, 'S2'],
    ]);
  });

  it('takes what only begins like a number for a name', () => {
    for (const name of [
      '1a',
      '1e',
      '1e+',
      '0.5x',
      '1.2.3',
      'e5',
      '-',
      '.',
      '+-1',
      '1-2',
      '0x10',
      'Infinity',
      'NaN',
    ]) {
      expect(scan(name), name).to.deep.equal([[NAME, name]]);
    }
  });

  it('skips the byte order mark', () => {
    expect(scan('\ufeffdiscount')).to.deep.equal([[NAME, 'discount']]);
  });

  it('reads every double to the bit, as `Number` does', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Object.is(numberOf(Object.is(value, -0) ? '-0' : String(value)), value)).to.equal(true);
      }),
      { seed: 1, numRuns: 3000 },
    );
  });

  it('reads every decimal to the bit, however it is written', () => {
    const digits = (maxLength: number) =>
      fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength });
    const decimal = fc
      .tuple(
        fc.constantFrom('', '-', '+'),
        digits(20),
        fc.option(digits(25), { nil: undefined }),
        fc.option(fc.tuple(fc.constantFrom('e', 'E', 'e+', 'e-', 'E-'), digits(3)), { nil: undefined }),
      )
      .map(([sign, whole, fraction, exponent]) => {
        return sign + whole + (fraction === undefined ? '' : `.${fraction}`) + (exponent ?? []).join('');
      });
    fc.assert(
      fc.property(decimal, (text) => {
        expect(Object.is(numberOf(text), Number(text)), text).to.equal(true);
      }),
      { seed: 2, numRuns: 5000 },
    );
    for (const text of [
      '.5',
      '5.',
      '-.25',
      '0.1e1',
      '9007199254740993',
      `0.${'3'.repeat(5000)}`,
      '1e400',
      '-0.0',
    ]) {
      expect(Object.is(numberOf(text), Number(text)), text).to.equal(true);
    }
  });
});
