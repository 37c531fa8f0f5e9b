import { InputError } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { randomStream } from './random-stream.js';

describe('randomStream', () => {
  it('gives the same numbers for the same seed and name', () => {
    const [one, two] = [randomStream(7, 'environment'), randomStream(7, 'environment')];
    for (let i = 0; i < 100; i++) expect(one.uint32()).to.equal(two.uint32());
  });

  it('gives unrelated numbers for neighbouring seeds and for other names', () => {
    const streams: [number, ...(string | number)[]][] = [
      [7, 'a'],
      [8, 'a'],
      [7, 'b'],
      [7, 'a', 0],
    ];
    // 64 words of 32 bits: two independent streams differ in 1024 ± 22.6 bits; ±6 sd is missed once in 10^8.
    for (let i = 0; i < streams.length; i++)
      for (let j = 0; j < i; j++) {
        const [one, two] = [randomStream(...streams[i]!), randomStream(...streams[j]!)];
        let differing = 0;
        for (let k = 0; k < 64; k++) {
          for (let bits = (one.uint32() ^ two.uint32()) >>> 0; bits !== 0; bits &= bits - 1) differing++;
        }
        expect(differing).to.be.within(1024 - 136, 1024 + 136);
      }
  });

  it('keeps a name apart from its pieces', () => {
    expect(randomStream(1, 'a', 'b').uint32()).not.to.equal(randomStream(1, 'ab').uint32());
    expect(randomStream(1, 2, 3).uint32()).not.to.equal(randomStream(1, '2', 3).uint32());
  });

  it('is uniform on [0, 1): mean and variance within five standard errors of 10^5 draws', () => {
    const random = randomStream(3, 'uniform');
    const n = 100_000;
    let [sum, squares, odd] = [0, 0, 0];
    let [least, most] = [1, 0];
    for (let i = 0; i < n; i++) {
      const u = random.uniform();
      [least, most] = [Math.min(least, u), Math.max(most, u)];
      sum += u;
      squares += (u - 0.5) ** 2;
      odd += Number((u * 2 ** 53) % 2 === 1);
    }
    expect(least).to.be.at.least(0);
    expect(most).to.be.below(1);
    expect(sum / n).to.be.closeTo(1 / 2, 5 * Math.sqrt(1 / 12 / n));
    expect(squares / n).to.be.closeTo(1 / 12, 5 * Math.sqrt(1 / 180 / n));
    expect(odd / n, 'the last of 53 bits').to.be.closeTo(1 / 2, 5 * Math.sqrt(1 / 4 / n));
  });

  it('goes on from where another was saved, to the bit, and saving changes nothing', () => {
    for (const taken of [0, 5, 255, 256, 257, 1000]) {
      const [one, alone, other] = [randomStream(7), randomStream(7), randomStream(8)];
      other.uint32();
      for (let i = 0; i < taken; i++) expect(one.uint32()).to.equal(alone.uint32());
      const saved = JSON.parse(JSON.stringify(one.save!())) as number[];
      other.restore!(saved);
      expect(other.save!()).to.deep.equal(saved);
      for (let i = 0; i < 400; i++) {
        const expected = alone.uniform();
        expect([one.uniform(), other.uniform()]).to.deep.equal([expected, expected]);
      }
    }
  });

  it('refuses to go on from what is no saved stream', () => {
    for (const saved of [
      [],
      [1, 2, 3],
      [1, 2, 3, 0.5],
      [1, 2, 3, 2 ** 32],
      [1, 2, 3, NaN],
      [0, 0, 0, 0],
      [1, 2, 3, -4],
    ])
      expect(() => randomStream(1).restore!(saved)).to.throw(InputError, 'four whole numbers');
  });

  it('is xoshiro128++: its words from the state 1, 2, 3, 4, within and behind the first block', () => {
    const random = randomStream(1);
    random.restore!([1, 2, 3, 4]);
    const words = Array.from({ length: 1001 }, () => random.uint32());
    // The C code of Blackman and Vigna gives these (https://prng.di.unimi.it/xoshiro128plusplus.c).
    const expected = [641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295];
    expect(words.slice(0, 10)).to.deep.equal([...expected, 495546011, 621204420]);
    expect(words[1000]).to.equal(707417065);
  });

  it('shows the words to come in its block, which a loop may take itself', () => {
    const [one, other] = [randomStream(5), randomStream(5)];
    const block = one.block!;
    for (let i = 0; i < 1000; i++) {
      if (block.position === block.words.length) block.refill();
      expect(i % 3 === 0 ? one.uint32() : block.words[block.position++]).to.equal(other.uint32());
    }
    expect(one.save!()).to.deep.equal(other.save!());
  });

  it('refuses what is not a seed', () => {
    for (const seed of [-1, 0.5, NaN, 2 ** 53])
      expect(() => randomStream(seed)).to.throw(RangeError, 'whole number');
  });
});
