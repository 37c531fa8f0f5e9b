import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const three = import.meta.resolve('@pomdp-gym/environment-three-state');

/**
 * The source of a plugin with an environment `Gated-v0`, a copy of `ThreeState-v0`, whose first episodes pass a gate in the folder of the plugin while
 * there is one: a file `gate` with a number. Each that begins leaves a byte in the file `begun`; once it has as many bytes as the number says, the
 * next ones wait, and write the id of their process to the file `held-NUMBER`. One that passes takes 10 to 70 milliseconds more, without processor
 * time. The files are named by no literal address: they would be a part of the plugin, as a model beside it is.
 */
export const gatedPlugin = `import { appendFileSync, readFileSync, statSync } from 'node:fs';
  import { threeState } from '${three}';
  const beside = (name) => new URL(name, import.meta.url);
  const [gate, begun] = ['gate', 'begun'].map(beside);
  const wait = (milliseconds) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
  const limit = () => { try { return readFileSync(gate, 'utf8'); } catch { return undefined; } };
  const count = () => statSync(begun, { throwIfNoEntry: false })?.size ?? 0;
  let made = 0;
  const pass = (place) => {
    let seen;
    for (let most = limit(); most !== undefined && count() >= Number(most); most = limit()) {
      if (most !== seen) appendFileSync(beside('held-' + most), process.pid + '\\n');
      seen = most;
      wait(20);
    }
    if (limit() === undefined) return;
    appendFileSync(begun, '.');
    wait(10 * (1 + (place % 7)));
  };
  const create = (options) => {
    const inner = threeState.create(options);
    const { observationSpace, actionSpace, task } = inner;
    let place = made++;
    return { observationSpace, actionSpace, task, step: (action) => inner.step(action),
      reset: (random) => {
        if (place !== undefined) pass(place);
        place = undefined;
        return inner.reset(random);
      } };
  };
  const spec = { ...threeState, id: 'Gated-v0', create };
  export default { id: 0, load: ({ bind }) => bind(Symbol.for('pomdp-gym/environment')).toConstantValue(spec) };`;

/** The gate of the plugin in a folder. */
export class Gate {
  private limit = 0;
  private readonly file: string;

  constructor(private readonly folder: string) {
    this.file = join(folder, 'gate');
  }

  /** Lets so many episodes more begin. */
  raise(count: number): void {
    const begun = statSync(join(this.folder, 'begun'), { throwIfNoEntry: false })?.size ?? 0;
    this.limit = Math.max(begun, this.limit) + count;
    writeFileSync(`${this.file}-next`, String(this.limit));
    renameSync(`${this.file}-next`, this.file);
  }

  /** Whether a process waits, and has waited since the gate was raised last: it is in the middle of a run. */
  holds(id: number): boolean {
    const file = join(this.folder, `held-${this.limit}`);
    return existsSync(file) && readFileSync(file, 'utf8').split('\n').includes(String(id));
  }

  /** Takes the gate away. */
  open(): void {
    rmSync(this.file, { force: true });
  }
}
