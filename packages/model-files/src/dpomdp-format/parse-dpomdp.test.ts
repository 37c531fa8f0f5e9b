import { entryAt } from '@pomdp-gym/numerics';
import { modelProblems } from '@pomdp-gym/models';
import { expect } from 'chai';
import { readModel } from '../read-model.js';
import { parseDpomdp } from './parse-dpomdp.js';

/** Two agents in front of a door that both have to push. */
const door = `# a door
agents: near far
discount: 0.9
values: reward
states: shut open
start: shut
actions:
push wait
2
observations:
2
quiet creak noise
T: * :
identity
T: push 1 : shut :
0.25 0.75
O: * :
uniform
O: push * : open : 1 creak : 1
O: push * : open : 0 * : 0
O: push * : open : 1 quiet : 0
O: push * : open : 1 noise : 0
R: * : * : * : * : -1
R: push * : shut : open : * : 5
R: 3 : open :
1 2 3 4 5 6
7 8 9 10 11 12
`;

const edited = (from: string, to: string) => {
  expect(door, 'the edit is one of the file').to.contain(from);
  return parseDpomdp(door.replace(from, to));
};
const findings = (from: string, to: string) =>
  edited(from, to).diagnostics.map(({ severity, kind, line, column }) => [severity, kind, line, column]);
const sentence = (from: string, to: string) => edited(from, to).diagnostics[0]?.message;

