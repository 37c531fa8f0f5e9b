import { pointText, readPoint, renderReply, resetReply, stepReply } from '@pomdp-gym/bridge';
import type {
  Action,
  Environment,
  Frame,
  Observation,
  Random,
  Space,
  StepResult,
} from '@pomdp-gym/contracts';
import type { PythonProcess } from './python-process.js';

/**
 * One environment of a Python process. Each `reset` draws the seed of its episode from the stream it is given, so that all chance
 * of the environment, which draws from a generator of its own, comes from there.
 */
export class GymnasiumEnvironment implements Environment {
  readonly task: 'continuing' | 'episodic';
  readonly observationSpace: Space;
  readonly actionSpace: Space;
  readonly warnings: readonly string[];
  /** Present where the environment renders text. */
  readonly frame?: () => Frame;
  private readonly number: number;
  private running = false;

  constructor(private readonly process: PythonProcess) {
    const { task, observationSpace, actionSpace, warnings, renders } = process.hello;
    this.task = task;
    this.observationSpace = observationSpace;
    this.actionSpace = actionSpace;
    this.warnings = warnings;
    this.number = process.numberFor(this);
    if (renders) this.frame = () => this.rendered();
  }

  reset(random: Random): Observation {
    const request = JSON.stringify({
      call: 'reset',
      environments: [this.number],
      seeds: [random.uint32()],
    });
    const { observations } = this.process.call(request, resetReply);
    this.running = true;
    return this.observation(observations[0]);
  }

  step(action: Action): StepResult {
    if (!this.running) throw new Error('The episode is over or has not begun: call reset before step.');
    const request = `{"call":"step","environments":[${this.number}],"actions":[[${pointText(action)}]]}`;
    const { observations, rewards, endings } = this.process.call(request, stepReply);
    const ending = endings[0]?.[2] ?? 'none';
    this.running = ending === 'none';
    return {
      observation: this.observation(observations[0]?.[0]),
      reward: rewards[0]?.[0] ?? NaN,
      ending,
    };
  }

  private observation(value: unknown): Observation {
    return readPoint(value, this.observationSpace, `An observation of ${this.process.name}`);
  }

  private rendered(): Frame {
    return this.process.call(JSON.stringify({ call: 'render', environment: this.number }), renderReply).frame;
  }
}
