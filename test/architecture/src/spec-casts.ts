import ts from 'typescript';

const specTypes = /^((Environment|Policy|Estimator|Optimizer|Learner|Solver)?Spec|SpecOf)\b/;

/** Lines, from 1, that cast a spec: `… as EstimatorSpec`, or an `as` within the arguments of `spec.create(…)`. */
export function specCasts(source: ts.SourceFile): number[] {
  const lines: number[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isAsExpression(node) && (specTypes.test(node.type.getText(source)) || isGiven(node)))
      lines.push(source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return lines;
}

/** Whether the node is an argument of a call of a member named `create`. */
function isGiven(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isCallExpression(parent) &&
    parent.expression !== node &&
    ts.isPropertyAccessExpression(parent.expression) &&
    parent.expression.name.text === 'create'
  );
}
