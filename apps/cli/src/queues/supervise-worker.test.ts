import { spawn } from 'node:child_process';
import { expect } from 'chai';
import { type LostWorker, superviseWorkers } from './supervise-worker.js';

const never = new AbortController().signal;
const cells = [{ cell: 'c'.repeat(64), copy: 0, attempt: 1 }];
const sends = `process.send({ study: 's', cells: ${JSON.stringify(cells)} }, () => {`;

/** A worker that does this. */
const worker = (deed: string) => () =>
  spawn(process.execPath, ['-e', deed], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });

describe('superviseWorkers', () => {
  /** Begins workers one after another, and gathers those that are lost. */
  const supervise = async (deeds: readonly string[], signal = never): Promise<[number, LostWorker[]]> => {
    const lost: LostWorker[] = [];
    let next = 0;
    const begin = () => worker(deeds[next++] ?? 'process.exit(0)')();
    const code = await superviseWorkers(begin, (each) => Promise.resolve(void lost.push(each)), signal);
    expect(next).to.equal(deeds.length);
    return [code, lost];
  };

  it('returns the exit code of a worker that ends by itself, and begins no other', async () => {
    expect(await supervise([`${sends} process.exit(1) })`])).to.deep.equal([1, []]);
    expect(await supervise(['process.exit(2)'])).to.deep.equal([2, []]);
  });

  it('says by which signal or exit code a worker with cells ended, and begins another', async () => {
    const killed = `${sends} process.kill(process.pid, 'SIGKILL') })`;
    const [code, lost] = await supervise([killed, `${sends} process.exit(134) })`, 'process.exit(0)']);
    expect(code).to.equal(0);
    const leases = [{ study: 's', cells }];
    expect(lost).to.deep.equal([
      { reason: 'Its worker was ended by signal SIGKILL.', leases },
      { reason: 'Its worker was ended by exit code 134.', leases },
    ]);
  });

  it('has the last cells of each study that a lost worker was at', async () => {
    const messages = [1, 2, 3].map((attempt) => ({
      study: `s${attempt % 2}`,
      cells: [{ ...cells[0], attempt }],
    }));
    const deed = `${JSON.stringify(messages)}.forEach((each) => process.send(each)); process.send(0, () => process.exit(134))`;
    const [, lost] = await supervise([deed, 'process.exit(0)']);
    expect(lost.map(({ leases }) => leases)).to.deep.equal([[messages[2], messages[1]]]);
  });

  it('ends where a worker ends before it had any cells', async () => {
    expect(await supervise(['process.kill(process.pid, "SIGKILL")'])).to.deep.equal([1, []]);
  });

  it('begins no other worker where a signal comes while a loss is recorded', async () => {
    const stop = new AbortController();
    let begun = 0;
    const begin = () => {
      begun++;
      return worker(`${sends} process.exit(134) })`)();
    };
    const code = await superviseWorkers(begin, () => Promise.resolve(stop.abort()), stop.signal);
    expect([code, begun]).to.deep.equal([130, 1]);
  });

  it('stops the worker at a signal', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    expect(await supervise(['setInterval(() => {}, 1000)'], stop.signal)).to.deep.equal([130, []]);
  });
});
