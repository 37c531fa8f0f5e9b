import type { FiniteModel } from '@pomdp-gym/contracts';
import { compareModels, finiteModel, modelProblems } from '@pomdp-gym/models';
import { entryAt } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { parsePomdpx, type PomdpxOptions } from './parse-pomdpx.js';

/** A rover on three places in a row, a rock at the first, the exit at the third: two state variables, one of them seen. */
const VARIABLES = `
<Variable>
  <StateVar vnamePrev="rover_0" vnameCurr="rover_1" fullyObs="true"><NumValues>3</NumValues></StateVar>
  <StateVar vnamePrev="rock_0" vnameCurr="rock_1"><ValueEnum>good bad</ValueEnum></StateVar>
  <ObsVar vname="sensor"><ValueEnum>ogood obad</ValueEnum></ObsVar>
  <ActionVar vname="act"><ValueEnum>west east check sample</ValueEnum></ActionVar>
  <RewardVar vname="gain"/>
</Variable>`;

const entry = (instance: string, table: string) =>
  `<Entry><Instance>${instance}</Instance><ProbTable>${table}</ProbTable></Entry>`;
const value = (instance: string, table: string) =>
  `<Entry><Instance>${instance}</Instance><ValueTable>${table}</ValueTable></Entry>`;
const given = (variable: string, parents: string, parameter: string, type = 'TBL') =>
  `<CondProb><Var>${variable}</Var><Parent>${parents}</Parent><Parameter type="${type}">${parameter}</Parameter></CondProb>`;

const START = `${given('rover_0', 'null', entry('-', '0 1 0'))}${given('rock_0', 'null', entry('-', 'uniform'))}`;

const ROVER_TABLE = [
  entry('west s0 s2', '1'),
  entry('west s1 s0', '1'),
  entry('east s0 s1', '1'),
  entry('east s1 s2', '1'),
  entry('check - -', 'identity'),
  entry('sample s0 s0', '1'),
  entry('sample s1 s2', '1'),
  entry('* s2 *', '0'),
  entry('* s2 s2', '1'),
].join('\n');

const ROCK_TABLE = [entry('* * - -', '1 0 0 1'), entry('sample s0 * -', '0 1')].join('\n');

const SENSOR_TABLE = [
  entry('* * * -', '1 0'),
  entry('check s0 - -', 'identity'),
  entry('check s1 - -', '0.8 0.2 0.2 0.8'),
].join('\n');

const GAIN_TABLE = [
  value('east s1 *', '10'),
  value('west s0 *', '-100'),
  value('sample s1 *', '-100'),
  value('sample s0 -', '10 -10'),
].join('\n');

interface Parts {
  readonly variables?: string;
  readonly start?: string;
  readonly rover?: string;
  readonly rock?: string;
  readonly sensor?: string;
  readonly gain?: string;
  readonly type?: string;
  readonly discount?: string;
}

const document = ({
  variables = VARIABLES,
  start = START,
  rover = ROVER_TABLE,
  rock = ROCK_TABLE,
  sensor = SENSOR_TABLE,
  gain = GAIN_TABLE,
  type = 'TBL',
  discount = '<Discount>0.95</Discount>',
}: Parts = {}) => `<?xml version="1.0" encoding="ISO-8859-1"?>
<pomdpx version="1.0" id="rover">
<Description>A small world</Description>
${discount}
${variables}
<InitialStateBelief>${start}</InitialStateBelief>
<StateTransitionFunction>
${given('rover_1', 'act rover_0', rover, type)}
${given('rock_1', 'act rover_0 rock_0', rock, type)}
</StateTransitionFunction>
<ObsFunction>${given('sensor', 'act rover_1 rock_1', sensor, type)}</ObsFunction>
<RewardFunction><Func><Var>gain</Var><Parent>act rover_0 rock_0</Parent><Parameter type="${type}">
${gain}
</Parameter></Func></RewardFunction>
</pomdpx>`;

