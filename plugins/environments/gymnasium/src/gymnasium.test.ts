import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeEnvironment } from '@pomdp-gym/conformance';
import { type Environment, InputError } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { hasPython, standInFolder } from '@pomdp-gym/test-problems';
import { expect } from 'chai';
import { gymnasium } from './gymnasium.js';

// Python processes that these tests start find the stand-in in place of the package.
process.env['PYTHONPATH'] = standInFolder;

const create = (options: object): Environment => gymnasium.create(gymnasium.options.parse(options));

/** Those that need Python are skipped where it is missing. */
const withPython = hasPython() ? describe : describe.skip;

withPython('Gymnasium (skipped where there is no python3 of 3.8 or newer)', () => {
  describeEnvironment(gymnasium, { options: { id: 'Slope-v0' }, unversioned: true });

  it('draws from the stream that it is given: another stream, another episode', () => {
    const [one, two] = [create({ id: 'Slope-v0' }), create({ id: 'Slope-v0' })];
    const first = one.reset(randomStream(1, 'environment'));
    expect(two.reset(randomStream(2, 'environment'))).to.not.deep.equal(first);
    expect(two.reset(randomStream(1, 'environment'))).to.deep.equal(first);
  });

  it('hands arguments on to make', () => {
    const environment = create({ id: 'Slope-v0', arguments: { top: -10 } });
    environment.reset(randomStream(1, 'environment'));
    expect(environment.step(Float64Array.of(0)).ending).to.equal('terminated');
  });

  it('tells terminated from truncated, and shows what is rendered', () => {
    const environment = create({ id: 'Slope-v0', arguments: { top: 1000 } });
    expect(() => environment.frame!()).to.throw(InputError, 'has no picture');
    environment.reset(randomStream(1, 'environment'));
    const endings = Array.from({ length: 30 }, () => environment.step(Float64Array.of(0.1)).ending);
    expect(endings).to.deep.equal([...Array.from({ length: 29 }, () => 'none'), 'truncated']);
    const [place, of] = environment.frame!().picture;
    expect(place![0]!.text).to.match(/^place -?\d+\.\d\d$/);
    expect(of).to.deep.equal([{ text: 'of 1000', role: 'floor' }]);
  });

  describe('has the spaces', () => {
    const echo = (acts: string, action: number | Float64Array) => {
      const environment = create({ id: 'Lights-v0', arguments: { acts } });
      environment.reset(randomStream(1, 'environment'));
      return [environment.actionSpace, environment.step(action).observation] as const;
    };
    const sizes = (...numbers: number[]) => numbers.map((size) => ({ kind: 'discrete', size }));

    for (const [acts, size, factors] of [
      ['shifted', 4, undefined],
      ['counts', 30, sizes(2, 3, 5)],
      ['bits', 8, sizes(2, 2, 2)],
      ['named', 6, sizes(2, 3)],
      ['pair', 12, [...sizes(3), { kind: 'discrete', size: 4, factors: sizes(2, 2) }]],
    ] as const)
      it(`${acts}: ${size} elements, each of which comes back as it was sent`, () => {
        for (let action = 0; action < size; action++) {
          const [space, observation] = echo(acts, action);
          expect(space).to.deep.equal({ kind: 'discrete', size, ...(factors && { factors }) });
          expect(observation).to.equal(action);
        }
      });

    it('Box, its infinite bounds and its numbers to the bit, −0 too', () => {
      const point = Float64Array.of(0.1 + 0.2, -0);
      expect(echo('box', point)).to.deep.equal([
        { kind: 'box', low: [0, -1], high: [1, Infinity], outside: 'clipped' },
        point,
      ]);
      expect(Object.is((echo('box', point)[1] as Float64Array)[1], -0)).to.equal(true);
    });

    it('Box of rows, row by row', () => {
      const point = Float64Array.of(1, 2, 3, 4);
      expect(echo('grid', point)[1]).to.deep.equal(point);
    });

    it('a tuple with a box: an index as a unit vector, and the numbers', () => {
      const environment = create({ id: 'Lights-v0', arguments: { acts: 'shifted', shows: 'mixed' } });
      expect(environment.observationSpace).to.deep.equal({
        kind: 'box',
        low: [0, 0, 0, 0],
        high: [1, 1, 1, 1],
      });
      expect(environment.reset(randomStream(1))).to.deep.equal(Float64Array.of(0, 1, 0, 0.5));
    });

    for (const [what, options, sentence] of [
      ['texts', { acts: 'text' }, 'The space Text(1, 5) cannot be sent'],
      ['more elements than can be numbered', { acts: 'huge' }, 'has 4294967296 elements'],
      ['actions of numbers and indices', { acts: 'mixed' }, 'joins numbers to indices'],
    ] as const)
      it(`but for ${what}`, () =>
        expect(() => create({ id: 'Lights-v0', arguments: options })).to.throw(InputError, sentence));
  });

  describe('ends with one sentence where its environment', () => {
    const fail = (how: string, patience = 60) => {
      const environment = create({ id: 'Faulty-v0', arguments: { how }, patience });
      environment.reset(randomStream(1, 'environment'));
      return () => environment.step(Float64Array.of(0));
    };
    for (const [how, sentence] of [
      ['exit', 'The process of Faulty-v0 has ended: exit code 3, after "no more coal".'],
      ['raise', "The environment Faulty-v0 fails: KeyError: 'coal'."],
      ['four', 'returns 4 from step; it must return (observation, reward, terminated, truncated, info).'],
      ['nan', 'The environment Faulty-v0 fails: ValueError:'],
    ] as const)
      it(`fails by: ${how}`, () => expect(fail(how)).to.throw(InputError, sentence));

    it('hangs', () =>
      expect(fail('hang', 8)).to.throw(InputError, 'was ended: it has not replied within 8 seconds'));

    it('is one that does not exist, and has a new process after one that died', () => {
      expect(() => create({ id: 'None-v0' })).to.throw(
        InputError,
        "The environment None-v0 cannot be made: ValueError: Environment `None-v0` doesn't exist.",
      );
      expect(fail('exit')).to.throw(InputError);
      expect(fail('exit')).to.throw(InputError, 'has ended: exit code 3');
    });

    it('but goes on where it prints', () => expect(fail('print')().ending).to.equal('none'));
  });
});

