import { describeEnvironment, itEqualsPublicFile } from '@pomdp-gym/conformance';
import { expect } from 'chai';
import { broadcastChannel } from './broadcast-channel.js';

describeEnvironment(broadcastChannel);
describeEnvironment(broadcastChannel, { options: { arrivals: [0.5, 0.25, 0.25] } });

describe('BroadcastChannel-v0', () => {
  const create = (options: object = {}) => broadcastChannel.create(broadcastChannel.options.parse(options));

  // Products of .9 and .1 are rounded to the file's decimals.
  itEqualsPublicFile(() => create({ discount: 1 }), 'dec/broadcastChannel.dpomdp', {
    transitions: 1e-15,
    observationTables: 1e-15,
  });

  it('has as many agents as arrivals', () => {
    expect(create({ arrivals: [0.5, 0.25, 0.25] }).actionSpace.factors).to.have.length(3);
  });
});
