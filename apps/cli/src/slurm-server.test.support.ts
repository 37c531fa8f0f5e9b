import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, hostname, tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '@pomdp-gym/test-problems';

/** Where Debian puts the daemons of Slurm. */
const path = `${process.env['PATH'] ?? ''}${delimiter}/usr/sbin`;

const run = promisify(execFile);

/** Seconds that the daemons are given to start, on a machine that is busy with other things. */
const STARTING = 200;

/** A Slurm of one node, which is this machine: its own daemons, ports and folders. */
export class SlurmServer {
  private readonly home = mkdtempSync(join(tmpdir(), 'pomdp-gym-slurm-'));
  private readonly daemons: ChildProcess[] = [];

  /** Starts one; undefined where Slurm is not installed. */
  static async start(): Promise<SlurmServer | undefined> {
    const programs = ['slurmctld', 'slurmd', 'sbatch', 'sinfo'];
    const areThere = programs.every(
      (name) => spawnSync(name, ['-V'], { env: { ...process.env, PATH: path } }).error === undefined,
    );
    if (!areThere) return undefined;
    const server = new SlurmServer();
    try {
      await server.begin();
      return server;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /** Submits a script, and resolves once all of its jobs have ended; rejects where one of them fails. */
  async submit(file: string): Promise<void> {
    await run('sbatch', ['--wait', file], { env: this.environment });
  }

  /** What the programs of Slurm find it by. */
  private get environment(): NodeJS.ProcessEnv {
    return { ...process.env, PATH: path, SLURM_CONF: join(this.home, 'slurm.conf') };
  }

  async stop(): Promise<void> {
    for (const daemon of this.daemons) daemon.kill('SIGTERM');
    await Promise.all(this.daemons.map(ended));
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  private async begin(): Promise<void> {
    for (const folder of ['state', 'spool']) mkdirSync(join(this.home, folder));
    const [controller, node] = await twoPorts();
    writeFileSync(join(this.home, 'slurm.conf'), configuration(this.home, controller, node));
    for (const name of ['slurmctld', 'slurmd']) this.startDaemon(name);
    const begun = performance.now();
    while (!(await this.isIdle())) {
      const isLate = performance.now() - begun > 1000 * STARTING;
      if (isLate || !this.daemons.every(isAlive)) throw new Error('Slurm is installed, and does not start.');
      await pause(200);
    }
  }

  /** Starts a daemon, which ends with the process of the test. */
  private startDaemon(name: string): void {
    const daemon = spawn(name, ['-D'], { env: this.environment, stdio: 'ignore' });
    const endWithTest = () => void daemon.kill('SIGKILL');
    process.once('exit', endWithTest);
    daemon.once('exit', () => process.off('exit', endWithTest));
    this.daemons.push(daemon);
  }

  private async isIdle(): Promise<boolean> {
    try {
      const { stdout } = await run('sinfo', ['-h', '-o', '%T'], { env: this.environment });
      return stdout.trim() === 'idle';
    } catch {
      return false;
    }
  }
}

/** Two ports that nothing listens on now. */
async function twoPorts(): Promise<readonly [number, number]> {
  const [one, other] = [await freePort(), await freePort()];
  return one === other ? twoPorts() : [one, other];
}

function isAlive({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

async function ended(daemon: ChildProcess): Promise<void> {
  if (isAlive(daemon)) await new Promise((resolve) => daemon.once('exit', resolve));
}

/** A configuration without passwords: the daemons listen on this machine alone. */
function configuration(home: string, controller: number, node: number): string {
  const [name] = hostname().split('.');
  const user = userInfo().username;
  return `ClusterName=trial
SlurmctldHost=${name}(127.0.0.1)
SlurmctldPort=${controller}
SlurmdPort=${node}
AuthType=auth/none
CredType=cred/none
SlurmUser=${user}
SlurmdUser=${user}
StateSaveLocation=${home}/state
SlurmdSpoolDir=${home}/spool
SlurmctldPidFile=${home}/slurmctld.pid
SlurmdPidFile=${home}/slurmd.pid
SlurmctldLogFile=${home}/slurmctld.log
SlurmdLogFile=${home}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
ReturnToService=2
SchedulerParameters=sched_interval=1,batch_sched_delay=0
NodeName=${name} NodeAddr=127.0.0.1 CPUs=${availableParallelism()} RealMemory=1000 State=UNKNOWN
PartitionName=trial Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`;
}
