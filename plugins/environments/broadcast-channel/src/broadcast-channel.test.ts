import { describeEnvironment, itEqualsPublicFile } from '@pomdp-gym/conformance';
import { frameText } from '@pomdp-gym/models';
import { expect } from 'chai';
import { broadcastChannel } from './broadcast-channel.js';
import { broadcastFrame } from './broadcast-frame.js';

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

  it('draws the buffers, and what the channel carried last', () => {
    const lines = (sent?: readonly boolean[]) => frameText(broadcastFrame([true, false], sent));
    expect(lines()).to.deep.equal(['1 ■', '2 □', 'full buffers: 1']);
    expect(lines([true, true])).to.include('channel: collision of 1, 2');
    expect(lines([false, true])).to.include.members(['2 □ >', 'channel: agent 2 sent']);
    expect(lines([false, false])).to.include('channel: silent');
    expect(broadcastFrame([true, false], [true, true]).svg).to.contain('>collision<');
  });
});
