import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, hostname, tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '@pomdp-gym/test-problems';

/** Where Debian puts the daemons of Slurm. */
const path = `${process.env['PATH'] ?? ''}${delimiter}/usr/sbin`;

/** Seconds that the daemons are given to start. */
const STARTING = 30;

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
    await server.begin();
    return server;
  }

  /** What the programs of Slurm find it by. */
  get environment(): NodeJS.ProcessEnv {
    return { ...process.env, PATH: path, SLURM_CONF: join(this.home, 'slurm.conf') };
  }

  async stop(): Promise<void> {
    for (const daemon of this.daemons) daemon.kill('SIGTERM');
    await Promise.all(this.daemons.map(ended));
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  private async begin(): Promise<void> {
    for (const folder of ['state', 'spool']) mkdirSync(join(this.home, folder));
    writeFileSync(
      join(this.home, 'slurm.conf'),
      configuration(this.home, await freePort(), await freePort()),
    );
    for (const name of ['slurmctld', 'slurmd'])
      this.daemons.push(spawn(name, ['-D'], { env: this.environment, stdio: 'ignore' }));
    for (let waited = 0; !this.isIdle(); waited++) {
      if (waited >= STARTING) throw new Error('Slurm is installed, and does not start.');
      await pause(1000);
    }
  }

  private isIdle(): boolean {
    try {
      return (
        execFileSync('sinfo', ['-h', '-o', '%T'], {
          env: this.environment,
          encoding: 'utf8',
          stdio: 'pipe',
        }).trim() === 'idle'
      );
    } catch {
      return false;
    }
  }
}

async function ended(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return;
  await new Promise((resolve) => daemon.once('exit', resolve));
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
