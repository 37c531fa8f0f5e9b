import { readFileSync } from 'node:fs';
import 'reflect-metadata';
import { checkStudy, describeAgent, readStudy } from '@pomdp-gym/experiment';
import { expect } from 'chai';
import { answer } from './answer.test.support.js';
import { openRegistry } from './open-registry.js';
import { threeStateStudy } from './flags/three-state-study.js';

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
const blocks = (language: string) =>
  [...readme.matchAll(/^```(\w*)\n(.*?)^```$/gms)].flatMap(([, name, text]) =>
    name === language ? [text ?? ''] : [],
  );

describe('the README', () => {
  it('shows studies that run', async () => {
    const registry = await openRegistry([], process.cwd());
    const read = blocks('yaml').map((text) => readStudy(text, 'README.md'));
    for (const { study, place } of read) checkStudy(study, registry, place);
    const [plain, swept] = read.map(({ study }) => study.agents.map(({ name }) => name));
    expect(plain).to.deep.equal(['short trace', 'online', 'uniform']);
    expect(swept).to.include('ascent, beta=0.9, starts=4, step=0.3, initialScale=0.2').and.have.length(9);
  });

  it('describes the built-in study as it is', () => {
    for (const agent of threeStateStudy().agents) expect(readme).to.include(describeAgent(agent));
  });

  const commands = blocks('sh').flatMap((text) =>
    text.split('\n').filter((line) => line.startsWith('pomdp-gym ')),
  );

  it('shows commands', () => expect(commands.length).to.be.above(3));

  // What compares, and what needs the results of that, is run by the tests of reports.
  const alone = commands.filter((each) => !/^pomdp-gym (compare|report)/.test(each));
  for (const line of alone) {
    it(`tells the truth about ${line}`, async () => {
      const { code, err } = await answer(...line.split(' ').slice(1));
      // A slow machine may say how far a stage is.
      const said = err.replace(/^.*( …|: \d+ % done.*)\n/gm, '');
      expect([code, said]).to.deep.equal([0, '']);
    });
  }
});
