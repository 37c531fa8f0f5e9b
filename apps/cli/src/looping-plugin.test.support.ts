const three = import.meta.resolve('@pomdp-gym/environment-three-state');

/**
 * The source of a plugin whose step logs a line and then loops for ever: the environment Loop-v0, and ModelledLoop-v0, which states the
 * model of ThreeState-v0.
 */
export const loopingPlugin = `import { threeState } from '${three}';
  const create = (options) => {
    const { observationSpace, actionSpace, task } = threeState.create(options);
    return { observationSpace, actionSpace, task, reset: () => 0, step() { console.log('in its step'); for (;;); } };
  };
  const createModelled = (options) => ({ ...create(options), model: () => threeState.create(options).model() });
  const specs = [
    { ...threeState, id: 'Loop-v0', create },
    { ...threeState, id: 'ModelledLoop-v0', create: createModelled },
  ];
  const load = ({ bind }) => specs.forEach((spec) => bind(Symbol.for('pomdp-gym/environment')).toConstantValue(spec));
  export default { id: 0, load };`;
