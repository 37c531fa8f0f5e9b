import 'reflect-metadata';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isInputError } from '@pomdp-gym/contracts';
import { parseReference, parseStudy, readStudy } from '@pomdp-gym/experiment';
import { checkedLine, readCheckedLine, ResultsFolder } from '@pomdp-gym/experiment/node';
import { parseModel } from '@pomdp-gym/model-files';
import { parseGraphFile, planningModel, readPolicy } from '@pomdp-gym/planning';
import { tiger } from '@pomdp-gym/environment-tiger';
import { expect } from 'chai';
import { WorkCounter } from './work-counter.test.support.js';

/** Ten times the input takes at most so many times the work: linear, with room for what grows by a logarithm. */
const MOST = 15;
const SMALL = 200;

const list = (count: number, item: (index: number) => string, separator = ' ') =>
  Array.from({ length: count }, (_, index) => item(index)).join(separator);

const HEAD = 'discount: .9 values: reward actions: 2 observations: 1\n';

const pomdpFiles: Record<string, (n: number) => string> = {
  'names of states': (n) => `${HEAD}states: ${list(n, (i) => `s${i}`)}\nT: * identity\nO: * uniform\n`,
  'names listed twice': (n) => `${HEAD}states: ${list(n, () => 's')}\n`,
  'names with commas on lines of their own': (n) => `${HEAD}states: ${list(n, (i) => `s${i},`, '\n')}\n`,
  entries: (n) => `${HEAD}states: ${n}\nO: * uniform\n${list(n, (i) => `T: * : ${i} : ${i} 1`, '\n')}\n`,
  'entries over others': (n) =>
    `${HEAD}states: 2\nO: * uniform\nT: * identity\n${list(n, () => 'T: 0 : 0 : 0 1', '\n')}\n`,
  'rewards by name': (n) =>
    `${HEAD}states: ${list(n, (i) => `s${i}`)}\nT: * identity\nO: * uniform\n${list(n, (i) => `R: * : s${i} : * : * ${i}`, '\n')}\n`,
  'unknown names': (n) =>
    `${HEAD}states: ${list(50, (i) => `s${i}`)}\n${list(n, (i) => `T: * : x${i} : 0 1`, '\n')}\n`,
  'unknown headings': (n) => list(n, (i) => `heading ${i}: 1`, '\n'),
  blanks: (n) => ' '.repeat(100 * n),
  comments: (n) => `${HEAD}${list(n, (i) => `#@pomdp-gym terminal [${i}]`, '\n')}\n`,
};

const TEAM = 'agents: 2\ndiscount: .9\nvalues: reward\n';
const TEAM_PARTS =
  'start:\nuniform\nactions:\n2\n2\nobservations:\n1\n1\nT: * :\nidentity\nO: * :\nuniform\n';

const dpomdpFiles: Record<string, (n: number) => string> = {
  'names of states': (n) => `${TEAM}states: ${list(n, (i) => `s${i}`)}\n${TEAM_PARTS}`,
  agents: (n) =>
    `agents: ${n / 10}\nstates: 2\nstart: 0\nactions:\n${list(n / 10, () => '1', '\n')}\nobservations:\n${list(n / 10, () => '1', '\n')}\n`,
  entries: (n) => `${TEAM}states: ${n}\n${TEAM_PARTS}${list(n, (i) => `T: * 0 : ${i} : ${i} : 1`, '\n')}\n`,
  'a matrix': (n) => `${TEAM}states: ${n}\n${TEAM_PARTS}R: * : * :\n${list(n, (i) => String(i), '\n')}\n`,
  'rewards by name': (n) =>
    `${TEAM}states: ${list(n, (i) => `s${i}`)}\n${TEAM_PARTS}${list(n, (i) => `R: 0 * : s${i} : * : * : ${i}`, '\n')}\n`,
  'unknown names': (n) =>
    `${TEAM}states: ${list(50, (i) => `s${i}`)}\n${TEAM_PARTS}${list(n, (i) => `T: * : x${i} : 0 : 1`, '\n')}\n`,
  'unknown headings': (n) => `agents: 2\n${list(n, (i) => `heading ${i}: 1`, '\n')}`,
  comments: (n) => `agents: 2\n${list(n, (i) => `#@pomdp-gym terminal [${i}]`, '\n')}\n`,
};

const variable = (name: string, values: string) =>
  `<StateVar vnamePrev="${name}_0" vnameCurr="${name}_1">${values}</StateVar>`;
const table = (name: string, parents: string, entries: string, type = 'TBL') =>
  `<CondProb><Var>${name}</Var><Parent>${parents}</Parent><Parameter type="${type}">${entries}</Parameter></CondProb>`;
