import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';
import { describeEnvironment } from '@pomdp-gym/conformance';
import { writeDpomdp, writePomdp, writePomdpx } from '@pomdp-gym/model-files';
import { compareModels } from '@pomdp-gym/models';
import { entryAt, randomStream, rowSums, sparseRows } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { file } from './file.js';

/** Two rooms and a door that lets sound through. */
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

const first = (model: string, observeFirst: boolean | string | number) =>
  file.create(file.options.parse({ path: model, observeFirst }));

const alternatives = { path: [write('louder.POMDP', rooms.replace('0.7 0.3', '0.2 0.8'))] };
describeEnvironment(file, { options: { path }, alternatives, unversioned: true });
describeEnvironment(file, { options: { path, observeFirst: true }, alternatives, unversioned: true });

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

  it('takes another discount than the file states', () => {
    const discounted = file.create(file.options.parse({ path, discount: 0.5 }));
    expect(discounted.model().discount).to.equal(0.5);
  });

  it('has the factors of a Dec-POMDP, one an agent', () => {
    const model = {
      ...create(path).model(),
      agents: [
        { actions: { kind: 'discrete', size: 2 }, observations: { kind: 'discrete', size: 1 } },
        { actions: { kind: 'discrete', size: 1 }, observations: { kind: 'discrete', size: 2 } },
      ],
    } as const;
    const { actionSpace, observationSpace } = create(write('rooms.dpomdp', writeDpomdp(model)));
    expect(actionSpace.factors!.map(({ size }) => size)).to.deep.equal([2, 1]);
    expect([observationSpace.size, ...observationSpace.factors!.map(({ size }) => size)]).to.deep.equal([
      3, 1, 2,
    ]);
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

  it('shows an observation of the start state first where observeFirst is true', () => {
    const environment = first(path, true);
    expect(environment.observationSpace.labels).to.deep.equal(['quiet', 'noise']);
    expect(rowSums(environment.model().initialObservationTable!)).to.deep.equal(Float64Array.of(1, 1));
    const random = randomStream(1, 'environment');
    const count = 20_000;
    const seen = [0, 0];
    for (let episode = 0; episode < count; episode++) seen[environment.reset(random)]!++;
    // P(quiet) = .25 · .7 + .75 · .4 = .475; five standard errors.
    expect(seen[0]! / count).to.be.closeTo(0.475, 5 * Math.sqrt((0.475 * 0.525) / count));
  });

  describe('where what is seen depends on the action', () => {
    const deaf = write(
      'deaf.POMDP',
      rooms
        .replace('O: * : left', 'O: move uniform\nO: listen : left')
        .replace('O: * : right', 'O: listen : right'),
    );

    it('asks which action shows the first observation', () => {
      expect(() => first(deaf, true)).to.throw(
        InputError,
        'What is seen of state left differs between the actions listen and move, so observeFirst: true does not say which ' +
          'observation comes first; name the action, as in observeFirst=listen.',
      );
      expect(() => first(deaf, 'wait')).to.throw(InputError, 'the actions of the model are listen, move');
    });

    it('draws by the observation function of the action that is named', () => {
      const table = (action: string | number) => {
        const shown = first(deaf, action).model().initialObservationTable!;
        return [0, 1].map((state) => entryAt(shown, state, 0));
      };
      expect(table('listen')).to.deep.equal([0.7, 0.4]);
      expect(table(1)).to.deep.equal([0.5, 0.5]);
    });

    it('takes true where the states differ that can not be the first', () => {
      const left = write(
        'left.POMDP',
        rooms
          .replace('0.25 0.75', '1 0')
          .replace('O: * : right', 'O: move : right uniform\nO: listen : right'),
      );
      expect(entryAt(first(left, true).model().initialObservationTable!, 0, 0)).to.equal(0.7);
    });
  });

  it('keeps the first observation of a file that states one', () => {
    const own = { ...create(path).model(), initialObservationTable: sparseRows(2, 2, () => [[1, 1]]) };
    const saved = write('first.POMDP', writePomdp(own));
    expect(entryAt(first(saved, true).model().initialObservationTable!, 0, 1)).to.equal(1);
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