describe('parseDpomdp', () => {
  const { model, diagnostics } = parseDpomdp(door);

  it('reads joint actions and observations, the last agent fastest', () => {
    expect(diagnostics).to.deep.equal([]);
    expect(modelProblems(model!)).to.deep.equal([]);
    expect([model!.states, model!.actions, model!.observations]).to.deep.equal([2, 4, 6]);
    expect(model!.agents!.map(({ name }) => name)).to.deep.equal(['near', 'far']);
    expect(model!.labels.actions).to.deep.equal(['push 0', 'push 1', 'wait 0', 'wait 1']);
    expect(model!.labels.observations!.slice(0, 4)).to.deep.equal([
      '0 quiet',
      '0 creak',
      '0 noise',
      '1 quiet',
    ]);
    expect([...model!.start]).to.deep.equal([1, 0]);
  });

  it('lays later statements over earlier ones', () => {
    expect(entryAt(model!.transitions[1]!, 0, 1)).to.equal(0.75);
    expect(entryAt(model!.transitions[0]!, 0, 0)).to.equal(1);
    expect(entryAt(model!.transitions[1]!, 1, 1)).to.equal(1);
  });

  it('takes a `*` in place of one agent for each of its elements', () => {
    for (const action of [0, 1]) expect(entryAt(model!.observationTables[action]!, 1, 4)).to.equal(1);
    for (const action of [2, 3]) expect(entryAt(model!.observationTables[action]!, 1, 4)).to.equal(1 / 6);
  });

  it('takes a joint index, and rewards by next state and joint observation', () => {
    // Joint action 3 is (wait, 1); it stays in `open`, whose row of rewards is the second one.
    const { values, offsets } = model!.rewards[3]!;
    expect([...values.subarray(offsets![1], offsets![2])]).to.deep.equal([7, 8, 9, 10, 11, 12]);
    expect([...model!.rewards[1]!.values].slice(0, 2)).to.deep.equal([-1, 5]);
  });

  it('turns the sign of costs', () => {
    const { model: paid, values } = edited('values: reward', 'values: cost');
    expect(values).to.equal('cost');
    expect(paid!.rewards[0]!.values[0]).to.equal(1);
  });

  it('reads every form of the start', () => {
    const start = (form: string) => [...(edited('start: shut', form).model?.start ?? [])];
    expect(start('start: 1')).to.deep.equal([0, 1]);
    expect(start('start:\nuniform')).to.deep.equal([0.5, 0.5]);
    expect(start('start:\n0.25 0.75')).to.deep.equal([0.25, 0.75]);
    expect(start('start include: open')).to.deep.equal([0, 1]);
    expect(start('start exclude: open')).to.deep.equal([1, 0]);
  });

  it('is what `readModel` reads where the first part is `agents:`, or the name of the file says so', () => {
    expect(readModel(door, 'door').model.agents).to.have.length(2);
    const later = door.replace('agents: near far\ndiscount: 0.9', 'discount: 0.9\nagents: near far');
    expect(readModel(later, 'door.dpomdp').diagnostics.map(({ message }) => message)).to.deep.equal([
      '`agents:` is due before `discount:`.',
    ]);
  });

  it('reads with a warning what can mean one thing only', () => {
    const read = (from: string, to: string) => {
      const { model: found, diagnostics: beside } = edited(from, to);
      expect(found, to).not.to.equal(undefined);
      return beside.map(({ severity, kind, line }) => `${severity} ${kind} ${line}`);
    };
    expect(read('discount: 0.9\n', '')).to.deep.equal(['warning missing 12']);
    expect(read('values: reward', 'values: rewards')).to.deep.equal(['warning leniency 4']);
    expect(read('T: * :\nidentity', 'T: * : identity')).to.deep.equal(['warning leniency 13']);
    expect(read('T: * :\nidentity', 'T: * : * :\nidentity')).to.deep.equal(['warning leniency 14']);
    expect(read('T: * :\nidentity', 'T: *\nidentity')).to.deep.equal(['warning leniency 13']);
    expect(read('0.25 0.75', '0.25\n0.75')).to.deep.equal(['warning leniency 16']);
    expect(read('0.25 0.75', '0.25 0.75 # a comment')).to.deep.equal(['warning leniency 16']);
    expect(read('0.25 0.75', '0.25 0.7')).to.deep.equal(['warning row-sum 16']);
    expect(read('start: shut', 'start: uniform')).to.deep.equal(['warning leniency 6']);
  });

  it('says what is wrong, with line and column', () => {
    expect(findings('agents: near far', 'agents: 0')).to.deep.include(['error', 'out-of-range', 2, 9]);
    expect(findings('push wait', 'push push')).to.deep.equal([['error', 'repeated', 8, 6]]);
    expect(findings('push wait', 'push 7th')).to.deep.equal([['error', 'syntax', 8, 6]]);
    expect(findings('T: push 1 : shut', 'T: pull 1 : shut')).to.deep.equal([
      ['error', 'unknown-name', 15, 4],
    ]);
    expect(findings('T: push 1 : shut', 'T: push 2 : shut')).to.deep.equal([
      ['error', 'out-of-range', 15, 9],
    ]);
    expect(findings('T: push 1 : shut', 'T: push : shut')).to.deep.equal([['error', 'wrong-count', 15, 4]]);
    expect(findings('0.25 0.75', '0.25 0.75 1')).to.deep.include(['error', 'wrong-count', 15, 1]);
    expect(findings('0.25 0.75', '0.25 x')).to.deep.equal([['error', 'syntax', 16, 6]]);
    expect(findings('0.25 0.75', '0.25 0.25')).to.deep.equal([['error', 'row-sum', 16, 1]]);
    expect(findings('0.25 0.75', '0.25 1.75')).to.deep.equal([['error', 'out-of-range', 16, 6]]);
    expect(findings('start: shut\n', '')).to.deep.include(['error', 'missing', 12, 1]);
    expect(findings('creak : 1\n', 'creak 1\n')).to.have.length.above(0);
    expect(findings('R: 3 : open', 'R: 4 : open')).to.deep.equal([['error', 'out-of-range', 25, 4]]);
    expect(findings('* : -1', '* : 1e999')).to.deep.equal([['error', 'out-of-range', 23, 20]]);
    expect(findings('O: * :\nuniform', 'O: * :\nidentity')).to.deep.include(['error', 'wrong-count', 18, 1]);
    expect(findings('discount: 0.9', 'discount: 2')).to.deep.equal([['error', 'out-of-range', 3, 11]]);
    expect(findings('discount: 0.9', 'discount: 0.9\ndiscount: 0.9')).to.deep.equal([
      ['error', 'repeated', 4, 1],
    ]);
  });

  it('names the nearest name, and what a joint action is made of', () => {
    expect(sentence('T: push 1 : shut', 'T: puch 1 : shut')).to.equal(
      'There is no action of agent near `puch`. Did you mean `push`?',
    );
    expect(sentence('T: push 1 : shut', 'T: push : shut')).to.equal(
      'A joint action is one action an agent (2, one an agent), or one joint index, or `*`; here are 1 words.',
    );
    expect(sentence('values:', 'vlaues:')).to.equal(
      '`vlaues:` begins no part of a model; did you mean `values:`?',
    );
  });

  it('lists rewards that can never be collected', () => {
    const { unattainable } = edited('R: 3 : open :', 'R: push * : open : shut : * : 9\nR: 3 : open :');
    expect(unattainable).to.deep.equal([
      {
        line: 25,
        column: 1,
        message:
          'The reward 9 of `R: push 0 : open : shut : *` can never be collected: all that it names has probability 0.',
      },
    ]);
  });
});
