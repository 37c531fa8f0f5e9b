import 'reflect-metadata';
import { readdirSync, readFileSync } from 'node:fs';
import { checkStudy, readStudy } from '@pomdp-gym/experiment';
import { expect } from 'chai';
import { openRegistry } from './open-registry.js';

const folder = new URL('../studies/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

describe('the shipped studies', () => {
  it('are found', () => expect(files).to.have.length.above(5));

  for (const name of files) {
    it(`${name} can begin as it stands`, async () => {
      const { study, place } = readStudy(readFileSync(new URL(name, folder), 'utf8'), name);
      checkStudy(study, await openRegistry([], process.cwd()), place);
      expect(study.seeds).to.have.length.above(4);
    });
  }

  it('that npm start runs is among them', () => {
    const { scripts } = JSON.parse(
      readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
    ) as { scripts: Record<string, string> };
    const [, started = ''] = /studies\/(\S+)$/.exec(scripts['start'] ?? '') ?? [];
    expect(files).to.include(started);
  });
});
