import { deepEqual } from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeTracker } from '@pomdp-gym/conformance';
import { type RunDescription, runPath } from '@pomdp-gym/contracts';
import { template } from './tracker.js';

const folder = mkdtempSync(join(tmpdir(), 'template-'));
after(() => rmSync(folder, { recursive: true }));

describeTracker(template, { options: { folder } });

describe('template', () => {
  it('writes a line an event', () => {
    const run: RunDescription = {
      environment: { name: 'Tiger-v0', id: 'Tiger-v0', options: {} },
      agent: { name: 'a', steps: { direction: 1, lineSearch: 1 }, start: { initialScale: 0 } },
      seed: 7,
      budget: 100,
      batchSize: 1,
      patience: 1,
      evaluation: { steps: 1, exactStates: 1 },
    };
    const observer = template.create({ folder }).observe(run);
    observer.next({ kind: 'episode', steps: 12, length: 12, reward: -3.5 });
    observer.error('Ctrl-C');
    const lines = readFileSync(`${join(folder, ...runPath(run))}.jsonl`, 'utf8')
      .trim()
      .split('\n');
    deepEqual(
      lines.map((line) => JSON.parse(line) as unknown),
      [
        { kind: 'episode', steps: 12, length: 12, reward: -3.5 },
        { kind: 'stopped', reason: 'Ctrl-C' },
      ],
    );
  });
});
