/** First step and ε of CONJPOMDP as the paper has them on its three-state problem, in the unit of that problem's rewards. */
export const paperSettings = { s0: 100, epsilon: 1e-4 };
