import 'reflect-metadata';
import { expect } from 'chai';
import { shippedRegistry } from '../shipped-registry.js';
import { readParts, writeParts } from './recipe-parts.js';

describe('The parts of a recipe', () => {
  it('are written as they are read, recipes among their options too', async () => {
    const registry = await shippedRegistry();
    const texts = {
      environment: 'Tiger-v0:accuracy=0.9+TimeLimit:steps=20',
      agent: 'softmax+gpomdp:beta=0.5+restarts:optimizer=(conjpomdp:maxIterations=5),starts=2',
    };
    const { parts, problems } = readParts(texts, registry);
    expect(problems).to.deep.equal([]);
    expect(parts?.wrappers).to.deep.equal([{ id: 'TimeLimit', options: { steps: 20 } }]);
    expect(parts && writeParts(parts)).to.deep.equal(texts);
  });

  it('have their problems by part and option, within recipes too, and for parts that are unknown', async () => {
    const registry = await shippedRegistry();
    const { problems } = readParts(
      {
        environment: 'Tigre-v0+TimeLimit:steps=no',
        agent: 'softmax+gpomdp+restarts:optimizer=(conjpomdp:maxIterations=-1)',
      },
      registry,
    );
    expect(problems.map(({ place, path }) => [place, ...path])).to.deep.equal([
      ['environment'],
      ['wrapper 0', 'steps'],
      ['optimizer', 'optimizer', 'options', 'maxIterations'],
    ]);
    expect(problems[0]!.message).to.contain('Tiger-v0');
  });

  it('are absent where a text cannot be read', async () => {
    const registry = await shippedRegistry();
    const agent = 'softmax+nobody';
    expect(readParts({ environment: 'Tiger-v0', agent }, registry)).to.deep.equal({
      parts: null,
      problems: [],
    });
  });
});
