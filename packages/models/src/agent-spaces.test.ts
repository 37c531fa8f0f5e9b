import { expect } from 'chai';
import { agentSpaces } from './agent-spaces.js';
import { finiteModel } from './finite-model.js';
import { ModelEnvironment } from './model-environment.js';
import { modelProblems } from './check-model.js';

const two = { kind: 'discrete', size: 2, labels: ['left', 'right'] } as const;
const three = { kind: 'discrete', size: 3 } as const;
const one = { kind: 'discrete', size: 1 } as const;

/** Two agents with 2 and 3 actions, and 1 and 2 observations. */
const model = finiteModel({
  states: 1,
  actions: 6,
  observations: 2,
  agents: [
    { actions: two, observations: one },
    { actions: three, observations: two },
  ],
  transition: () => [[0, 1]],
  observation: () => [[0, 1]],
  reward: () => 0,
  start: [[0, 1]],
});

describe('agentSpaces', () => {
  it('has the entries of tuples, and `nothing yet` for each agent', () => {
    const spaces = agentSpaces(new ModelEnvironment(model));
    expect(spaces.map(({ actionSpace }) => actionSpace.size)).to.deep.equal([2, 3]);
    expect(spaces.map(({ observationSpace }) => observationSpace.labels)).to.deep.equal([
      ['0', 'nothing yet'],
      ['left', 'right', 'nothing yet'],
    ]);
  });

  it('has the entries alone where the model says what is seen first', () => {
    const first = { ...model, initialObservationTable: model.observationTables[0]! };
    const spaces = agentSpaces(new ModelEnvironment(first));
    expect(spaces.map(({ observationSpace }) => observationSpace.size)).to.deep.equal([1, 2]);
  });

  it('refuses spaces without factors', () => {
    const spaces = { observationSpace: two, actionSpace: two };
    expect(() => agentSpaces(spaces))
      .to.throw('one factor an agent')
      .with.property('name', 'InputError');
  });
});

describe('agents of a model', () => {
  it('name its joint actions and observations', () => {
    const { actionSpace, observationSpace } = new ModelEnvironment(model);
    expect(actionSpace.labels).to.deep.equal(['left 0', 'left 1', 'left 2', 'right 0', 'right 1', 'right 2']);
    expect(observationSpace.labels).to.deep.equal(['0 left', '0 right', 'nothing yet']);
  });

  it('are refused where they do not make up the model', () => {
    expect(modelProblems({ ...model, agents: [{ actions: two, observations: one }] })).to.deep.equal([
      'The agents have 2 joint actions, and the model has 6.',
      'The agents have 1 joint observations, and the model has 2.',
    ]);
    const unnamed = [{ actions: { ...two, labels: ['left'] }, observations: one }, model.agents![1]!];
    expect(modelProblems({ ...model, agents: unnamed })).to.deep.equal([
      'Agent 0 has 2 actions and 1 names of them.',
    ]);
  });
});
