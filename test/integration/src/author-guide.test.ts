import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Check, checksOf, runChecks } from '@pomdp-gym/conformance';
import { kindNames, kinds, type SpecOf, type TabledKind } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { workspace } from './command.test.support.js';

const guide = readFileSync(join(workspace, 'packages/contracts/README.md'), 'utf8');

/** The code under a heading of the guide. */
function example(heading: string): string | undefined {
  const section = guide.split(/^## /m).find((text) => text.startsWith(`${heading}\n`));
  return section && /^```js\n(.*?)^```$/ms.exec(section)?.[1];
}

function checks<K extends TabledKind>(kind: K, exported: Readonly<Record<string, SpecOf[K]>>): Check[] {
  return Object.entries(exported)
    .filter(([name, value]) => name !== 'default' && 'create' in value)
    .flatMap(([, spec]) => [...checksOf(kind, spec)]);
}

describe('The examples of the guide for plugin authors keep the rules of their kinds', function () {
  this.timeout(240_000);
  let folder: string;

  // Below the workspace, so that they find its packages.
  before(() => {
    folder = mkdtempSync(join(workspace, 'test/integration/dist/guide-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const kind of kindNames(kinds)) {
    it(kinds[kind].article, async () => {
      const { article } = kinds[kind];
      const text = example(article[0]!.toUpperCase() + article.slice(1));
      expect(text, 'an example under its heading').to.be.a('string');
      const path = join(folder, `${kind}.mjs`);
      writeFileSync(path, text!);
      const exported = (await import(pathToFileURL(path).href)) as Readonly<
        Record<string, SpecOf[typeof kind]>
      >;
      const problems: string[] = [];
      let tried = 0;
      for await (const { rule, problem } of runChecks(checks(kind, exported))) {
        tried++;
        if (problem !== undefined) problems.push(`${rule} ${problem}`);
      }
      expect(problems).to.deep.equal([]);
      expect(tried).to.be.greaterThan(3);
    });
  }
});
