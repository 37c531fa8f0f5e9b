import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { pomdpGym, workspace } from './command.test.support.js';

const home = join(workspace, 'test/integration');

const WARNING =
  'The plugin ./lamps uses names of an earlier version: emission (now observation), initialEmission (now ' +
  'initialObservation). They still work; docs/renames.md lists all.\n';

/** A policy and a solver under the earlier names; the solver reads the earlier names of the tables. */
const actors = `
import { contribute } from '@pomdp-gym/contracts';
import { ContainerModule } from 'inversify';
import { z } from 'zod';
const options = z.strictObject({});
class Steady { begin(random) { this.random = random; } act() { if (!this.random) throw new Error('not begun'); return 0; } }
const steady = { id: 'steady', summary: 'Takes action 0.', options, create: () => new Steady() };
const plan = { id: 'reader', summary: 'Takes action 0.', options, create: () => ({
  async *solve(model) {
    if (model.emissions.length !== model.actions || model.initialEmissions.rows !== model.states) throw new Error('no tables');
    yield { lower: 0, upper: 2, work: 1, detail: {} };
    return new Steady();
  },
}) };
export default new ContainerModule((module) => {
  contribute(module, 'policy', steady);
  contribute(module, 'solver', plan);
});
`;

describe('A plugin written for an earlier version', function () {
  this.timeout(240_000);
  let folder: string;

  // Below the workspace, so that the plugins find its packages.
  before(() => {
    folder = mkdtempSync(join(home, 'dist/earlier-'));
    cpSync(join(home, 'earlier-lamps'), join(folder, 'lamps'), { recursive: true });
    writeFileSync(join(folder, 'actors.mjs'), actors);
  });
  after(() => rmSync(folder, { recursive: true }));

  const compare = (...given: string[]) =>
    pomdpGym(
      folder,
      'compare',
      ...given,
      '--seeds',
      '2',
      '--budget',
      '2000',
      '--out',
      given.join(''),
      '--json',
    );

  it('is the lamps example as it was: with the names that have changed', () => {
    expect(readFileSync(join(folder, 'lamps/index.js'), 'utf8'))
      .to.include('emission:')
      .and.include('initialEmission:');
  });

  it('passes check', () => {
    const { code, out } = pomdpGym(folder, 'check', './lamps', '--json');
    expect(code).to.equal(0);
    expect(JSON.parse(out)).to.deep.include({ passed: true });
  });

  it('runs in compare, with one warning; acting at random earns a half, exactly', () => {
    const { code, out, err } = compare('--plugin', './lamps', '--env', 'Lamps-v0', '--agent', 'uniform');
    expect(code).to.equal(0);
    expect(err.split(WARNING).length - 1, err).to.equal(1);
    expect(err.match(/earlier version/g)).to.have.length(1);
    const { results } = JSON.parse(out) as { results: { mean: number }[] };
    expect(results[0]?.mean).to.be.closeTo(0.5, 1e-12);
  });

  it('may bring policies with begin and solvers that read emissions: each plugin is warned of once', () => {
    const { code, out, err } = compare(
      ...['--plugin', './lamps', '--plugin', './actors.mjs', '--env', 'Lamps-v0'],
      ...['--agent', 'steady', '--agent', 'reader'],
    );
    expect([code, err.match(/earlier version/g)?.length], err).to.deep.equal([0, 2]);
    expect(err).to.match(/The plugin \.\/actors\.mjs uses names of an earlier version: begin \(now reset\)/);
    const { results } = JSON.parse(out) as { results: { mean: number; failures: number }[] };
    expect(results.map(({ failures }) => failures)).to.deep.equal([0, 0]);
    // Each lamp is lit half of the time, so action 0 earns 1/2; four standard errors of 200,000 dependent steps are below .02.
    for (const { mean } of results) expect(mean).to.be.closeTo(0.5, 0.02);
  });

  it('passes check with begin in place of reset', () => {
    const { code, out } = pomdpGym(folder, 'check', './actors.mjs', '--json');
    const { checks } = JSON.parse(out) as { checks: { kind: string; problem: string | null }[] };
    expect(
      checks.filter(({ kind }) => kind === 'policy').flatMap(({ problem }) => problem ?? []),
    ).to.deep.equal([]);
    expect([0, 1]).to.include(code);
  });

  it('of a study names the option that has changed, once, and runs', () => {
    writeFileSync(
      join(folder, 'study.yaml'),
      'environments: [ThreeState-v0]\nagents: [{ policy: softmax, start: { spread: 0.5 } }]\nseeds: 1\n',
    );
    const { code, err } = pomdpGym(folder, 'compare', 'study.yaml', '--out', 'study', '--json');
    expect(code).to.equal(0);
    expect(err.match(/spread is now called initialScale/g)).to.have.length(1);
    expect(err).to.include('study.yaml:2:');
  });
});
