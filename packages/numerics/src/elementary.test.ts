import { expect } from 'chai';
import { exp } from './exp.js';
import { log, log1p } from './log.js';
import { pow, power } from './pow.js';
import { randomStream } from './random-stream.js';
import { fixed, reference, toUlps } from './exact-reference.test.support.js';
import { cos, sin } from './sin-cos.js';
import { tanh } from './tanh.js';

const uniform = (low: number, high: number) => (u: number) => low + (high - low) * u;
/** x = ±2^e with e uniform. */
const scales = (low: number, high: number) => (u: number) =>
  2 ** (low + (high - low) * u) * ((u * 2 ** 40) % 1 < 0.5 ? -1 : 1);

interface Case {
  readonly name: string;
  readonly found: (x: number) => number;
  readonly truth: (x: number) => bigint;
  readonly draws: readonly ((u: number) => number)[];
}

const cases: readonly Case[] = [
  {
    name: 'exp',
    found: exp,
    truth: reference.exp,
    draws: [uniform(-20, 3), uniform(-700, 40), scales(-30, 0)],
  },
  {
    name: 'log',
    found: log,
    truth: reference.log,
    draws: [uniform(0, 1), uniform(0.9, 1.1), (u) => 1 + scales(-50, -3)(u), uniform(0, 1e6)],
  },
  {
    name: 'log1p',
    found: log1p,
    truth: reference.log1p,
    draws: [uniform(-0.999, 1), uniform(-1e-3, 1e-3), scales(-60, -1)],
  },
  {
    name: 'sin',
    found: sin,
    truth: reference.sin,
    draws: [uniform(-7, 7), uniform(-0.1, 0.1), uniform(-1e5, 1e5), scales(-40, 100)],
  },
  {
    name: 'cos',
    found: cos,
    truth: reference.cos,
    draws: [uniform(-7, 7), uniform(-0.1, 0.1), uniform(-1e5, 1e5), scales(-40, 100)],
  },
  {
    name: 'tanh',
    found: tanh,
    truth: reference.tanh,
    draws: [uniform(-3, 3), uniform(-19, 19), scales(-30, -4)],
  },
];

const DRAWS = 700;

describe('elementary functions', () => {
  for (const { name, found, truth, draws } of cases)
    it(`${name} is within .51 units in the last place of the truth, and correctly rounded but for one case in a hundred`, () => {
      const random = randomStream(1, name);
      let [greatest, wrong] = [0, 0];
      for (const draw of draws) {
        for (let i = 0; i < DRAWS; i++) {
          const x = draw(random.uniform());
          const error = Math.abs(toUlps(found(x), truth(x)));
          greatest = Math.max(greatest, error);
          if (error > 0.5) wrong++;
        }
      }
      if (process.env['ULPS'])
        console.log(name, greatest.toFixed(4), (wrong / DRAWS / draws.length).toFixed(5));
      expect(greatest).to.be.below(0.51);
      expect(wrong / DRAWS / draws.length).to.be.below(0.01);
    });

  it('pow is within .51 units in the last place', () => {
    const random = randomStream(1, 'pow');
    for (let i = 0; i < 1000; i++) {
      const base = 4 * random.uniform();
      const exponent = 4 * random.uniform() - 2;
      const truth = reference.expOf((reference.log(base) * fixed(exponent)) >> 256n);
      expect(Math.abs(toUlps(pow(base, exponent), truth)), `${base}^${exponent}`).to.be.below(0.51);
    }
    expect([pow(2, -1), pow(2, 10), pow(4, 0.5), pow(10, -400), pow(10, 400)]).to.deep.equal([
      0.5,
      1024,
      2,
      0,
      Infinity,
    ]);
  });

  it('power is a product', () => {
    for (const n of [0, 1, 2, 3, 10, 53]) expect(power(2, n)).to.equal(2 ** n);
    expect(power(0.5, 2 ** 40)).to.equal(0);
    // 12 products, each within half a unit in the last place.
    expect(power(0.99, 4096) / 0.99 ** 4096).to.be.closeTo(1, 4096 * 2 ** -53);
  });

  it('raises to powers at the ends as IEEE 754 has it', () => {
    const cases: readonly (readonly [base: number, exponent: number, power: number])[] = [
      ...([
        [2, 1023, 2 ** 1023],
        [2, -1074, 2 ** -1074],
        [2, 1024, Infinity],
        [2, -1080, 0],
      ] as const),
      ...([
        [0, 0.5, 0],
        [0, -1, Infinity],
        [Infinity, 2, Infinity],
        [Infinity, -1, 0],
      ] as const),
      ...([
        [0.5, Infinity, 0],
        [2, -Infinity, 0],
        [5, 0, 1],
        [NaN, 0, 1],
        [1, NaN, 1],
      ] as const),
      ...([
        [NaN, 2, NaN],
        [2, NaN, NaN],
        [-8, 1 / 3, NaN],
      ] as const),
    ];
    for (const [base, exponent, expected] of cases)
      expect(pow(base, exponent), `${base}^${exponent}`).to.deep.equal(expected);
  });

  it('has the values at the ends that the functions of Math have', () => {
    const ends = [
      0,
      -0,
      1,
      Infinity,
      -Infinity,
      NaN,
      2 ** -1074,
      -(2 ** -1074),
      1e308,
      -1e308,
      5e-324,
      710,
      -746,
    ];
    for (const x of ends) {
      expect(exp(x), `exp ${x}`).to.deep.equal(Math.exp(x));
      expect(tanh(x), `tanh ${x}`).to.deep.equal(Math.tanh(x));
      if (x !== 1e308) expect(log(x), `log ${x}`).to.deep.equal(Math.log(x));
    }
    for (const x of [0, -0, Infinity, -Infinity, NaN, -1, -2, 2 ** -1074])
      expect(log1p(x), `log1p ${x}`).to.deep.equal(Math.log1p(x));
    for (const x of [0, -0, 2 ** -1074]) expect([sin(x), cos(x)]).to.deep.equal([x, 1]);
    for (const x of [Infinity, -Infinity, NaN]) expect([sin(x), cos(x)]).to.deep.equal([NaN, NaN]);
    // Results below the normal numbers are rounded to their own last place.
    for (const x of [-709, -720, -740, -744.5, -745])
      expect(exp(x) / Math.exp(x)).to.be.closeTo(1, 2 ** -50 + 2 ** -1074 / Math.exp(x));
  });

  it('knows π well enough for the hardest angle among the doubles', () => {
    // 6381956970095103 · 2^797 lies nearer to a multiple of π / 2 than any other double (Kahan; Muller, Elementary Functions, table 11.1).
    const x = 6381956970095103 * 2 ** 797;
    expect(Math.abs(toUlps(cos(x), reference.cos(x)))).to.be.below(0.51);
    expect(Math.abs(toUlps(sin(x), reference.sin(x)))).to.be.below(0.51);
  });
});
