import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { rules } from './violations.js';
import { readWorkspace } from './workspace.js';

const workspace = readWorkspace(fileURLToPath(new URL('../../..', import.meta.url)));

describe('The architecture', () => {
  it('was read: packages, files and imports are there', () => {
    const sources = workspace.members.flatMap((member) => member.sources);
    const imports = sources.flatMap((source) => source.imports);
    expect(workspace.members.length).to.be.greaterThan(20);
    expect(sources.length).to.be.greaterThan(100);
    expect(sources.filter(({ isTest }) => isTest).length).to.be.greaterThan(10);
    expect(imports.filter(({ specifier }) => specifier.startsWith('@pomdp-gym/')).length).to.be.greaterThan(
      100,
    );
    for (const shelf of ['packages/', 'plugins/', 'apps/', 'test/']) {
      expect(
        workspace.members.some(({ folder }) => folder.startsWith(shelf)),
        shelf,
      ).to.equal(true);
    }
  });

  for (const [rule, violations] of rules) {
    it(rule, () => expect(violations(workspace)).to.deep.equal([]));
  }
});