describe('Gymnasium without a Python that serves', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pomdp-gym-python-'));
  after(() => rmSync(folder, { recursive: true }));

  const program = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, `#!${process.execPath}\n${text}`);
    chmodSync(path, 0o755);
    return path;
  };

  for (const [what, text, sentence] of [
    [
      'writes rubbish',
      'console.log("Good day!"); setInterval(() => 0, 9)',
      'was ended: it writes "Good day!"',
    ],
    ['writes another protocol', 'console.log(`{"protocol":"pomdp-gym/0"}`)', 'it writes "{\\"protocol\\":'],
    ['writes nothing', 'setInterval(() => 0, 9)', 'was ended: it has not replied within 1 seconds'],
    ['ends at once', 'process.exit(4)', 'The process of X-v0 has ended: exit code 4.'],
    ['ends by a signal', 'process.kill(process.pid, "SIGTERM")', 'has ended: signal SIGTERM.'],
  ] as const)
    it(`says so where the program ${what}`, function () {
      if (process.platform === 'win32') this.skip();
      const python = program(what.replaceAll(' ', '-'), text);
      const patience = what === 'writes nothing' ? 1 : 60;
      expect(() => create({ id: 'X-v0', python, patience })).to.throw(InputError, sentence);
    });

  it('says that there is no such program', () =>
    expect(() => create({ id: 'X-v0', python: join(folder, 'none') })).to.throw(
      InputError,
      'cannot be started',
    ));

  it('asks for an id', () =>
    expect(() => create({})).to.throw(InputError, 'The environment Gymnasium has no id'));
});
