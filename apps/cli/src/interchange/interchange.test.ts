import 'reflect-metadata';
import type { FiniteModel } from '@pomdp-gym/contracts';
import { parsePomdpx, writePomdp, writePomdpx } from '@pomdp-gym/model-files';
import { finiteModel } from '@pomdp-gym/models';
import {
  alphaFile,
  AlphaVectorPolicy,
  denseVectors,
  graphFile,
  policyGraph,
  policyXml,
  readPolicy,
} from '@pomdp-gym/planning';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { meters } from '../clock.js';
import { openRegistry } from '../open-registry.js';
import { runSolver } from '@pomdp-gym/solving';
import { expectTables } from './model-tables.test.support.js';
import { randomModelOf } from './random-models.test.support.js';
import {
  readAlphaAsZmdp,
  readStrictAlpha,
  readStrictGraph,
  readStrictPolicy,
} from './strict-policies.test.support.js';
import { readStrictPomdp } from './strict-pomdp.test.support.js';
import { readStrictPomdpx } from './strict-pomdpx.test.support.js';

/** Models with more states take the strict readers, which fill whole tables, too long. */
const MOST_STATES = 300;
const RANDOM_MODELS = 200;

/** Two rooms that are seen and a lamp that is not; moving is sure, and the lamp may be looked at in one room. */
const ROOMS = `<?xml version="1.0"?>
<pomdpx version="1.0" id="rooms">
<Description>rooms</Description><Discount>0.9</Discount>
<Variable>
<StateVar vnamePrev="lamp_0" vnameCurr="lamp_1" fullyObs="false"><ValueEnum>on off</ValueEnum></StateVar>
<StateVar vnamePrev="room_0" vnameCurr="room_1" fullyObs="true"><ValueEnum>east west over</ValueEnum></StateVar>
<ObsVar vname="seen"><ValueEnum>bright dark</ValueEnum></ObsVar>
<ActionVar vname="act"><ValueEnum>stay move bet</ValueEnum></ActionVar>
<RewardVar vname="r"/>
</Variable>
<InitialStateBelief>
<CondProb><Var>lamp_0</Var><Parent>null</Parent><Parameter><Entry><Instance>-</Instance><ProbTable>uniform</ProbTable></Entry></Parameter></CondProb>
<CondProb><Var>room_0</Var><Parent>null</Parent><Parameter><Entry><Instance>-</Instance><ProbTable>1 0 0</ProbTable></Entry></Parameter></CondProb>
</InitialStateBelief>
<StateTransitionFunction>
<CondProb><Var>lamp_1</Var><Parent>lamp_0</Parent><Parameter><Entry><Instance>- -</Instance><ProbTable>identity</ProbTable></Entry></Parameter></CondProb>
<CondProb><Var>room_1</Var><Parent>act room_0</Parent><Parameter>
<Entry><Instance>stay - -</Instance><ProbTable>identity</ProbTable></Entry>
<Entry><Instance>move - -</Instance><ProbTable>0 1 0 1 0 0 0 0 1</ProbTable></Entry>
<Entry><Instance>bet - -</Instance><ProbTable>0 0 1 0 0 1 0 0 1</ProbTable></Entry>
</Parameter></CondProb>
</StateTransitionFunction>
<ObsFunction><CondProb><Var>seen</Var><Parent>lamp_1 room_1</Parent><Parameter>
<Entry><Instance>* * -</Instance><ProbTable>0.5 0.5</ProbTable></Entry>
<Entry><Instance>on west -</Instance><ProbTable>0.8 0.2</ProbTable></Entry>
<Entry><Instance>off west -</Instance><ProbTable>0.2 0.8</ProbTable></Entry>
</Parameter></CondProb></ObsFunction>
<RewardFunction><Func><Var>r</Var><Parent>act lamp_0 room_0</Parent><Parameter>
<Entry><Instance>bet on east</Instance><ValueTable>10</ValueTable></Entry>
<Entry><Instance>bet off east</Instance><ValueTable>-20</ValueTable></Entry>
<Entry><Instance>bet * west</Instance><ValueTable>-20</ValueTable></Entry>
<Entry><Instance>move * east</Instance><ValueTable>-1</ValueTable></Entry>
</Parameter></Func></RewardFunction>
</pomdpx>`;