const entry = (instance: string, numbers: string, what = 'ProbTable') =>
  `<Entry><Instance>${instance}</Instance><${what}>${numbers}</${what}></Entry>`;

/** One state variable of some values; what is not given stays as it is, or rests on others. */
function pomdpx(
  values: string,
  { moves = entry('- -', 'identity'), rewards = '', type = 'TBL' } = {},
): string {
  return `<pomdpx version="1.0"><Discount>0.9</Discount><Variable>${variable('s', values)}
<ObsVar vname="o"><NumValues>1</NumValues></ObsVar><ActionVar vname="a"><NumValues>1</NumValues></ActionVar>
<RewardVar vname="r"/></Variable><InitialStateBelief>${table('s_0', 'null', entry('-', 'uniform'))}</InitialStateBelief>
<StateTransitionFunction>${table('s_1', 's_0', moves)}</StateTransitionFunction>
<ObsFunction>${table('o', 's_1', entry('* -', 'uniform'))}</ObsFunction><RewardFunction><Func><Var>r</Var>
<Parent>s_0</Parent><Parameter type="${type}">${rewards}</Parameter></Func></RewardFunction></pomdpx>`;
}

const count = (n: number) => `<NumValues>${n}</NumValues>`;
const template = (id: number, inside: string) => `<SubDAGTemplate id="t${id}">${inside}</SubDAGTemplate>`;
const use = (id: number) => `<SubDAG type="template" idref="t${id}"/>`;
const twice = (id: number) =>
  `<Node var="s_0"><Edge val="0">${use(id)}</Edge><Edge val="1">${use(id)}</Edge></Node>`;

const pomdpxFiles: Record<string, (n: number) => string> = {
  'values by name': (n) => pomdpx(`<ValueEnum>${list(n, (i) => `v${i}`)}</ValueEnum>`),
  'an identity over all values': (n) => pomdpx(count(n)),
  entries: (n) => pomdpx(count(n), { moves: list(n, (i) => entry(`${i} ${(i + 1) % n}`, '1')) }),
  'a reward for each value': (n) =>
    pomdpx(count(n), { rewards: list(n, (i) => entry(`${i}`, `${i}`, 'ValueTable')) }),
  'unknown values': (n) => pomdpx(count(100), { moves: list(n, (i) => entry(`x${i} 1`, '1')) }),
  'templates in a row': (n) =>
    pomdpx(count(2), {
      type: 'DD',
      rewards: `<DAG>${use(0)}</DAG>${list(n, (i) => template(i, use(i + 1)))}`,
    }),
  'templates that each name the next twice': (n) =>
    pomdpx(count(2), {
      type: 'DD',
      rewards: `<DAG>${use(0)}</DAG>${list(n / 2, (i) => template(i, twice(i + 1)))}`,
    }),
  variables: (n) =>
    pomdpx(
      `${count(2)}</StateVar>${list(n, (i) => variable(`x${i}`, count(1)))}<StateVar vnamePrev="y" vnameCurr="z">${count(1)}`,
    ),
  'opening brackets': (n) => '<'.repeat(10 * n),
  'a bare ampersand': (n) =>
    `<pomdpx><Description>${'&amp; '.repeat(n)} & ${'x; '.repeat(n)}</Description></pomdpx>`,
  'unclosed elements': (n) => '<a>'.repeat(n),
};

const studies: Record<string, (n: number) => string> = {
  'unknown keys': (n) =>
    `environments: [Tiger-v0]\nagents: [{policy: uniform}]\n${list(n, (i) => `k${i}: 1`, '\n')}\n`,
  'agents that are wrong': (n) =>
    `environments: [Tiger-v0]\nagents:\n${list(n, () => '  - {policy: uniform, bad: 1}', '\n')}\n`,
  'environments of one name': (n) =>
    `environments: [${list(n, () => 'Tiger-v0', ', ')}]\nagents: [{policy: uniform}]\n`,
  'a list of seeds': (n) =>
    `environments: [Tiger-v0]\nagents: [{policy: uniform}]\nseeds: [${list(n, String, ', ')}]\n`,
  'a count of seeds': (n) => `environments: [Tiger-v0]\nagents: [{policy: uniform}]\nseeds: ${100 * n}\n`,
};

/** A line of results of a run. */
const record = {
  ...{ run: 0, environment: 'Tiger-v0', agent: 'uniform', seed: 1, status: 'finished' },
  ...{ averageReward: -45.5, exact: true, halfWidth: 0, evaluationSteps: 0, fractionOfOptimum: null },
  ...{ steps: 0, ended: 'finished', moved: null, iterates: 0, probes: 0, theta: null },
  ...{ curve: [], bounds: null, error: null },
};

