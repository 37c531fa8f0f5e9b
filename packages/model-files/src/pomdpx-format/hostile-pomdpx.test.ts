import { modelProblems } from '@pomdp-gym/models';
import { expect } from 'chai';
import fc from 'fast-check';
import { randomModel } from '../random-model.test.support.js';
import { parsePomdpx } from './parse-pomdpx.js';
import { writePomdpx } from './write-pomdpx.js';

const limits = { states: 500, actions: 500, observations: 500, rows: 20_000, entries: 50_000 };

/** Reads, and expects either a sound model or an error. */
function survive(text: string | Uint8Array): void {
  const { model, diagnostics } = parsePomdpx(text, { limits });
  if (model) expect(modelProblems(model)).to.deep.equal([]);
  expect(diagnostics.some(({ severity }) => severity === 'error')).to.equal(model === undefined);
  for (const { line, column } of diagnostics) expect(Math.min(line, column)).to.be.at.least(1);
}

const piece = fc.constantFrom(
  ...[
    '<',
    '>',
    '/',
    '"',
    '&',
    '&lt;',
    '&bad;',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?pomdp-gym terminal [0]?>',
  ],
  ...[
    '*',
    '-',
    '0',
    '1',
    '0.5',
    '-1',
    'identity',
    'uniform',
    'null',
    's0',
    'a0',
    'o1',
    'state_0',
    'state_1',
    'action',
  ],
  ...[
    'type="DD"',
    '<DAG>',
    '<Node var="state_1">',
    '<Terminal>1</Terminal>',
    'fullyObs="true"',
    '999999999',
    '\u0000',
  ],
);

describe('parsePomdpx on hostile input', () => {
  it('survives random text and random bytes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.array(piece).map((all) => all.join(' ')),
        ),
        survive,
      ),
      { seed: 11, numRuns: 300 },
    );
  });

  it('survives edits of sound files', () => {
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      remove: fc.nat({ max: 12 }),
      insert: fc.oneof(piece, fc.string({ maxLength: 3 })),
    });
    fc.assert(
      fc.property(randomModel, fc.array(edit, { minLength: 1, maxLength: 3 }), (model, edits) => {
        let text = writePomdpx(model);
        for (const { at, remove, insert } of edits) {
          const place = Math.floor(at * text.length);
          text = text.slice(0, place) + insert + text.slice(place + remove);
        }
        survive(text);
      }),
      { seed: 12, numRuns: 120 },
    );
  });

  it('survives values put in the place of others, which stays well-formed XML', () => {
    fc.assert(
      fc.property(randomModel, fc.nat(), piece, (model, which, word) => {
        const text = writePomdpx(model);
        const words = [...text.matchAll(/(?<=[> "])[\w.*-]+(?=[ <"])/g)];
        const { index, 0: old } = words[which % words.length]!;
        survive(text.slice(0, index) + word.replace(/[<>&"]/g, '') + text.slice(index + old.length));
      }),
      { seed: 13, numRuns: 120 },
    );
  });

  it('refuses what many actions share once it is too large for each to have its own', () => {
    const shared = parsePomdpx(sharing('0'), { limits: { entries: 20 * 10 * 30 - 1 } });
    expect(shared.diagnostics.map(({ kind }) => kind)).to.deep.equal(['too-large']);
    expect(shared.diagnostics[0]!.message).to.contain('6,000 numbers over all actions');
    const sound = parsePomdpx(sharing('0'), { limits: { entries: 20 * 10 * 30 } });
    expect(sound.diagnostics).to.deep.equal([]);
  });

  it('counts rewards before it stores them', () => {
    const text = sharing('1').replace('identity', 'uniform');
    const rewards = parsePomdpx(text, { limits: { entries: 20 * 10 * 30 * 9 } });
    expect(rewards.diagnostics[0]!.message).to.contain(
      'The rewards of this model take more than 54,000 numbers',
    );
    expect(parsePomdpx(text, { limits: { entries: 20 * 10 * 30 * 10 } }).diagnostics).to.deep.equal([]);
  });

  it('takes little memory for each of many actions', () => {
    const text = sharing('0')
      .replace('<NumValues>20', '<NumValues>20000')
      .replace('<NumValues>30', '<NumValues>1');
    const before = process.memoryUsage().arrayBuffers;
    const { model } = parsePomdpx(text);
    expect(model!.actions).to.equal(20_000);
    // Ten states take 10 × 12 + 11 × 4 bytes of transitions and 80 of rewards; lists of 1024 would take 20 480.
    expect((process.memoryUsage().arrayBuffers - before) / 20_000).to.be.below(5000);
  });
});

/** 20 actions on 10 states that share one uniform table of 30 observations. */
function sharing(reward: string): string {
  const given = (name: string, parents: string, instance: string, table: string) =>
    `<CondProb><Var>${name}</Var><Parent>${parents}</Parent><Parameter type="TBL"><Entry>
<Instance>${instance}</Instance><ProbTable>${table}</ProbTable></Entry></Parameter></CondProb>`;
  return `<pomdpx version="1.0"><Discount>0.9</Discount>
<Variable><StateVar vnamePrev="s0" vnameCurr="s1"><NumValues>10</NumValues></StateVar>
<ObsVar vname="o"><NumValues>30</NumValues></ObsVar>
<ActionVar vname="a"><NumValues>20</NumValues></ActionVar><RewardVar vname="r"/></Variable>
<InitialStateBelief>${given('s0', 'null', '-', 'uniform')}</InitialStateBelief>
<StateTransitionFunction>${given('s1', 's0', '- -', 'identity')}</StateTransitionFunction>
<ObsFunction>${given('o', 's1', '* -', 'uniform')}</ObsFunction>
<RewardFunction><Func><Var>r</Var><Parent>o</Parent><Parameter type="TBL"><Entry><Instance>o0</Instance>
<ValueTable>${reward}</ValueTable></Entry></Parameter></Func></RewardFunction></pomdpx>`;
}
