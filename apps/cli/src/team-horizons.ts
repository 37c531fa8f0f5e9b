import type { FiniteModel } from '@pomdp-gym/contracts';
import { finiteHorizonValues } from '@pomdp-gym/exact';
import { readTeamFile } from './files/team-file.js';
import { note, print, printJson, table } from './terminal/terminal.js';

/** What a team earns in so many steps, undiscounted. */
export interface HorizonValue {
  readonly horizon: number;
  readonly value: number;
}

/** What the team in a file earns in 1, 2, … steps, undiscounted and exact. */
export function horizonsOf(file: string, model: FiniteModel, horizon: number): HorizonValue[] {
  const values = finiteHorizonValues(model, readTeamFile(file, model).controller(), horizon);
  return [...values].map((value, k) => ({ horizon: k + 1, value }));
}

/** All there is to say of a team where nothing is discounted: a sum without end has no value. */
export function reportHorizons(
  file: string,
  horizons: readonly HorizonValue[],
  { env, json }: { readonly env?: string; readonly json?: boolean },
): void {
  if (json) printJson({ policy: file, environment: env, horizons });
  else {
    printHorizons(horizons);
    note(
      'The model has no discount below 1, so only finite horizons have a value: a discount is an option of a file, as in model.dpomdp:discount=.9.',
    );
  }
}

export function printHorizons(horizons: readonly HorizonValue[]): void {
  print('What it earns in its first steps, exactly and undiscounted:');
  const rows = horizons.map(({ horizon, value }) => [`${horizon}`, String(Number(value.toPrecision(10)))]);
  print(table([{ title: 'steps' }, { title: 'value' }], rows));
}
