import { NumberField } from './number-field.js';
import type { Store } from './store.js';

/** Why two parameters span no plane; undefined where they do. */
export function axesProblem(
  [first = 0, second = 0]: readonly number[],
  parameters: number,
): string | undefined {
  if (first === second) return `The parameters ${first} and ${second} are the same one: choose two.`;
  const greatest = Math.max(first, second);
  return greatest > parameters
    ? `The policy has ${parameters} parameters, and none with the number ${greatest}.`
    : undefined;
}

/** Chooses two parameters by their numbers, from 1 on. */
export function AxesFields({ store, parameters }: { readonly store: Store; readonly parameters: number }) {
  const [first = 1, second = 2] = store.state.value.axes;
  return (
    <>
      <NumberField
        {...{ name: 'axis-across', label: 'parameter across', value: first, range: [1, parameters] }}
        onChange={(across) => store.set({ axes: [across, second] })}
      />
      <NumberField
        {...{ name: 'axis-up', label: 'parameter up', value: second, range: [1, parameters] }}
        onChange={(up) => store.set({ axes: [first, up] })}
      />
    </>
  );
}
