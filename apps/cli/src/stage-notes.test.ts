import { expect } from 'chai';
import { stageNotes } from './stage-notes.js';

describe('stageNotes', () => {
  it('says after two seconds what is done, how far it is and what is left, and then ever more rarely', () => {
    let now = 100;
    const lines: string[] = [];
    const onProgress = stageNotes(
      'Simulating',
      () => now,
      (line) => lines.push(line),
    );
    for (const [seconds, part] of [
      [1, 0.01],
      [2, 0.02],
      [3, 0.03],
      [4, 0.05],
      [7, 0.5],
      [8, 0.8],
    ] as const) {
      now = 100 + seconds;
      onProgress(part);
    }
    expect(lines).to.deep.equal([
      'Simulating: 2 % done, about 98 s to go',
      'Simulating: 5 % done, about 76 s to go',
      'Simulating: 80 % done, about 2 s to go',
    ]);
  });

  it('names a stage whose end is not known', () => {
    let now = 0;
    const lines: string[] = [];
    const onProgress = stageNotes(
      'Bounding',
      () => now,
      (line) => lines.push(line),
    );
    now = 5;
    onProgress();
    expect(lines).to.deep.equal(['Bounding …']);
  });
});
