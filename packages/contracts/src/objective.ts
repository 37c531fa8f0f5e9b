/** What an agent climbs: η, the average reward a step, or V_γ, the discounted value of the start. */
export type Objective = 'average' | 'discounted';

/**
 * What an estimator of the average reward does where an episode ends. `reset`: its trace is zero afterwards. `centred`: its
 * trace is zero afterwards, and it takes r − η in place of r. `carry`: its trace goes on across the restart.
 */
export type Endings = 'reset' | 'centred' | 'carry';

/**
 * A gradient that estimates tend to. Of the average reward: ∇η where no β is given, otherwise ∇_βη as `endings` says
 * (`reset` where it is absent), with its limit at β = 1. Of the discounted value: ∇V_γ of the start.
 */
export type GradientTarget =
  | { readonly objective: 'average'; readonly beta?: number; readonly endings?: Endings }
  | { readonly objective: 'discounted'; readonly discount: number };
