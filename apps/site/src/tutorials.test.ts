import { templateNames } from 'create-pomdp-gym-plugin';
import { expect } from 'chai';
import { namesIn, readText } from './repository.js';

const tutorials = namesIn('docs/tutorials').filter((name) => name !== 'index.md');

describe('The tutorials', () => {
  it('are there, one for each template, with its source', () => {
    expect(tutorials.map((name) => name.slice(0, -'.md'.length))).to.have.members(templateNames);
    for (const tutorial of tutorials)
      expect(readText(`docs/tutorials/${tutorial}`)).to.include(
        `src/templates/${tutorial.slice(0, -'.md'.length)}.ts`,
      );
  });
});