/** The same world written down by hand: state = 2 · place + (0 good, 1 bad), observation = 2 · place + (0 good, 1 bad). */
function rover(): FiniteModel {
  const moves = [
    [2, 0, 2],
    [1, 2, 2],
    [0, 1, 2],
    [0, 2, 2],
  ];
  return finiteModel({
    states: 6,
    actions: 4,
    observations: 6,
    transition: (state, action) => {
      const place = state >> 1;
      const rock = action === 3 && place === 0 ? 1 : state & 1;
      return [[2 * moves[action]![place]! + rock, 1]];
    },
    observation: (action, next) => {
      const place = next >> 1;
      const rock = next & 1;
      const accuracy = action !== 2 || place === 2 ? undefined : place === 0 ? 1 : 0.8;
      const seen = accuracy === undefined ? 0 : rock;
      return [
        [2 * place + seen, accuracy ?? 1],
        [2 * place + 1 - seen, 1 - (accuracy ?? 1)],
      ];
    },
    reward: (state, action) => {
      const place = state >> 1;
      if (action === 3) return place === 1 ? -100 : place === 0 ? (state & 1 ? -10 : 10) : 0;
      return place === 1 && action === 1 ? 10 : place === 0 && action === 0 ? -100 : 0;
    },
    start: [
      [2, 0.5],
      [3, 0.5],
    ],
    discount: 0.95,
  });
}

function read(text: string, options: PomdpxOptions = {}): FiniteModel {
  const { model, diagnostics } = parsePomdpx(text, options);
  expect(diagnostics.map(({ line, message }) => `${line}: ${message}`)).to.deep.equal([]);
  expect(modelProblems(model!)).to.deep.equal([]);
  return model!;
}

/** 1 − 0.8 is not 0.2 to the last bit. */
const expectRover = (model: FiniteModel) => {
  const differences = compareModels(model, rover());
  for (const difference of Object.values(differences)) expect(difference).to.be.below(1e-15);
  expect(model.discount).to.equal(0.95);
};

const edge = (val: string, inside: string) => `<Edge val="${val}">${inside}</Edge>`;
const node = (name: string, ...edges: string[]) => `<Node var="${name}">${edges.join('')}</Node>`;
const sure = (name: string, val: string) => `<SubDAG type="deterministic" var="${name}" val="${val}"/>`;
const leaf = (number: number) => `<Terminal>${number}</Terminal>`;
const stays = (name: string) => `<SubDAG type="persistent" var="${name}"/>`;
const template = (id: string) => `<SubDAG type="template" idref="${id}"/>`;

const DIAGRAMS: Parts = {
  type: 'DD',
  rover: `<DAG>${node(
    'act',
    edge(
      'west',
      node(
        'rover_0',
        edge('s0', sure('rover_1', 's2')),
        edge('s1', sure('rover_1', 's0')),
        edge('s2', sure('rover_1', 's2')),
      ),
    ),
    edge(
      'east',
      node(
        'rover_0',
        edge('s0', sure('rover_1', 's1')),
        edge('s1', sure('rover_1', 's2')),
        edge('s2', sure('rover_1', 's2')),
      ),
    ),
    edge('check', stays('rover_1')),
    edge(
      'sample',
      node(
        'rover_0',
        edge('s0', stays('rover_1')),
        edge('s1', sure('rover_1', 's2')),
        edge('s2', sure('rover_1', 's2')),
      ),
    ),
  )}</DAG>`,
  rock: `<DAG>${node(
    'act',
    edge('west', stays('rock_1')),
    edge('east', stays('rock_1')),
    edge('check', stays('rock_1')),
    edge(
      'sample',
      node(
        'rover_0',
        edge('s0', sure('rock_1', 'bad')),
        edge('s1', stays('rock_1')),
        edge('s2', stays('rock_1')),
      ),
    ),
  )}</DAG>`,
  sensor: `<DAG>${node(
    'act',
    edge('west', template('good')),
    edge('east', template('good')),
    edge('sample', template('good')),
    edge(
      'check',
      node(
        'rover_1',
        edge(
          's0',
          node('rock_1', edge('good', sure('sensor', 'ogood')), edge('bad', sure('sensor', 'obad'))),
        ),
        edge('s1', template('noisy')),
        edge('s2', template('good')),
      ),
    ),
  )}</DAG><SubDAGTemplate id="good">${sure('sensor', 'ogood')}</SubDAGTemplate>
  <SubDAGTemplate id="noisy">${node(
    'rock_1',
    edge('good', node('sensor', edge('ogood', leaf(0.8)), edge('obad', leaf(0.2)))),
    edge('bad', node('sensor', edge('ogood', leaf(0.2)), edge('obad', leaf(0.8)))),
  )}</SubDAGTemplate>`,
  gain: `<DAG>${node(
    'act',
    edge('west', node('rover_0', edge('s0', leaf(-100)))),
    edge('east', node('rover_0', edge('s0', leaf(0)), edge('s1', leaf(10)))),
    edge('check', leaf(0)),
    edge(
      'sample',
      node(
        'rover_0',
        edge('s0', node('rock_0', edge('good', leaf(10)), edge('bad', leaf(-10)))),
        edge('s1', leaf(-100)),
      ),
    ),
  )}</DAG>`,
};

