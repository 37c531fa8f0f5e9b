import { type Environment, InputError, isInputError, type Point, type Random } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { numberText, pointText, readPoint } from './point-json.js';
import { errorLine, MOST_ENVIRONMENTS, PROTOCOL, readRequest, type Requested } from './protocol.js';
import { spaceToJson } from './space-json.js';

/** What a server serves. */
export interface ServedEnvironment {
  /** As a person writes it: `Tiger-v0:accuracy=.9`. */
  readonly name: string;
  /** Makes one more of it. */
  create(): Environment;
}

/** One of the environments of a server, with its source of chance. */
interface Instance {
  readonly environment: Environment;
  random: Random | undefined;
  over: boolean;
}

/**
 * Environments behind the protocol: lines of JSON in, lines of JSON out. Environment i of a client is made when it is reset for
 * the first time. One that is reset with the seed s draws from `randomStream(s, 'environment')`.
 */
export class EnvironmentServer {
  /** Whether the client has asked to close. */
  closed = false;
  private readonly instances = new Map<number, Instance>();
  /** The one that the first message describes. */
  private readonly described: Environment;
  /** The same, until a number is given to it. */
  private spare: Environment | undefined;

  constructor(private readonly served: ServedEnvironment) {
    this.described = this.spare = served.create();
  }

  /** The first line, which says what is served. */
  hello(): string {
    const { observationSpace, actionSpace, task, frame, warnings = [], optimum } = this.described;
    return JSON.stringify({
      ...{ protocol: PROTOCOL, environment: this.served.name, task },
      observationSpace: spaceToJson(observationSpace),
      actionSpace: spaceToJson(actionSpace),
      ...{ renders: frame !== undefined, warnings },
      ...(optimum && { optimum }),
    });
  }

  /** The reply to one line of a client: one line, which reports an error as a sentence. */
  reply(line: string): string {
    try {
      return this.result(line);
    } catch (error) {
      return errorLine(isInputError(error) ? error.message : this.fault(error));
    }
  }

  private result(line: string): string {
    const request = readRequest(line);
    switch (request.call) {
      case 'reset':
        return this.reset(request);
      case 'step':
        return this.step(request);
      case 'render':
        return this.render(request);
      case 'free':
        for (const number of request.environments) this.instances.delete(number);
        return '{}';
      case 'close':
        this.closed = true;
        return '{}';
    }
  }

  private reset({ seeds, environments = firstNumbers(seeds.length) }: Requested<'reset'>): string {
    if (environments.length !== seeds.length)
      throw new InputError(`A reset has ${environments.length} environments and ${seeds.length} seeds.`);
    const observations = environments.map((number, i) => {
      const instance = this.instance(number);
      const seed = seeds[i];
      if (seed !== null && seed !== undefined) instance.random = randomStream(seed, 'environment');
      return pointText(begin(instance, number));
    });
    return `{"observations":[${observations.join(',')}]}`;
  }

  /** Takes as many steps as there are rows of actions, or as many as end with the first ending where `autoreset` is false. */
  private step({ actions, environments, autoreset }: Requested<'step'>): string {
    const numbers = environments ?? firstNumbers(actions[0]?.length ?? 0);
    const instances = numbers.map((number) => this.running(number));
    const rows = actions.map((row) => this.readActions(row, numbers));
    const reply = new StepReply();
    for (const [k, row] of rows.entries()) {
      for (const [column, instance] of instances.entries())
        this.stepOne(instance, row[column]!, { reply, k, column, autoreset });
      reply.endRow();
      if (!autoreset && reply.ended) break;
    }
    return reply.text();
  }

  private stepOne(
    instance: Instance,
    action: Point,
    { reply, k, column, autoreset }: { reply: StepReply; k: number; column: number; autoreset: boolean },
  ): void {
    const { observation, reward, ending } = instance.environment.step(action);
    const seen = pointText(observation);
    const earned = numberText(reward);
    if (ending === 'none') return reply.add(seen, earned);
    reply.addEnding(`[${k},${column},"${ending}",${seen}]`);
    instance.over = !autoreset;
    reply.add(autoreset ? pointText(begin(instance, column)) : seen, earned);
  }

  private readActions(row: readonly unknown[], numbers: readonly number[]): Point[] {
    if (row.length !== numbers.length)
      throw new InputError(`A row of actions has ${row.length} for ${numbers.length} environments.`);
    const { actionSpace } = this.described;
    return row.map((action, column) =>
      readPoint(action, actionSpace, `The action of environment ${numbers[column]}`),
    );
  }

  private render({ environment: number }: Requested<'render'>): string {
    const { environment } = this.begun(number);
    if (!environment.frame) throw new InputError(`The environment ${this.served.name} has no picture.`);
    return JSON.stringify({ frame: environment.frame() });
  }

  private instance(number: number): Instance {
    const known = this.instances.get(number);
    if (known) return known;
    if (this.instances.size >= MOST_ENVIRONMENTS)
      throw new InputError(`A server holds at most ${MOST_ENVIRONMENTS} environments: free some first.`);
    const made = { environment: this.spare ?? this.served.create(), random: undefined, over: true };
    this.spare = undefined;
    this.instances.set(number, made);
    return made;
  }

  private begun(number: number): Instance {
    const instance = this.instances.get(number);
    if (instance?.random) return instance;
    throw new InputError(`Environment ${number} has not begun: call reset first.`);
  }

  private running(number: number): Instance {
    const instance = this.begun(number);
    if (instance.over)
      throw new InputError(`The episode of environment ${number} is over: call reset first.`);
    return instance;
  }

  private fault(error: unknown): string {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return `The environment ${this.served.name} fails: ${line.replace(/\.$/, '')}.`;
  }
}

/** The reply to a step, written as it is taken. */
class StepReply {
  private readonly observations: string[] = [];
  private readonly rewards: string[] = [];
  private readonly endings: string[] = [];
  private seen: string[] = [];
  private earned: string[] = [];

  get ended(): boolean {
    return this.endings.length > 0;
  }

  add(observation: string, reward: string): void {
    this.seen.push(observation);
    this.earned.push(reward);
  }

  addEnding(ending: string): void {
    this.endings.push(ending);
  }

  endRow(): void {
    this.observations.push(`[${this.seen.join(',')}]`);
    this.rewards.push(`[${this.earned.join(',')}]`);
    this.seen = [];
    this.earned = [];
  }

  text(): string {
    const { observations, rewards, endings } = this;
    return `{"observations":[${observations.join(',')}],"rewards":[${rewards.join(',')}],"endings":[${endings.join(',')}]}`;
  }
}

function begin(instance: Instance, number: number): Point {
  if (!instance.random)
    throw new InputError(`The first reset of environment ${number} needs a seed: a whole number from 0 on.`);
  const observation = instance.environment.reset(instance.random);
  instance.over = false;
  return observation;
}

/** 0, 1, …, count − 1: the environments where a message names none. */
function firstNumbers(count: number): number[] {
  return Array.from({ length: count }, (_, number) => number);
}
