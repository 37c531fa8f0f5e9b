import { describeWrapper } from '@pomdp-gym/conformance';
import { finiteModel, ModelEnvironment, wrapEnvironment } from '@pomdp-gym/models';
import { withMemory } from './with-memory.js';

describeWrapper(withMemory);

/** A lamp within a wrapper that changes nothing, so that its steps are taken one by one. */
const lamp = () =>
  wrapEnvironment(
    new ModelEnvironment(
      finiteModel({
        states: 2,
        actions: 2,
        observations: 2,
        transition: (lit, pressed) => [
          [lit, 0.5],
          [pressed, 0.5],
        ],
        observation: (_pressed, lit) => [[lit, 1]],
        reward: (lit, pressed) => (lit === pressed ? 1 : 0),
        start: [[0, 1]],
      }),
    ),
    { optimum: undefined, model: (model) => model },
  );

describe('around an environment that is stepped', () => {
  describeWrapper(withMemory, { environment: lamp, agreementSteps: 30_000 });
});
