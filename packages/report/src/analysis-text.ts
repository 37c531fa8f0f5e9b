import { grouped } from '@pomdp-gym/contracts';
import { norm } from '@pomdp-gym/numerics';
import type { TextStyle } from './text-style.js';
import type { AnalysisReport, BetaReport } from './analysis-report.js';
import type { MeasuredChoice } from './measured-choices.js';
import type { MeasuredError } from './measured-errors.js';

/** An analysis as text for a terminal. */
export function analysisText(
  name: string,
  report: AnalysisReport,
  measured: readonly MeasuredError[],
  style: TextStyle,
  choices: readonly MeasuredChoice[] = [],
): string {
  const { eta, gradient, discounted, secondEigenvalue, mixingTime, endings, betas, bestBeta } = report;
  const lines = [style.bold(name), `η = ${eta}`];
  if (discounted)
    lines.push(`V_γ = ${discounted.value}, the discounted value of the start at γ = ${discounted.discount}`);
  if (secondEigenvalue !== null) lines.push(`|λ₂| = ${secondEigenvalue}`);
  if (mixingTime) lines.push(`mixing time: ${mixingText(mixingTime)}`);
  if (betas.length === 0) return lines.join('\n');
  lines.push(gradientText('∇η', gradient));
  if (discounted) lines.push(gradientText('∇V_γ', discounted.gradient));
  if (endings) lines.push(`Where an episode ends: ${endingsText[endings]} (--endings ${endings})`);
  lines.push('', betaTable(betas, style));
  if (bestBeta.length > 0) {
    lines.push('', errorTable(betas, bestBeta, { measured, choices }, style));
    lines.push(
      'Root of the mean squared error E‖Δ_T − ∇η‖² of long runs: of the bias of the limit and the asymptotic variance.',
    );
    const [choice] = choices;
    if (choice)
      lines.push(
        `Beneath the best β: what the estimator auto chose, the median of ${choice.runs} ${choice.runs === 1 ? 'run' : 'runs'} and its quartiles, and its error.`,
      );
  }
  return lines.join('\n');
}

const endingsText = {
  centred: 'the trace of GPOMDP is zero afterwards, and rewards count from their average on',
  reset: 'the trace of GPOMDP is zero afterwards',
  carry: 'the trace of GPOMDP goes on across the restart',
};

function gradientText(name: string, gradient: readonly number[]): string {
  return `${name} = (${gradient.map(short).join(', ')}), |${name}| = ${short(norm(Float64Array.from(gradient)))}`;
}

/** Where exact analysis stops counting. */
const COUNTED = 1e15;

export function mixingText({ steps, kind }: NonNullable<AnalysisReport['mixingTime']>): string {
  if (steps === null) return 'none, the chain is periodic';
  if (kind === 'lower bound' && steps > COUNTED) return 'more than 10¹⁵ steps';
  return kind === 'exact' ? `${steps} steps` : `at least ${steps} steps`;
}

function betaTable(betas: readonly BetaReport[], style: TextStyle): string {
  const titles = ['β', 'relative bias', 'angle', 'bound for β∇_βη', 'asymptotic variance', '∇_βη'];
  return style.table(
    titles.map((title) => ({ title })),
    betas.map((row) => [
      String(row.beta),
      row.relativeBias === null ? 'none' : short(row.relativeBias),
      row.angleDegrees === null ? 'none' : `${short(row.angleDegrees)}°`,
      row.bound === null ? 'none' : short(row.bound),
      short(row.asymptoticVariance),
      `(${row.gradient.map(short).join(', ')})`,
    ]),
  );
}

/** What runs found. */
interface Simulated {
  readonly measured: readonly MeasuredError[];
  readonly choices: readonly MeasuredChoice[];
}

/** Root mean squared errors: a row for each T, a column for each β, what was measured beneath what is exact. */
function errorTable(
  betas: readonly BetaReport[],
  best: AnalysisReport['bestBeta'],
  simulated: Simulated,
  style: TextStyle,
): string {
  const columns = [
    { title: 'T', align: 'right' as const },
    ...betas.map(({ beta }) => ({ title: `β = ${beta}` })),
    { title: 'best β' },
  ];
  const rows = best.flatMap(({ steps, beta, meanSquaredError }, i) => [
    [
      grouped(steps),
      ...betas.map((row) => short(Math.sqrt(row.meanSquaredError[i]!.value))),
      `${betaText(beta)}: ${short(Math.sqrt(meanSquaredError))}`,
    ],
    ...measuredRow(betas, steps, simulated),
  ]);
  return style.table(columns, rows);
}

function measuredRow(
  betas: readonly BetaReport[],
  steps: number,
  { measured, choices }: Simulated,
): string[][] {
  if (measured.length === 0) return [];
  const cells = betas.map(({ beta }) => {
    const error = measured.find((each) => each.beta === beta && each.steps === steps);
    if (!error) return '';
    const root = (value: number) => Math.sqrt(Math.max(0, value)).toPrecision(4);
    return `${root(error.low)} to ${root(error.high)}`;
  });
  const choice = choices.find((each) => each.steps === steps);
  return [['measured', ...cells, choice ? choiceText(choice) : '']];
}

function choiceText({ betas, meanSquaredError }: MeasuredChoice): string {
  const [low, median, high] = betas.map(betaText);
  return `auto ${median} (${low} to ${high}): ${Math.sqrt(meanSquaredError).toPrecision(4)}`;
}

/** β with two digits of 1 − β, which distinguish a β near 1 from 1. */
function betaText(beta: number): string {
  return beta.toFixed(Math.max(3, 1 - Math.floor(Math.log10(1 - beta))));
}

function short(value: number): string {
  return value.toPrecision(6);
}
