import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';
import { describeEnvironment } from '@pomdp-gym/conformance';
import { writePomdpx } from '@pomdp-gym/model-files';
import { compareModels } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { file } from './file.js';

/** Two rooms and a door that one hears through. */
const rooms = `discount: 0.9
values: reward
states: left right
actions: listen move
observations: quiet noise
start: 0.25 0.75
T: listen identity
T: move
0.1 0.9
0.8 0.2
O: * : left
0.7 0.3
O: * : right
0.4 0.6
R: listen : * : * : * -1
R: move : left : right : * 5
`;

const folder = mkdtempSync(join(tmpdir(), 'pomdp-gym-file-'));

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const path = write('rooms.POMDP', rooms);
const create = (model: string) => file.create(file.options.parse({ path: model }));

describeEnvironment(file, { options: { path }, unversioned: true });

describe('File', () => {
  after(() => rmSync(folder, { recursive: true }));

  it('is the model that the file holds', () => {
    const model = create(path).model();
    expect([model.states, model.actions, model.observations, model.discount]).to.deep.equal([2, 2, 2, 0.9]);
    expect([...model.start]).to.deep.equal([0.25, 0.75]);
    expect([...model.transitions[1]!.values]).to.deep.equal([0.1, 0.9, 0.8, 0.2]);
  });

  it('shows nothing yet before the first action, as the format does not say what is seen then', () => {
    const environment = create(path);
    expect(environment.observationSpace.labels).to.deep.equal(['quiet', 'noise', 'nothing yet']);
    expect(environment.reset(randomStream(1, 'environment'))).to.equal(2);
  });

  it('calls observations that are only counted by their numbers, beside `nothing yet`', () => {
    const counted = create(write('counted.POMDP', rooms.replace('quiet noise', '2')));
    expect(counted.observationSpace.labels).to.deep.equal(['0', '1', 'nothing yet']);
  });

  it('hands on what was read with a warning, and where', () => {
    expect(create(path).warnings).to.deep.equal([]);
    const doubtful = write('doubtful.POMDP', rooms.replace('0.1 0.9', '0.1 0.95'));
    expect(create(doubtful).warnings).to.have.length(1);
    expect(create(doubtful).warnings![0])
      .to.contain(`${doubtful}:9:1: warning: The probabilities of \`T: move : left\` sum to 1.05`)
      .and.to.contain('read divided by their sum');
  });

  it('shows the state of an MDP from the start on', () => {
    const mdp = rooms
      .replace(/^(observations|O:|0\.7|0\.4).*\n/gm, '')
      .replaceAll(' : * 5', ' 5')
      .replaceAll(' : * -1', ' -1');
    const environment = create(write('mdp.POMDP', mdp));
    expect(environment.observationSpace.labels).to.deep.equal(['left', 'right']);
    const random = randomStream(1, 'environment');
    const both = new Set(
      Array.from({ length: 50 }, () => {
        const first = environment.reset(random);
        expect(first).to.equal(environment.state);
        return first;
      }),
    );
    expect([...both].sort(), 'missed with probability below 0.75^50 < 1e-6').to.deep.equal([0, 1]);
  });

  it('reads .pomdpx as well', () => {
    const model = create(path).model();
    const factored = create(write('rooms.pomdpx', writePomdpx(model))).model();
    expect(compareModels(model, factored)).to.deep.equal({
      start: 0,
      transitions: 0,
      observationTables: 0,
      rewards: 0,
    });
    expect(factored.discount).to.equal(0.9);
  });

  it('asks for a path where it has none', () => {
    expect(() => file.create(file.options.parse({}))).to.throw(InputError, 'File has no path');
  });

  it('says where a file is wrong, as file:line:column', () => {
    const wrong = write('wrong.POMDP', rooms.replace('0.1 0.9', '0.1 0.2'));
    expect(() => create(wrong)).to.throw(InputError, `${wrong}:9:1: error: The probabilities`);
    const unknown = write('unknown.POMDP', rooms.replace('R: move : left', 'R: move : lift'));
    expect(() => create(unknown)).to.throw(InputError, `${unknown}:16:11: error:`);
  });

  it('says that there is no such file', () => {
    const missing = join(folder, 'missing.POMDP');
    expect(() => create(missing)).to.throw(InputError, missing);
    expect(() => create(folder)).to.throw(InputError, folder);
  });
});
