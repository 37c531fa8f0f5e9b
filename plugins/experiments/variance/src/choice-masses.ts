import type { PolicyAnalysis } from '@pomdp-gym/exact';

/** How often each choice (m, y, u, m') is made. */
export function choiceMasses({ chain, stationary }: PolicyAnalysis): Float64Array {
  const masses = new Float64Array(chain.controller.successorProbabilities.length);
  for (let x = 0; x < chain.size; x++) {
    for (let move = chain.moveOffsets[x]!; move < chain.moveOffsets[x + 1]!; move++) {
      for (let i = chain.choiceOffsets[move]!; i < chain.choiceOffsets[move + 1]!; i++)
        masses[chain.choices[i]!]! += stationary[x]! * chain.choiceProbabilities[i]!;
    }
  }
  return masses;
}

/** E[|score|² 1{m, y}] at m · O + y. */
export function scoreSquares(analysis: PolicyAnalysis): Float64Array {
  const scores = analysis.requireScores();
  const { nodes, observations, actions } = analysis.chain.controller;
  const squares = new Float64Array(nodes * observations);
  const score = new Float64Array(scores.parameters);
  choiceMasses(analysis).forEach((mass, choice) => {
    if (mass === 0) return;
    score.fill(0);
    scores.addScore(choice, 1, score);
    const square = score.reduce((sum, value) => sum + value * value, 0);
    squares[Math.floor(choice / (actions * nodes))]! += mass * square;
  });
  return squares;
}
