import type {
  Estimator,
  GradientEstimate,
  GradRequest,
  ParametricPolicy,
  StepBatch,
} from '@pomdp-gym/contracts';
import { PathFisher } from './path-fisher.js';
import type { PathEstimate } from './path-job.js';
import { SlopeBlocks } from './slope-blocks.js';

/** An estimate from one path, with all that a request asks of it. */
export class EstimateOnRequest {
  private readonly fisher: PathFisher | undefined;
  private readonly slope: SlopeBlocks | undefined;
  private steps = 0;
  private blockEnd = 0;

  /** The estimator forgets what came before. */
  constructor(
    private readonly estimator: Estimator,
    policy: ParametricPolicy,
    private readonly request: GradRequest,
  ) {
    estimator.reset();
    this.fisher = request.fisher && !estimator.exact ? new PathFisher(policy) : undefined;
    this.slope = request.direction && new SlopeBlocks(request.direction);
    this.blockEnd = request.every ?? 0;
  }

  /** Takes in a batch; returns whether the path is to go on. */
  update(batch: StepBatch): boolean {
    this.estimator.update(batch);
    this.fisher?.update(batch);
    this.request.onBatch?.(batch);
    this.steps += batch.length;
    const goesOn = this.steps < this.blockEnd || this.endBlock();
    return goesOn && !(this.estimator.settled?.(this.request.sign) ?? false);
  }

  estimate(): GradientEstimate {
    const estimate = this.withSlope();
    return { ...estimate, ...(this.fisher && !estimate.fisher && { fisher: this.fisher }) };
  }

  /** The estimate with its Fisher matrix as plain data. */
  asData(): PathEstimate {
    return { estimate: this.withSlope(), ...(this.fisher && { fisher: this.fisher.data() }) };
  }

  private withSlope(): GradientEstimate {
    const estimate = this.estimator.estimate();
    return { ...estimate, ...(this.slope && { slope: this.slope.slopeOf(estimate) }) };
  }

  private endBlock(): boolean {
    const { every = 0 } = this.request;
    this.blockEnd = this.steps + every;
    this.slope?.end(this.estimator.estimate());
    return !(this.request.enough?.(this.estimate()) ?? false);
  }
}