describe('what other programs read', function () {
  this.timeout(240_000);
  let registry: Registry;
  const models = new Map<string, FiniteModel>();

  before(async () => {
    registry = await openRegistry([], process.cwd());
    for (const { spec } of registry.list('environment')) {
      if (spec.id === 'File' || spec.id === 'Gymnasium') continue;
      const model = registry.create('environment', { id: spec.id, options: {} }).model?.();
      if (model && model.states <= MOST_STATES)
        models.set(spec.id, { ...model, discount: model.discount ?? 0.9 });
    }
    for (let seed = 1; seed <= RANDOM_MODELS; seed++) models.set(`random ${seed}`, randomModelOf(seed));
  });

  const policyFor = async (model: FiniteModel): Promise<AlphaVectorPolicy> => {
    const solver = registry.create('solver', { id: 'sarsop', options: {} });
    const limits = { seconds: Infinity, megabytes: Infinity, work: 150 };
    const { policy } = await runSolver(solver, model, { limits, meters });
    if (policy instanceof AlphaVectorPolicy) return policy;
    throw new Error('SARSOP returns α-vectors.');
  };

  it('there are built-in models among what is tried', () => {
    expect([...models.keys()]).to.include.members(['Tiger-v0', 'TMaze-v0', 'Hallway-v0', 'CheeseMaze-v0']);
  });

  it('.POMDP, by the grammar that pomdp-solve, APPL and zmdp share, holds every number of the model', () => {
    for (const [name, model] of models) {
      for (const values of ['reward', 'cost'] as const) {
        const text = writePomdp(model, { values });
        try {
          expectTables(readStrictPomdp(text), model);
        } catch (error) {
          throw new Error(`${name} as ${values}`, { cause: error });
        }
      }
    }
  });

  it('.pomdpx, by the rules of APPL’s reader, holds every number of the model', () => {
    for (const [name, model] of models) {
      try {
        expectTables(readStrictPomdpx(writePomdpx(model)), model);
      } catch (error) {
        throw new Error(name, { cause: error });
      }
    }
  });

  it('.alpha and .policy are read alike by pomdp-solve, zmdp and APPL, and back', async () => {
    for (const [name, model] of models) {
      const policy = await policyFor(model);
      const dense = Array.from(denseVectors(policy), ({ action, values }) => ({
        ...{ action, seen: 0, values: Array.from(values, (value) => value + 0) },
      }));
      const alpha = [...alphaFile(policy)].join('');
      const xml = [...policyXml(policy, `${name} <"&">`)].join('');
      expect(readStrictAlpha(alpha, model.states), name).to.deep.equal(dense);
      expect(readAlphaAsZmdp(alpha, model.states), name).to.deep.equal(dense);
      expect(readStrictPolicy(xml, model.states, 1), name).to.deep.equal(dense);
      const again = readPolicy([xml], name, policy.model);
      expect(valueOfStart(again), name).to.equal(valueOfStart(policy));
    }
  });

  it('.pg is read by the documentation of pomdp-solve where nothing is seen before the first action', async () => {
    let read = 0;
    for (const [name, model] of models) {
      const policy = await policyFor(model);
      const graph = policyGraph(policy, 500);
      if (!graph || graph.start.size > 1) continue;
      const nodes = readStrictGraph([...graphFile(graph, model.observations)].join(''), model.observations);
      expect(nodes.length, name).to.be.at.least(graph.nodes.length);
      expect(nodes.every(([, action]) => action! < model.actions)).to.equal(true);
      read++;
    }
    expect(read).to.be.greaterThan(RANDOM_MODELS / 2);
  });

  it('a policy for a factored file has vectors for each value of the observed variable, as APPL numbers them', async () => {
    const { model, diagnostics } = parsePomdpx(ROOMS);
    expect(diagnostics).to.deep.equal([]);
    expect(model!.mixed).to.deep.equal({
      ...{ seenValues: 3, hiddenValues: 2 },
      // States are (lamp, room), the last fastest: (on, east), (on, west), (on, over), (off, east) …
      seen: Int32Array.of(0, 1, 2, 0, 1, 2),
      hidden: Int32Array.of(0, 0, 0, 1, 1, 1),
    });
    const policy = await policyFor(model!);
    const xml = [...policyXml(policy, 'rooms')].join('');
    const vectors = readStrictPolicy(xml, 2, 3);
    const again = readPolicy([xml], 'rooms.policy', policy.model);
    expect(valueOfStart(again)).to.equal(valueOfStart(policy));
    // From the east the best vector for an even belief is worth what the policy is.
    const best = Math.max(
      ...vectors.filter(({ seen }) => seen === 0).map(({ values: [on, off] }) => (on! + off!) / 2),
    );
    expect(best).to.be.closeTo(valueOfStart(policy), 1e-12);
    const over = vectors.filter(({ seen }) => seen === 2);
    expect(over, 'nothing is earned when it is over').to.deep.equal([{ action: 0, seen: 2, values: [0, 0] }]);
  });

  it('the strict readers take nothing else', () => {
    const model = finiteModel({
      states: 2,
      actions: 1,
      observations: 2,
      transition: (state) => [[state, 1]],
      observation: (_action, next) => [[next, 1]],
      reward: () => 1,
      start: [[0, 1]],
      discount: 0.5,
    });
    const pomdp = writePomdp(model);
    for (const wrong of [
      pomdp.replace(/^O:[^]*?(?=\n\n)/m, 'O: * identity'),
      pomdp.replace('discount: 0.5\n', ''),
      pomdp.replace(/ 1\n$/, ' 1000000000000\n'),
    ]) {
      expect(wrong).not.to.equal(pomdp);
      expect(() => readStrictPomdp(wrong), wrong).to.throw();
    }
    const pomdpx = writePomdpx(model);
    for (const wrong of [
      pomdpx.replace(/<Description>[^<]*/, '<Description>'),
      pomdpx.replace(/<Discount>.*\n/, ''),
      pomdpx.replace('identity', 'uniform'),
      pomdpx.replace('<Description>', '<?pomdp-gym a > b ?><Description>'),
    ]) {
      expect(wrong).not.to.equal(pomdpx);
      expect(() => readStrictPomdpx(wrong), wrong).to.throw();
    }
    for (const wrong of ['0\n1', '# vectors\n0\n1 2', '-1\n1 2', '0\n1 nan'])
      expect(() => readStrictAlpha(wrong, 2), wrong).to.throw();
    expect(() => readAlphaAsZmdp('0\n1 2\n', 2)).to.throw();
    for (const wrong of ['0 0 - 0\n', '1 0 0 0\n', '0 0 0\n', '0 0 0 1\n'])
      expect(() => readStrictGraph(wrong, 2), wrong).to.throw();
    const policy =
      '<?xml version="1.0"?>\n<Policy type="value" model="m">\n<AlphaVector vectorLength="2" numObsValue="1" numVectors="1">\n<Vector action="0" obsValue="0">1 2 </Vector>\n</AlphaVector>\n</Policy>\n';
    expect(readStrictPolicy(policy, 2, 1)).to.have.length(1);
    for (const [from, to] of [
      ['2 </V', '2</V'],
      ['"m"', '""'],
      ['Vector action', 'SparseVector action'],
      ['obsValue="0"', 'obsValue="1"'],
      ['1 2 ', '1 2 3 '],
    ])
      expect(() => readStrictPolicy(policy.replace(from!, to!), 2, 1), to).to.throw();
  });
});

/** What the best vectors promise at the start. */
function valueOfStart(policy: AlphaVectorPolicy): number {
  return policy.model.roots.reduce((sum, { observation, probability }) => {
    policy.belief.begin(observation);
    const best = policy.best();
    return sum + (best ? probability * policy.value(best) : 0);
  }, 0);
}
