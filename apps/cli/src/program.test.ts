import 'reflect-metadata';
import { expect } from 'chai';
import { createProgram } from './program.js';

describe('The help of every command', () => {
  it('has descriptions that a terminal wraps: a new line begins a paragraph or a list', async () => {
    const all = (await createProgram([])).commands.map((command) => command.name());
    const { commands } = await createProgram(all);
    expect(commands).to.have.length.above(20);
    for (const command of commands) {
      expect(command.description(), command.name()).to.not.equal('');
      const paragraphs = command.description().split('\n\n');
      for (const paragraph of paragraphs.filter((each) => !/^[^\n]*:\n/.test(each)))
        expect(paragraph, command.name()).to.not.include('\n');
    }
  });
});
