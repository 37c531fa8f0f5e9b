import { readFileSync } from 'node:fs';
import 'reflect-metadata';
import { checkStudy, describeAgent, readStudy } from '@pomdp-gym/experiment';
import { expect } from 'chai';
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
});
