import type { FiniteModel, Random } from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { expectSound, itCatches, type Planted } from './broken-rules.test.support.js';
import { Bugged } from './bugged-environments.test.support.js';
import { checksOfEnvironment, openRules } from './environment-spec.test.support.js';

const SEEDS = 'Two seeds give two paths, unless nothing is left to chance.';
const NOTHING =
  'It is deterministic, as the settings say: it draws nothing, and all seeds give the same path.';

/** Takes chance from a stream of its own. */
class IgnoresSeed extends Bugged {
  override reset(): number {
    return super.reset(randomStream(0, 'its own'));
  }
}

class WithModel extends IgnoresSeed {
  model(): FiniteModel {
    return this.written;
  }
}

class DrawsInVain extends Bugged {
  override reset(random: Random): number {
    random.uint32();
    return super.reset(randomStream(0, 'its own'));
  }
}

/** Goes round four places. */
function clockwork(): FiniteModel {
  return finiteModel({
    states: 4,
    actions: 3,
    observations: 4,
    transition: (state) => [[(state + 1) % 4, 1]],
    observation: (_action, next) => [[next, 1]],
    reward: (state) => state,
    start: [[0, 1]],
  });
}

/** Goes round without a model. */
class Clockwork extends Bugged {
  constructor() {
    super(clockwork());
  }

  override reset(): number {
    return super.reset(randomStream(0, 'not drawn from'));
  }
}

const planted: readonly Planted[] = [
  {
    bug: 'a seed that is ignored, where a model says what is left to chance',
    checks: () => checksOfEnvironment(() => new WithModel(), { agreementSteps: 1 }),
    rules: [SEEDS],
    says: /8 seeds give the same path, which the model gives the probability e\^-\d+/,
  },
  {
    bug: 'chance in what is said to be deterministic',
    checks: () => checksOfEnvironment(() => new Bugged(), { deterministic: true }),
    rules: [NOTHING],
    says: /It draws \d+ numbers/,
  },
];

describe('The rule on seeds', () => {
  it('passes an environment whose seeds differ, and a deterministic one with a model', async () => {
    await expectSound(
      checksOfEnvironment(() => new Bugged()),
      15,
    );
    const settled = checksOfEnvironment(() => new ModelEnvironment(clockwork()));
    await expectSound(settled, 20);
    expect(await openRules(settled)).to.deep.equal({});
  });

  it('passes what is said to be deterministic and is', async () => {
    const checks = checksOfEnvironment(() => new Clockwork(), { deterministic: true });
    await expectSound(checks, 15);
    expect(await openRules(checks)).to.deep.equal({});
  });

  it('is not decided where nothing is drawn and all seeds give the same path', async () => {
    const open = await openRules(checksOfEnvironment(() => new IgnoresSeed()));
    expect(open).to.have.all.keys(SEEDS);
    expect(open[SEEDS]).to.include('It draws nothing from its stream').and.include('deterministic: true');
  });

  it('is not decided where what is drawn does not show', async () => {
    const open = await openRules(checksOfEnvironment(() => new DrawsInVain()));
    expect(open[SEEDS]).to.match(/^It draws \d+ numbers, and 8 seeds give the same path/);
  });

  it('is not decided where the model gives the path too high a probability', async () => {
    class Rare extends IgnoresSeed {
      constructor() {
        super(clockwork());
      }

      /** Says that one row is left to chance, in a state that is not reached. */
      model(): FiniteModel {
        return finiteModel({
          states: 5,
          actions: 3,
          observations: 4,
          transition: (state) =>
            state === 4
              ? [
                  [0, 0.5],
                  [1, 0.5],
                ]
              : [[(state + 1) % 4, 1]],
          observation: (_action, next) => [[next % 4, 1]],
          reward: (state) => state,
          start: [[0, 1]],
        });
      }
    }
    const open = await openRules(checksOfEnvironment(() => new Rare()));
    expect(open[SEEDS]).to.include('to which the model gives the probability 1.0');
  });

  itCatches(planted);
});
