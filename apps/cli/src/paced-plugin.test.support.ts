const three = import.meta.resolve('@pomdp-gym/environment-three-state');

/**
 * The source of a plugin with an environment `Paced-v0`, a copy of `ThreeState-v0`. While a file `pace` is beside it, the first episode of each
 * begins after a pause of 20 to 140 milliseconds, which takes no processor time.
 * The file is named by no literal address: it would be a part of the plugin, as a model beside it is.
 */
export const pacedPlugin = `import { existsSync } from 'node:fs';
  import { threeState } from '${three}';
  const [pace] = ['pace'].map((name) => new URL(name, import.meta.url));
  let made = 0;
  const wait = (place) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20 * (1 + (place % 7)));
  const create = (options) => {
    const inner = threeState.create(options);
    const { observationSpace, actionSpace, task } = inner;
    let place = made++;
    return { observationSpace, actionSpace, task, step: (action) => inner.step(action),
      reset: (random) => {
        if (place !== undefined && existsSync(pace)) wait(place);
        place = undefined;
        return inner.reset(random);
      } };
  };
  const spec = { ...threeState, id: 'Paced-v0', create };
  export default { id: 0, load: ({ bind }) => bind(Symbol.for('pomdp-gym/environment')).toConstantValue(spec) };`;
