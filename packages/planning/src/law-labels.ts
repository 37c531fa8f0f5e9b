/** Names of what a controller observes and does. */
export interface LawLabels {
  readonly observations?: readonly string[] | undefined;
  readonly actions?: readonly string[] | undefined;
}

export function observationName({ observations }: LawLabels, y: number): string {
  return observations?.[y] ?? `observation ${y}`;
}

export function actionName({ actions }: LawLabels, u: number): string {
  return actions?.[u] ?? `action ${u}`;
}