describe('parsePomdpx', () => {
  it('multiplies tables out', () => {
    const model = read(document());
    expectRover(model);
    expect(model.labels.states).to.deep.equal([
      's0-good',
      's0-bad',
      's1-good',
      's1-bad',
      's2-good',
      's2-bad',
    ]);
    expect(model.labels.observations!.slice(0, 3)).to.deep.equal(['s0-ogood', 's0-obad', 's1-ogood']);
    expect(model.labels.actions).to.deep.equal(['west', 'east', 'check', 'sample']);
    expect(model.mixed, 'the rover is seen, the rock is not').to.deep.equal({
      ...{ seenValues: 3, hiddenValues: 2 },
      seen: Int32Array.of(0, 0, 1, 1, 2, 2),
      hidden: Int32Array.of(0, 1, 0, 1, 0, 1),
    });
  });

  it('multiplies decision diagrams out, with templates and shorthands', () => {
    expectRover(read(document(DIAGRAMS)));
  });

  it('takes the variables that only a diagram mentions for part of it', () => {
    const start = given(
      'rover_0',
      'null',
      `<DAG>${node('rover_0', edge('s0', leaf(0)), edge('s1', '<SubDAG type="uniform" var="rock_0"/>'))}</DAG>`,
      'DD',
    );
    const { model, diagnostics } = parsePomdpx(document({ start }));
    expect(diagnostics.map(({ severity }) => severity)).to.deep.equal(['warning']);
    expectRover(model!);
    const both = start.replace('<Var>rover_0', '<Var>rover_0 rock_0');
    expectRover(read(document({ start: both })));
  });

  it('keeps only states that can be reached, if asked to', () => {
    const sure = START.replace('uniform', '0 1');
    expect(read(document({ start: sure }), { reachable: true }).labels.states).to.deep.equal([
      's1-bad',
      's0-bad',
      's2-bad',
    ]);
    expect(read(document(), { reachable: true }).states).to.equal(6);
  });

  it('leaves out what is seen of the state, if asked to', () => {
    const model = read(document(), { showObserved: false });
    expect(model.mixed).to.equal(undefined);
    expect(model.observations).to.equal(2);
    expect(model.labels.observations).to.deep.equal(['ogood', 'obad']);
    expect(entryAt(model.observationTables[2]!, 3, 1)).to.equal(0.8);
  });

  it('shows seen variables that start at random before the first action', () => {
    const start = START.replace('0 1 0', '0.5 0.5 0');
    const model = read(document({ start }));
    expect(model.observations).to.equal(9);
    expect(model.labels.observations!.slice(6)).to.deep.equal(['s0-first', 's1-first', 's2-first']);
    expect(
      [0, 1, 2, 3].map((state) => entryAt(model.initialObservationTable!, state, 6 + (state >> 1))),
    ).to.deep.equal([1, 1, 1, 1]);
    expect(model.observationTables[0]!.columns).to.equal(9);
  });

  it('adds rewards up, whatever they depend on, and lets a later entry override an earlier one', () => {
    const func = (parents: string, table: string) =>
      `<Func><Var>gain</Var><Parent>${parents}</Parent><Parameter>${table}</Parameter></Func>`;
    const text = document({ gain: '' }).replace(
      '</RewardFunction>',
      `${func('act', value('-', '1 2 3 4'))}${func('rover_1', value('*', '10') + value('s2', '20'))}${func('sensor act', value('obad *', '100') + value('obad west', '0'))}</RewardFunction>`,
    );
    const model = read(text);
    const { values, offsets } = model.rewards[2]!;
    // check in s1 with a good rock: s1 again, seen good (0.8) or bad (0.2).
    expect([...values.subarray(offsets![2], offsets![3])]).to.deep.equal([13, 113]);
    expect(model.rewards[0]!.values[0]).to.equal(21);
  });

  it('orders variables of one moment that depend on each other, and refuses a circle', () => {
    const follow = (rock: string, rover: string) =>
      document().replace(
        /<StateTransitionFunction>[^]*<\/StateTransitionFunction>/,
        `<StateTransitionFunction>
${given('rock_1', `rover_1${rock}`, entry(rock ? '* * -' : '* -', 'uniform') + entry(rock ? '* s0 -' : 's0 -', '1 0'))}
${given('rover_1', rover, entry(rover === 'rover_0' ? '- -' : '* -', rover === 'rover_0' ? 'identity' : 'uniform'))}
</StateTransitionFunction>`,
      );
    const model = read(follow('', 'rover_0'));
    expect(entryAt(model.transitions[0]!, 1, 0)).to.equal(1);
    expect(entryAt(model.transitions[0]!, 3, 2)).to.equal(0.5);
    const { diagnostics } = parsePomdpx(follow('', 'rock_1'));
    expect(diagnostics.map(({ message }) => message)).to.deep.equal([
      'These variables depend on each other in a circle.',
    ]);
  });

  it('stores successors in the order of the states, in whatever order the variables are drawn', () => {
    const text = document().replace(
      /<StateTransitionFunction>[^]*<\/StateTransitionFunction>/,
      `<StateTransitionFunction>
${given('rover_1', 'rock_1', entry('* -', '0.25 0.25 0.5'))}
${given('rock_1', 'rover_0', entry('* -', 'uniform'))}
</StateTransitionFunction>`,
    );
    const { offsets, indices, values } = read(text).transitions[0]!;
    expect([...indices.subarray(0, offsets[1])]).to.deep.equal([0, 1, 2, 3, 4, 5]);
    expect([...values.subarray(0, offsets[1])]).to.deep.equal([0.125, 0.125, 0.125, 0.125, 0.25, 0.25]);
  });

  it('reads bytes in the encoding they are in', () => {
    const text = document({ variables: VARIABLES.replace('good bad', 'good böse') })
      .replaceAll('rock_0" ', 'rock_0" ')
      .replaceAll('<Edge val="bad">', '<Edge val="böse">');
    const latin = Uint8Array.from(text, (character) => character.charCodeAt(0));
    expect(read(text).labels.states![1]).to.equal('s0-böse');
    expect(parsePomdpx(latin).model).to.deep.equal(parsePomdpx(new TextEncoder().encode(text)).model);
  });
});