describe('ten times the input takes at most fifteen times the work', () => {
  const home = mkdtempSync(join(tmpdir(), 'pomdp-gym-growth-'));
  const counter = new WorkCounter();
  before(() => counter.start());
  after(() => {
    counter.stop();
    rmSync(home, { recursive: true });
  });
  const plan = planningModel(tiger.create(tiger.options.parse({})).model());
  const read = (work: () => unknown) => () => {
    try {
      work();
    } catch (error) {
      if (!isInputError(error)) throw error;
    }
  };

  /** The most of three counts, after a call that loads and compiles: V8 leaves out blocks of code it has just compiled anew. */
  async function mostWork(work: () => unknown): Promise<number> {
    work();
    let most = 0;
    for (let i = 0; i < 3; i++) most = Math.max(most, await counter.count(work));
    return most;
  }

  function holds(what: string, work: (n: number) => () => unknown): void {
    it(what, async () => {
      const few = await mostWork(work(SMALL));
      const many = await mostWork(work(10 * SMALL));
      expect(few).to.be.above(0);
      expect(many / few, `${few} blocks, then ${many}`).to.be.at.most(MOST);
    });
  }

  for (const [what, text] of Object.entries(pomdpFiles)) {
    holds(`.POMDP: ${what}`, (n) => {
      const file = text(n);
      return () => parseModel(file);
    });
  }
  for (const [what, text] of Object.entries(dpomdpFiles)) {
    holds(`.dpomdp: ${what}`, (n) => {
      const file = text(n);
      return () => parseModel(file);
    });
  }
  for (const [what, text] of Object.entries(pomdpxFiles)) {
    holds(`.pomdpx: ${what}`, (n) => {
      const file = text(n);
      return () => parseModel(file);
    });
  }
  for (const [what, text] of Object.entries(studies)) {
    holds(`studies: ${what}`, (n) => {
      const file = text(n);
      return read(() => readStudy(file, 'study.yaml'));
    });
  }
  holds('options in a line', (n) => {
    const line = `Tiger-v0:${list(n, (i) => `k${i}=[${i},1]`, ',')}`;
    return () => parseReference(line);
  });
  const inOptions: Record<string, (n: number) => string> = {
    'keys of one value': (n) => `{${list(n, (i) => `k${i}: ${i}`, ', ')}}`,
    'a key given twice in one value': (n) => `{${list(n, () => 'k: 1', ', ')}}`,
    'a list in one value': (n) => `[${list(n, String, ', ')}]`,
    'aliases in one value': (n) => `[&a 1, ${list(n, () => '*a', ', ')}]`,
    'brackets that close nothing': (n) => ']'.repeat(n),
    'brackets in one another': (n) => `${'['.repeat(n)}${']'.repeat(n)}`,
  };
  for (const [what, value] of Object.entries(inOptions)) {
    holds(`options: ${what}`, (n) => {
      const line = `Tiger-v0:a=${value(n)}`;
      return read(() => parseReference(line));
    });
  }
  holds('lines of results', (n) => {
    const path = join(home, String(n));
    const study = parseStudy({ environments: ['Tiger-v0'], agents: [{ policy: 'uniform' }], seeds: n });
    const provenance = { versions: {}, build: 'none', plugins: [], files: {} };
    ResultsFolder.open(path, study, provenance, () => 'here');
    const lines = Array.from({ length: n }, (_, run) => checkedLine({ ...record, run, seed: run }, 'here'));
    writeFileSync(join(path, 'runs.jsonl'), `${lines.join('\n')}\n`);
    return () => expect(ResultsFolder.open(path, study, provenance, () => 'here').records.size).to.equal(n);
  });
  holds('a long line of results', (n) => {
    const curve = Array.from({ length: n }, (_, i) => [i, 0.5]);
    const text = checkedLine({ ...record, curve }, 'here');
    return () => expect(readCheckedLine(text)).to.have.property('value');
  });
  holds('policies: α-vectors', (n) => {
    const file = list(n, (i) => `${i % 3}\n${i} 1\n`, '\n');
    return () => readPolicy(file, 'p', plan);
  });
  holds('policies: XML', (n) => {
    const vectors = list(n, (i) => `<Vector action="${i % 3}" obsValue="0">${i} 1</Vector>`);
    const file = `<Policy><AlphaVector vectorLength="2" numObsValue="1" numVectors="${n}">${vectors}</AlphaVector></Policy>`;
    return () => readPolicy(file, 'p', plan);
  });
  holds('policies: a graph', (n) => {
    const file = list(n, (i) => `${i} 0 ${(i + 1) % n} ${i}`, '\n');
    return () => parseGraphFile(`#@pomdp-gym start -1 0\n${file}`, 'p', plan);
  });
});
