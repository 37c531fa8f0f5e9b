import { InputError } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { parseEnvironment } from './environment-reference.js';
import { parseStudy } from './read-study.js';
import { formatReference, parseReference } from './reference.js';

describe('parseEnvironment', () => {
  it('takes a model file for an environment, whatever the case of its ending', () => {
    const paths = [
      'a/maze.POMDP',
      'C:\\maze.pomdp',
      'maze.PomdpX',
      'maze.mdp',
      'maze.POMDP.gz',
      'gamma=.9/maze.POMDP',
    ];
    for (const path of paths) {
      expect(parseEnvironment(path)).to.deep.equal({ name: path, id: 'File', options: { path } });
    }
  });

  it('takes anything else for an id', () => {
    expect(parseEnvironment('Tiger-v0')).to.deep.equal({ id: 'Tiger-v0', options: {} });
    expect(parseEnvironment('File:path=x.POMDP')).to.deep.equal({ id: 'File', options: { path: 'x.POMDP' } });
  });
});

describe('parseReference', () => {
  const readings: [string, string, Record<string, unknown>][] = [
    ['Tiger-v0', 'Tiger-v0', {}],
    ['Tiger-v0:accuracy=.9', 'Tiger-v0', { accuracy: 0.9 }],
    ['conjpomdp:s0=100,epsilon=1e-4', 'conjpomdp', { s0: 100, epsilon: 1e-4 }],
    ['RockSample-v0:size=[4,4], seed=3', 'RockSample-v0', { size: [4, 4], seed: 3 }],
    ['softmax:features=one-hot', 'softmax', { features: 'one-hot' }],
    ['x:a={b: [1,2]},c=true', 'x', { a: { b: [1, 2] }, c: true }],
    ['models/maze.POMDP', 'models/maze.POMDP', {}],
    ['C:\\models\\maze.POMDP', 'C:\\models\\maze.POMDP', {}],
    ['File:path=C:\\maze.POMDP', 'File', { path: 'C:\\maze.POMDP' }],
    ['restarts:starts=5,optimizer=(adam)', 'restarts', { starts: 5, optimizer: { id: 'adam', options: {} } }],
    [
      'a:b=(c:d=(e:f=1,g=[1,2]),h=2),i=3',
      'a',
      { b: { id: 'c', options: { d: { id: 'e', options: { f: 1, g: [1, 2] } }, h: 2 } }, i: 3 },
    ],
  ];
  for (const [text, id, options] of readings) {
    it(`reads ${text}`, () => expect(parseReference(text)).to.deep.equal({ id, options }));
  }

  const refusals: [string, string][] = [
    ['', 'An id is missing: write one such as Tiger-v0 or Tiger-v0:accuracy=.9.'],
    [
      'Tiger-v0:accuracy=.9,oops',
      'In Tiger-v0:accuracy=.9,oops, "oops" is no option: write name=value, with commas between them.',
    ],
    ['Tiger-v0:a=1,a=2', 'In Tiger-v0:a=1,a=2, the option a is given twice.'],
    ['gpomdp:', 'Options are missing behind the colon. Write gpomdp:name=value, or leave the colon out.'],
    ['a:b=()', 'An id is missing: write one such as Tiger-v0 or Tiger-v0:accuracy=.9.'],
    ['Tiger-v0:a=[1', 'In Tiger-v0:a=[1, the value of a cannot be read: [1.'],
  ];
  for (const [text, sentence] of refusals) {
    it(`refuses "${text}"`, () => {
      expect(() => parseReference(text))
        .to.throw(sentence)
        .with.property('name', 'InputError');
    });
  }

  it('reads what formatReference writes', () => {
    const references = [
      { id: 'a', options: {} },
      { id: 'a', options: { text: 'one-hot', number: -1.5e-7, list: [1, [2, 'x,y']], yes: true } },
      { id: 'a', options: { inner: { id: 'b', options: { c: { id: 'd', options: { e: '(f)' } } } }, g: 1 } },
      { id: 'a', options: { mapping: { id: 'b', options: {}, more: 1 }, other: { id: 1, options: {} } } },
      { id: 'a', options: { like: 'true', digits: '12', odd: 'a: b', empty: '', nothing: null } },
    ];
    for (const reference of references) {
      expect(parseReference(formatReference(reference))).to.deep.equal(reference);
    }
  });

  it('takes any name for an option once, those that every object has too', () => {
    for (const name of ['constructor', 'toString', '__proto__']) {
      expect(Object.entries(parseReference(`A:${name}=1`).options)).to.deep.equal([[name, 1]]);
      expect(() => parseReference(`A:${name}=1,${name}=1`)).to.throw(InputError, `${name} is given twice`);
    }
  });
});

describe('parseEnvironment of wrappers', () => {
  const readings: readonly (readonly [string, string, readonly string[]])[] = [
    ['Tiger-v0+TimeLimit', 'Tiger-v0', ['TimeLimit']],
    ['Tiger-v0:accuracy=.9 + TimeLimit:steps=20', 'Tiger-v0:accuracy=0.9', ['TimeLimit:steps=20']],
    ['A-v0+B:x=1e+2+C:y=[a+b,c]', 'A-v0', ['B:x=100', 'C:y=["a+b","c"]']],
    ['File:path="a+b"+B', 'File:path="a+b"', ['B']],
    ['File:path=c++/maze.POMDP+B', 'File:path="c++/maze.POMDP"', ['B']],
  ];
  for (const [text, problem, around] of readings) {
    it(`reads ${text}`, () => {
      const { wrappers = [], ...read } = parseEnvironment(text);
      expect(formatReference(read)).to.equal(problem);
      expect(wrappers.map(formatReference)).to.deep.equal(around);
    });
  }

  it('names a model file with what is put around it', () => {
    const options = { path: 'c++/maze.POMDP' };
    expect(parseEnvironment('c++/maze.POMDP')).to.deep.equal({ name: options.path, id: 'File', options });
    expect(parseEnvironment('c++/maze.POMDP+TimeLimit:steps=9')).to.deep.equal({
      name: 'c++/maze.POMDP+TimeLimit:steps=9',
      id: 'File',
      options,
      wrappers: [{ id: 'TimeLimit', options: { steps: 9 } }],
    });
  });

  it('is undone by the name that a study gives the environment', () => {
    const study = (environment: unknown) =>
      parseStudy({ environments: [environment], agents: [{ policy: 'uniform' }] });
    const [written] = study({
      id: 'Tiger-v0',
      options: { accuracy: 0.9 },
      wrappers: ['A:x=[1,2]', 'B'],
    }).environments;
    expect(written!.name).to.equal('Tiger-v0:accuracy=0.9+A:x=[1,2]+B');
    expect(study(written!.name).environments).to.deep.equal([written]);
    expect(study({ id: 'Tiger-v0+B' }).environments[0]!.wrappers).to.deep.equal([{ id: 'B', options: {} }]);
    expect(() => study({ id: 'Tiger-v0+B', wrappers: ['A'] })).to.throw(
      InputError,
      'Wrappers are given twice, in the id and beside it.',
    );
  });
});
