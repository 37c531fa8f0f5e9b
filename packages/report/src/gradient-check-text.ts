import { type GradientTarget, grouped } from '@pomdp-gym/contracts';
import type { EstimatorCheck, GradientCheck } from './gradient-check.js';
import type { TextStyle } from './text-style.js';

/** A check of estimators as text for a terminal: what each states, then how its estimates scatter. */
export function gradientCheckText(check: GradientCheck, style: TextStyle): string {
  return [
    targetTable(check, style),
    '',
    errorTable(check, style),
    `Over ${grouped(check.runs)} runs: bias ‖mean − ∇‖, standard deviation √(trace of the covariance), the angle of the mean, and the error √E‖Δ_T − ∇‖²`,
    'with its 95 % interval. ∇ is what the estimator climbs: ∇η, or ∇V_γ. From target: the component of the mean that lies farthest',
    'from the target, in standard errors.',
  ].join('\n');
}

function targetTable({ estimators }: GradientCheck, style: TextStyle): string {
  const titles = ['estimator', 'target', 'exact bias', 'angle', 'its estimates'];
  return style.table(
    titles.map((title) => ({ title })),
    estimators.map(({ name, target, relativeBias, bias, angleDegrees, verdict }) => [
      name,
      target ? targetText(target) : 'not stated',
      relativeBias !== null ? percent(relativeBias) : bias === null ? 'not known' : short(bias),
      angleDegrees === null ? 'not known' : `${short(withoutRounding(angleDegrees))}°`,
      verdictText(verdict, style),
    ]),
  );
}

function errorTable({ estimators }: GradientCheck, style: TextStyle): string {
  const titles = [
    'estimator',
    'T',
    'bias',
    'std. deviation',
    'angle',
    'error',
    '95 % interval',
    'from target',
  ];
  return style.table(
    titles.map((title) => ({ title, ...(title === 'T' && { align: 'right' as const }) })),
    estimators.flatMap(({ name, errors }) =>
      errors.map((each) => [
        name,
        grouped(each.steps),
        short(each.bias),
        short(each.standardDeviation),
        each.angleDegrees === null ? 'none' : `${short(each.angleDegrees)}°`,
        short(each.error),
        `${short(each.errorLow)} to ${short(each.errorHigh)}`,
        each.standardErrors === null ? '' : each.standardErrors.toFixed(1),
      ]),
    ),
  );
}

/** A target in the signs of the paper: `∇_βη, β = 0.9, endings centred`. */
export function targetText(target: GradientTarget): string {
  if (target.objective === 'discounted') return `∇V_γ, γ = ${target.discount}`;
  if (target.beta === undefined) return '∇η';
  return `∇_βη, β = ${target.beta}${target.endings ? `, endings ${target.endings}` : ''}`;
}

function verdictText(verdict: EstimatorCheck['verdict'], style: TextStyle): string {
  if (verdict === 'agrees') return 'agree with it';
  if (verdict === 'balances bias') return 'trade bias for noise';
  return style.yellow(verdict === 'differs' ? 'differ from it' : 'held to nothing');
}

function percent(part: number): string {
  return `${Number((100 * withoutRounding(part)).toPrecision(3))} %`;
}

/** What rounding alone makes is shown as 0. */
function withoutRounding(value: number): number {
  return value < 1e-10 ? 0 : value;
}

function short(value: number): string {
  return value.toPrecision(4);
}
