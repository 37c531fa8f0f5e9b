/** What an agent climbs: η, the average reward a step, or V_γ, the discounted value of the start. */
export type Objective = 'average' | 'discounted';

/** A gradient that estimates tend to: ∇_βη, or ∇η where no β is given; or ∇V_γ of the start. */
export type GradientTarget =
  | { readonly objective: 'average'; readonly beta?: number }
  | { readonly objective: 'discounted'; readonly discount: number };
