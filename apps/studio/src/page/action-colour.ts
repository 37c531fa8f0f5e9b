/** Colours of actions; with more actions, some share one. */
export const COLOURS = 8;

/** The class of an action's colour, by the number of the action in its environment: the same in each picture. */
export function actionColour(action: number): string {
  return `colour-${action % COLOURS}`;
}
