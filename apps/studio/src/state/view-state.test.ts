import { expect } from 'chai';
import fc from 'fast-check';
import {
  arrowPlanes,
  commandOf,
  hashOf,
  initialState,
  MOST_PATHS,
  MOST_STEPS,
  planes,
  stateOf,
  views,
  type ViewState,
} from './view-state.js';

const vectors = fc.array(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  { minLength: 1, maxLength: 5 },
);

const recipe = {
  environment: fc.string({ unit: 'grapheme' }),
  agent: fc.string({ unit: 'grapheme' }),
  seed: fc.nat(),
  budget: fc.integer({ min: 1 }),
  steps: fc.integer({ min: 1 }),
  start: fc.option(vectors),
};

const states: fc.Arbitrary<ViewState> = fc.record({
  ...recipe,
  theta: fc.option(vectors),
  view: fc.constantFrom(...views),
  point: fc.integer({ min: -1 }),
  step: fc.nat(),
  episodeSeed: fc.nat(),
  played: fc.array(fc.nat(), { maxLength: 5 }),
  reveal: fc.boolean(),
  solver: fc.string({ unit: 'grapheme' }),
  example: fc.string({ unit: 'grapheme' }),
  // −0 is written as 0.
  beta: fc.option(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }).map((beta) => beta + 0)),
  length: fc.nat({ max: MOST_STEPS }),
  sampleSeed: fc.nat(),
  paths: fc.integer({ min: 1, max: MOST_PATHS }),
  arrows: fc.constantFrom(...arrowPlanes),
  plane: fc.constantFrom(...planes),
  axes: fc.tuple(fc.integer({ min: 1 }), fc.integer({ min: 1 })),
  belief: fc.option(vectors),
  section: fc.integer({ min: -1, max: 300 }),
  folder: fc.string({ unit: 'grapheme' }),
  cell: fc.nat(),
  seeds: fc.option(fc.record({ recipe: fc.record(recipe), count: fc.integer({ min: 1, max: 1000 }) })),
  ofEnvironment: fc.integer({ min: -1 }),
  ofAgent: fc.integer({ min: -1 }),
  ofSeed: fc.integer({ min: -1 }),
  order: fc.string({ unit: 'grapheme' }),
  rowPage: fc.integer({ min: -1 }),
  runOrder: fc.string({ unit: 'grapheme' }),
  runPage: fc.integer({ min: -1 }),
  zoom: fc.option(
    fc
      .tuple(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.double({ min: 1, max: 1e9, noNaN: true }))
      .map(([least, length]) => [least + 0, least + length]),
  ),
});

describe('The state of the page', () => {
  it('is in the address, to the last digit', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(stateOf(`#${hashOf(state)}`)).to.deep.equal(state);
      }),
      { seed: 3 },
    );
  });

  it('takes an empty address for the initial state, which it writes as one', () => {
    expect(hashOf(initialState)).to.equal('');
    expect(stateOf('')).to.deep.equal(initialState);
  });

  it('takes what an address says wrongly as in the initial state', () => {
    const wrong =
      'seed=-1&budget=0&steps=1.5&view=x&point=-2&step=NaN&beta=1&episodeSeed=&other=3&paths=0&axes=1&plane=x&length=-1&zoom=5,2&seeds=count%3D1001';
    expect(stateOf(wrong)).to.deep.equal({ ...initialState, episodeSeed: 0 });
  });

  it('is the command that repeats the run, quoted for a shell', () => {
    const recipe = { ...initialState, environment: "File:path=it's here.POMDP" };
    expect(commandOf(recipe)).to.equal(
      "pomdp-gym run 'File:path=it'\\''s here.POMDP' softmax+gpomdp:beta=.8+conjpomdp --seed 1 --budget 20000 --steps 1024",
    );
  });

  it('is the command with the θ where a run begins, or else that of its study, which the page saves', () => {
    const of = (start: readonly number[]) => commandOf({ ...initialState, start });
    expect(of([-1, 1e-7, 0.1])).to.equal(`${commandOf(initialState)} --start=-1,1e-7,0.1`);
    expect(of(new Array<number>(101).fill(0))).to.equal('pomdp-gym compare studio.yaml');
  });
});
