import 'reflect-metadata';
import { parseEnvironment, PlayedEpisode } from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { Game } from './game.js';
import { openRegistry } from '../open-registry.js';
import { playSession } from './play-session.js';

describe('playSession', () => {
  let registry: Registry;
  before(async () => {
    registry = await openRegistry([], process.cwd());
  });

  /** Plays with these lines as what the person types; returns the game and all that was said. */
  async function play(environment: string, seed: number, typed: readonly string[], reveal?: true) {
    const episode = new PlayedEpisode(registry.create('environment', parseEnvironment(environment)), seed);
    const game = new Game(episode.opening, (move) =>
      Promise.resolve(move === 'agent' ? episode.follow() : episode.take(move.action)),
    );
    const said: string[] = [];
    await playSession(game, typed, (line) => said.push(line), reveal);
    return { game, said, text: said.join('\n') };
  }

  it('shows what is seen, what may be done, the belief and the rewards, and the truth only at the end', async () => {
    const { said, text } = await play('Tiger-v0', 3, ['listen', 'l', 'q', 'listen']);
    expect(said[0]).to.equal('Actions: 0 listen, 1 open-left, 2 open-right.');
    expect(text).to.include('seen first: nothing yet\n  tiger-left   ████████████              0.500\n');
    expect(text).to.match(
      /step 1, listen: saw (tiger-\w+), reward -1 \(-1 in all\)\n {2}\1 +█{20}▍ +0\.850\n/,
    );
    expect(text).to.include('reward -1 (-2 in all)');
    const [before = '', after = ''] = text.split('The end: reward -2 in 2 steps, -1 a step;');
    expect(before).not.to.include('tiger behind');
    expect(after)
      .to.include('the best attainable is 1.084 a step')
      .and.match(/tiger behind: (left|right) door/);
  });

  it('reveals the truth from the beginning if asked to', async () => {
    const { text } = await play('Tiger-v0', 3, [], true);
    const [before = ''] = text.split('The end:');
    expect(before)
      .to.include('+---+   +---+')
      .and.match(/tiger behind: (left|right) door/);
  });

  it('refuses invalid actions with a sentence, and goes on', async () => {
    const { game, said } = await play('Tiger-v0', 1, ['open', 'dance', '?', '1']);
    expect(said).to.include('open may be open-left or open-right: write more of it.');
    expect(said).to.include(
      'There is no action dance. It is listen, open-left, open-right, or a number from 0 to 2.',
    );
    expect(said.filter((line) => line.startsWith('Actions:'))).to.have.length(2);
    expect(game.steps.map(({ action }) => action)).to.deep.equal(['open-left']);
  });

  it('keeps the exact belief and both sums of rewards, the same for the same seed', async () => {
    const typed = ['listen', 'listen', 'listen'];
    const { game } = await play('Tiger-v0', 7, typed);
    expect((await play('Tiger-v0', 7, typed)).game.steps).to.deep.equal(game.steps);
    expect(game.moment.total).to.equal(-3);
    expect(game.moment.discounted).to.be.closeTo(-(1 + 0.95 + 0.95 ** 2), 1e-12);
    const lead = 2 * game.steps.filter(({ observation }) => observation === 'tiger-left').length - 3;
    expect(game.moment.belief?.[0]).to.be.closeTo(1 / (1 + (0.15 / 0.85) ** lead), 1e-12);
  });

  it('stops where the episode ends, and lets nothing be believed then', async () => {
    const { game, text } = await play('TMaze-v0:length=1', 1, ['east', 'north', 'east']);
    expect(game.opening.first).to.match(/^sign-/);
    expect(game.steps.map(({ ending }) => ending)).to.deep.equal(['none', 'terminated']);
    expect(game.moment.belief).to.equal(null);
    expect(game.moment.total).to.equal(text.includes('goal: north') ? 4 : -0.1);
  });

  it('plays what has no model, without a belief', async () => {
    const { game, text } = await play('PuckPlane-v0', 1, ['0', '3']);
    expect(game.steps).to.have.length(2);
    expect(game.moment.belief).to.equal(null);
    expect(game.opening.first.split(', ')).to.have.length(6);
    expect(text).not.to.include('█');
  });
});
