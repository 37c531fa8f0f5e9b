import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { expect } from 'chai';
import { equalsFile } from './it-equals-public-file.js';

const text = `discount: 0.9
values: reward
states: a b
actions: go
observations: y
start: 0.5 0.5
T: go
0.333333 0.666667
0 1
O: go
1
1
R: go : a : * : * 2
`;

const environment = (toB: number, reward = 2, discount = 0.9) =>
  new ModelEnvironment(
    finiteModel({
      states: 2,
      actions: 1,
      observations: 1,
      transition: (state) =>
        state === 0
          ? [
              [0, 1 - toB],
              [1, toB],
            ]
          : [[1, 1]],
      observation: () => [[0, 1]],
      reward: (state) => (state === 0 ? reward : 0),
      start: [
        [0, 0.5],
        [1, 0.5],
      ],
      discount,
    }),
  );

describe('itEqualsPublicFile', () => {
  let folder = '';
  const file = () => join(folder, 'small.POMDP');
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'pomdp-gym-'));
    writeFileSync(file(), text);
    writeFileSync(join(folder, 'broken.POMDP'), text.replace('R: go', 'R: stop'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('accepts a model to the rounding of the file, and no further', () => {
    equalsFile(environment(2 / 3), file(), { transitions: 1e-6 });
    expect(() => equalsFile(environment(2 / 3), file(), {})).to.throw('transitions differ by up to 3.3');
    expect(() => equalsFile(environment(0.65), file(), { transitions: 1e-6 })).to.throw('transitions differ');
  });

  it('sees a reward or a discount that is another one', () => {
    const rounding = { transitions: 1e-6 };
    expect(() => equalsFile(environment(2 / 3, 2.5), file(), rounding)).to.throw(
      'rewards differ by up to 0.5',
    );
    expect(() => equalsFile(environment(2 / 3, 2, 0.95), file(), rounding)).to.throw('discount is 0.95');
  });

  it('passes on what the file is refused for', () => {
    expect(() => equalsFile(environment(2 / 3), join(folder, 'broken.POMDP'), {})).to.throw(
      'broken.POMDP:13:',
    );
  });
});
