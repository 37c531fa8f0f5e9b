import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeTracker } from '@pomdp-gym/conformance';
import type { RunDescription } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { crc32c, maskedCrc32c } from './crc32c.js';
import { scalarEvent } from './event-message.js';
import { fieldsOf, readRecords } from './event-reader.test.support.js';
import { record } from './record.js';
import { tensorboard } from './tensorboard.js';

const home = mkdtempSync(join(tmpdir(), 'pomdp-gym-tensorboard-'));
after(() => rmSync(home, { recursive: true }));

describeTracker(tensorboard, { options: { folder: home } });

describe('crc32c', () => {
  // RFC 3720, appendix B.4, whose bytes stand there in the order of the wire; the last is the check value of CRC-32C.
  const published: readonly [string, Uint8Array, number][] = [
    ['32 bytes of zeros', new Uint8Array(32), 0x8a9136aa],
    ['32 bytes of ones', new Uint8Array(32).fill(0xff), 0x62a8ab43],
    ['32 rising bytes', Uint8Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
    ['32 falling bytes', Uint8Array.from({ length: 32 }, (_, i) => 31 - i), 0x113fdb5c],
    ['123456789', new TextEncoder().encode('123456789'), 0xe3069283],
    ['nothing', new Uint8Array(0), 0],
  ];
  for (const [what, bytes, checksum] of published) {
    it(`of ${what} is the published value`, () => expect(crc32c(bytes)).to.equal(checksum));
  }

  it('is masked by a turn of 15 bits and a constant, which another turn takes back', () => {
    const unmask = (masked: number) => {
      const turned = (masked - 0xa282ead8) >>> 0;
      return ((turned >>> 17) | (turned << 15)) >>> 0;
    };
    for (const [, bytes, checksum] of published) expect(unmask(maskedCrc32c(bytes))).to.equal(checksum);
  });
});

describe('The records of tensorboard', () => {
  it('are those of the format, byte for byte', () => {
    // Event { wall_time: 1.5, step: 300, summary { value { tag: "a", simple_value: 0.5 } } }, encoded by hand.
    const expected = '09000000000000f83f10ac022a0a0a080a0161150000003f';
    expect(Buffer.from(scalarEvent(1.5, 300, { a: 0.5 })).toString('hex')).to.equal(expected);
  });

  it('are refused by a reader where one bit of length or data is another', () => {
    const bytes = record(scalarEvent(1, 2, { a: 3 }));
    expect(readRecords(bytes)).to.have.length(1);
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at]! ^= 1;
      expect(() => readRecords(changed), `byte ${at}`).to.throw();
    }
  });
});

const run: RunDescription = {
  environment: { name: 'Tiger-v0', id: 'Tiger-v0', options: {} },
  agent: { name: 'climber', steps: { direction: 1, lineSearch: 1 }, start: { initialScale: 0 } },
  seed: 7,
  budget: 100,
  batchSize: 1,
  patience: 1,
  evaluation: { steps: 1, exactStates: 1 },
};

describe('The event file of a run', () => {
  const folder = join(home, 'Tiger-v0', 'climber', 'seed-7');

  /** Wall time, step and scalars by tag of each record. */
  const read = () => {
    const [name, ...others] = readdirSync(folder);
    expect(others).to.deep.equal([]);
    const text = (bytes: unknown) => new TextDecoder().decode(bytes as Uint8Array);
    return readRecords(readFileSync(join(folder, name!))).map((bytes) => {
      const fields = new Map(fieldsOf(bytes));
      const values = fields.has(5) ? fieldsOf(fields.get(5) as Uint8Array) : [];
      const scalars = values.map(([, value]) => {
        const entry = new Map(fieldsOf(value as Uint8Array));
        return [text(entry.get(1)), entry.get(2) as number] as const;
      });
      const version = fields.has(3) ? text(fields.get(3)) : undefined;
      return { time: fields.get(1), step: fields.get(2), version, scalars: Object.fromEntries(scalars) };
    });
  };

  it('is read back with its times, steps and numbers, and a second one replaces it', () => {
    let now = 1_700_000_000.25;
    const follow = () => {
      const observer = tensorboard.create({ folder: home }, () => now).observe(run);
      now += 1;
      observer.next({ kind: 'started', optimum: null });
      observer.next({ kind: 'progress', steps: 3, lower: -1, upper: Infinity });
      observer.next({ kind: 'episode', steps: 5, length: 5, reward: -2 });
      const detail = { slope: 0.125 };
      observer.next({ kind: 'iterate', steps: 2 ** 40, theta: null, averageReward: 0.1, detail });
      const value = { averageReward: 0.5, exact: true, halfWidth: 0, evaluationSteps: 0 };
      observer.next({ kind: 'finished', steps: 2 ** 40, ended: 'budget', ...value });
      observer.complete();
    };
    follow();
    const [first, ...others] = read();
    expect(first).to.deep.equal({
      time: 1_700_000_000.25,
      step: undefined,
      version: 'brain.Event:2',
      scalars: {},
    });
    expect(others.map(({ step }) => step)).to.deep.equal([3, 5, 2 ** 40, 2 ** 40]);
    expect(others.every(({ time }) => time === 1_700_000_001.25)).to.equal(true);
    expect(others.map(({ scalars }) => scalars)).to.deep.equal([
      { 'bounds/lower': -1 },
      { 'episode/reward': -2, 'episode/length': 5 },
      { 'reward/average': Math.fround(0.1), 'optimizer/slope': 0.125 },
      { 'final/average_reward': 0.5 },
    ]);
    follow();
    expect(read()).to.have.length(5);
  });
});