describe('diagnostics of parsePomdpx', () => {
  /** Kind, line, column and passage of every error. */
  const errors = (text: string, options: PomdpxOptions = {}) => {
    const { model, diagnostics } = parsePomdpx(text, options);
    const found = diagnostics.filter(({ severity }) => severity === 'error');
    expect(model === undefined).to.equal(found.length > 0);
    return found.map(({ kind, line, text: passage, message }) => `${kind} ${line} ${passage} | ${message}`);
  };
  const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

  it('broken XML, with its place', () => {
    const [first] = parsePomdpx(document().replace('</Description>', '')).diagnostics;
    expect(first).to.include({ kind: 'syntax', severity: 'error' });
    expect(first!.message).to.match(/^This is not well-formed XML: /);
    expect(errors('')).to.have.length(1);
    expect(errors('<pomdpx>')).to.have.length.greaterThan(0);
    expect(errors('<model/>').at(-1)).to.contain('A model is one <pomdpx> element, not <model>.');
  });

  it('a bare & at its own place, whatever the parser makes of it', () => {
    const described = (text: string) => document().replace('A small world', text);
    const { diagnostics } = parsePomdpx(described('Rock & rover'));
    expect(diagnostics.map(({ line, column, message }) => [line, column, message])).to.deep.equal([
      [
        3,
        19,
        'This is not well-formed XML: a `&` begins a reference such as `&lt;`; the character itself is written `&amp;`.',
      ],
    ]);
    expect(errors(described('Rock &amp; rover<!-- & --><![CDATA[ & ]]> &#38;'))).to.deep.equal([]);
    expect(errors(described('&copy; <!-- & -->')).join()).to.contain('undefined entity');
  });

  it('the first faults of broken XML, of which thousands only repeat them', () => {
    expect(errors('<'.repeat(10_000))).to.have.lengthOf(3);
  });

  it('a count among the names of values', () => {
    const text = document().replace('<NumValues>3</NumValues>', '<ValueEnum>3</ValueEnum>');
    const [first] = parsePomdpx(text).diagnostics;
    expect(first).to.include({ severity: 'warning', line: lineOf(text, '>3<'), text: '3' });
    expect(first!.message).to.equal(
      'This lists one value, named `3`; a count of values goes into <NumValues>.',
    );
  });

  it('unknown names with the nearest ones, at their own place', () => {
    const text = document({ rover: ROVER_TABLE.replace('west s1 s0', 'wets s1 s7') });
    const { diagnostics } = parsePomdpx(text);
    const line = lineOf(text, 'wets');
    const column = text.split('\n')[line - 1]!.indexOf('wets') + 1;
    expect(diagnostics.slice(0, 2).map((d) => [d.line, d.column, d.text, d.message])).to.deep.equal([
      [line, column, 'wets', '`act` has no value `wets`. Did you mean `west`?'],
      [line, column + 8, 's7', '`rover_1` has no value `s7`. Did you mean `s0`?'],
    ]);
    expect(errors(document().replace('act rover_1 rock_1', 'act rover_1 rock_2')).join()).to.contain(
      'Did you mean `rock_0`?',
    );
  });

  it('wrong counts, numbers out of range, rows that do not sum to one', () => {
    const wrong = document({
      sensor: SENSOR_TABLE.replace('0.8 0.2 0.2 0.8', '0.8 0.2 0.2').replace('1 0', '1 0 0'),
    });
    const found = errors(wrong);
    expect(found[0]).to.contain(
      `wrong-count ${lineOf(wrong, '1 0 0<')} 1 | This table takes 2 numbers, not 3.`,
    );
    expect(found[1]).to.contain('This table takes 4 numbers, not 3.');
    expect(errors(document({ rock: ROCK_TABLE.replace('>0 1<', '>0 1.5<') })).join()).to.contain(
      'A probability lies from 0 to 1',
    );
    const short = document({ rock: ROCK_TABLE.replace('>0 1<', '>0 0.5<') });
    expect(errors(short)).to.deep.equal([
      `row-sum ${lineOf(short, '0 0.5<')} <Entry> | The probabilities of \`rock_1\` given sample-s0-good (and 1 more) sum to 0.5, not to 1.`,
    ]);
    expect(errors(document({ rover: ROVER_TABLE.replace(entry('east s0 s1', '1'), '') })).join()).to.contain(
      'The probabilities of `rover_1` given east-s0 are not given.',
    );
    expect(errors(document({ discount: '<Discount>2</Discount>' })).join()).to.contain(
      'A discount lies from 0 to 1',
    );
    expect(errors(document({ rock: ROCK_TABLE.replace('* * - -', '* - -') })).join()).to.contain(
      'This needs 4 values (for act rover_0 rock_0 rock_1), not 3.',
    );
  });

  it('missing and repeated parts', () => {
    const without = (pattern: RegExp) => errors(document().replace(pattern, '')).join('\n');
    expect(without(/<ObsFunction>[^]*<\/ObsFunction>/)).to.contain('<pomdpx> needs <ObsFunction> inside.');
    expect(without(/<Variable>[^]*<\/Variable>/)).to.contain('needs <Variable> inside');
    expect(without(/<CondProb><Var>rock_1[^]*?<\/CondProb>/)).to.contain(
      '<StateTransitionFunction> says nothing of `rock_1`.',
    );
    expect(without(/<ActionVar[^]*?<\/ActionVar>/)).to.contain('needs an <ActionVar>');
    expect(without(/<NumValues>3<\/NumValues>/)).to.contain(
      '<StateVar> needs <ValueEnum> or <NumValues> inside.',
    );
    expect(errors(document({ start: START + START })).join()).to.contain('a second time');
    const again = document().replace('<Discount>', '<Discount>0.9</Discount><Discount>');
    expect(errors(again).join()).to.contain('<Discount> is given a second time.');
    expect(errors(document().replace('good bad', 'good good')).join()).to.contain('listed a second time');
    expect(errors(document().replace('vname="sensor"', 'vname="act"')).join()).to.contain(
      'There is a variable `act` already.',
    );
  });

  it('variables out of place', () => {
    const text = document().replace('<Parent>act rover_1 rock_1', '<Parent>act rover_0 rock_1');
    expect(errors(text).join()).to.contain('`rover_0` (a state before the action) has no place here.');
  });

  it('diagrams that go wrong', () => {
    const wrong = (from: string, to: string) =>
      errors(document({ ...DIAGRAMS, sensor: DIAGRAMS.sensor!.replace(from, to) })).join();
    expect(wrong('idref="good"', 'idref="god"')).to.contain('There is no template `god`.');
    expect(
      wrong('<SubDAGTemplate id="good">', '<SubDAGTemplate id="good"><SubDAG type="template" idref="good"/>'),
    ).to.contain('holds itself');
    expect(wrong('var="sensor" val="ogood"', 'var="rover_0" val="s0"')).to.contain(
      '<SubDAG> is about `rover_0`; the variables here are act, rover_1, rock_1, sensor.',
    );
    expect(wrong('<DAG>', '<DAGS>')).to.contain('well-formed');
    expect(wrong('0.8</Terminal>', 'high</Terminal>')).to.contain('A finite number is due here, not `high`.');
    expect(wrong('type="deterministic"', 'type="certain"')).to.contain(
      'has the type deterministic, persistent, uniform or template',
    );
  });

  it('models too large to multiply out, with their size', () => {
    const many = Array.from({ length: 40 }, (_, index) => index);
    const variables = VARIABLES.replace(
      '<ObsVar',
      `${many.map((index) => `<StateVar vnamePrev="x${index}_0" vnameCurr="x${index}_1"><NumValues>2</NumValues></StateVar>`).join('')}<ObsVar`,
    );
    const text = document({
      variables,
      start: START + many.map((index) => given(`x${index}_0`, 'null', entry('s0', '1'))).join(''),
    }).replace(
      '</StateTransitionFunction>',
      `${many.map((index) => given(`x${index}_1`, `x${index}_0`, entry('- -', 'identity'))).join('')}</StateTransitionFunction>`,
    );
    expect(errors(text)).to.deep.equal([
      `too-large 2 <pomdpx version="1.0" id="rover"> | The state variables have 6,597,069,766,656 joint values, more than this reader multiplies out: 1,000,000.`,
    ]);
    const reached = parsePomdpx(text, { reachable: true });
    expect(reached.model!.states).to.equal(6);
    expect(
      errors(
        text
          .replaceAll('- -</Instance><ProbTable>identity<', '* *</Instance><ProbTable>0.5<')
          .replace('check * *</Instance><ProbTable>0.5', 'check - -</Instance><ProbTable>identity')
          .replace('check s0 * *</Instance><ProbTable>0.5', 'check s0 - -</Instance><ProbTable>identity'),
        {
          reachable: true,
          limits: { states: 500 },
        },
      ).join(),
    ).to.contain('More than 500 states can be reached');
  });

  it('an edge given twice, of which templates could make paths without end', () => {
    const depth = 40;
    const twice = (id: number) =>
      `<SubDAGTemplate id="t${id}">${node('rover_1', edge('s0', template(`t${id + 1}`)), edge('s0', template(`t${id + 1}`)))}</SubDAGTemplate>`;
    const sensor = `<DAG>${template('t0')}</DAG>${Array.from({ length: depth }, (_, id) => twice(id)).join('')}<SubDAGTemplate id="t${depth}">${leaf(1)}</SubDAGTemplate>`;
    const found = errors(document({ ...DIAGRAMS, sensor }));
    expect(found).to.have.lengthOf(depth);
    expect(found[0]).to.contain('This <Node> says a second time what follows where `rover_1` is `s0`.');
    const chain = Array.from({ length: 2000 }, (_, id) => {
      return `<SubDAGTemplate id="t${id}">${template(`t${id + 1}`)}</SubDAGTemplate>`;
    });
    const long = `<DAG>${template('t0')}</DAG>${chain.join('')}`;
    expect(errors(document({ ...DIAGRAMS, sensor: long })).join()).to.contain(
      'A path of this diagram has more than 500 parts, the limit of this reader.',
    );
    expect(errors(`<pomdpx>${'<a>'.repeat(3000)}${'</a>'.repeat(3000)}</pomdpx>`).join()).to.contain(
      'nest more than 400 deep',
    );
  });
});
