import { expect } from 'chai';
import { galleryTable } from './gallery-table.js';
import type { PlantedBug } from './planted-bug.js';

const rule = 'It is at most 1.';

function bugSaying(message: string): PlantedBug {
  const run = () => {
    throw new Error(message);
  };
  return { id: 'policy/too-large', wrong: 'It is 2.', rule, checks: () => [{ name: rule, run }] };
}

describe('The table of planted bugs', () => {
  it('has a row a bug: name, kind, what is wrong, the rule and what it says', async () => {
    const [, , row] = (await galleryTable([bugSaying('It is 2 | more.')])).split('\n');
    expect(row).to.equal('| too-large | policy | It is 2. | It is at most 1. | It is 2 \\| more. |');
  });

  it('keeps a message on one line, without mark-up, and no longer than 240 characters', async () => {
    const [, , row] = (await galleryTable([bugSaying(`a <b>\n{c}${' x'.repeat(200)}`)])).split('\n');
    expect(row).to.contain('a &lt;b&gt; \\{c\\} x');
    expect(row).to.match(/ … \|$/);
    expect(row!.length).to.be.below(340);
  });
});
