// The plugins that the app ships, and the only place that names them. Written by `npm run ship-plugins`.
import { createRequire } from 'node:module';
import type { PluginOffer } from '@pomdp-gym/registry';

const require: (name: string) => unknown = createRequire(import.meta.url);

/** What a module exports by default. */
function pluginOf(exported: unknown): unknown {
  return typeof exported === 'object' && exported && 'default' in exported ? exported.default : undefined;
}

/** What each plugin contributes, known without loading it. */
export const shippedPlugins: readonly PluginOffer[] = [
  {
    source: '@pomdp-gym/critic-td',
    contributes: [
      {
        kind: 'critic',
        id: 'td',
        summary: 'TD(λ): values of observations by temporal differences, tabular or linear in features.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/critic-td')),
  },
  {
    source: '@pomdp-gym/environment-broadcast-channel',
    contributes: [
      {
        kind: 'environment',
        id: 'BroadcastChannel-v0',
        summary:
          'Agents share a channel that takes one message a step; each knows only what it hears of collisions.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/environment-broadcast-channel')),
  },
  {
    source: '@pomdp-gym/environment-call-admission',
    contributes: [
      {
        kind: 'environment',
        id: 'CallAdmission-v0',
        summary:
          'Calls of three types ask for one of ten units of a link: accept or reject, as the occupancy and the type show.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/environment-call-admission')),
  },
  {
    source: '@pomdp-gym/environment-cheese-maze',
    contributes: [
      {
        kind: 'environment',
        id: 'CheeseMaze-v0',
        summary: 'McCallum’s cheese maze: eleven cells, of which the agent sees only the walls around it.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/environment-cheese-maze')),
  },
  {
    source: '@pomdp-gym/environment-classic-control',
    contributes: [
      {
        kind: 'environment',
        id: 'Acrobot-v1',
        summary: 'Swing the tip of two links above a line; velocities may be hidden.',
      },
      {
        kind: 'environment',
        id: 'CartPole-v0',
        summary: 'Balance a pole on a cart for at most 200 steps; velocities may be hidden.',
      },
      {
        kind: 'environment',
        id: 'CartPole-v1',
        summary: 'Balance a pole on a cart for at most 500 steps; velocities may be hidden.',
      },
      {
        kind: 'environment',
        id: 'MountainCar-v0',
        summary: 'Drive a weak car out of a valley; its velocity may be hidden.',
      },
      {
        kind: 'environment',
        id: 'Pendulum-v1',
        summary:
          'Swing a pendulum up with a bounded torque, a continuous action; its velocity may be hidden.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/environment-classic-control')),
  },
  {
    source: '@pomdp-gym/environment-dec-tiger',
    contributes: [
      {
        kind: 'environment',
        id: 'DecTiger-v0',
        summary:
          'Two agents before the doors of Tiger, each with ears of its own: what one does alone costs both.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/environment-dec-tiger')),
  },
  {
    source: '@pomdp-gym/environment-file',
    contributes: [
      {
        kind: 'environment',
        id: 'File',
        summary:
          'The environment of any model file, .POMDP, .pomdpx or .dpomdp; the command line takes such a path for an id.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/environment-file')),
  },
  {
    source: '@pomdp-gym/environment-four-by-three',
    contributes: [
      {
        kind: 'environment',
        id: 'FourByThree-v0',
        summary: "Russell's 4×3 grid with slipping moves, seen through two wall detectors.",
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/environment-four-by-three')),
  },
  {
    source: '@pomdp-gym/environment-garnet',
    contributes: [
      {
        kind: 'environment',
        id: 'Garnet-v0',
        summary:
          'A random chain of given size and branching, its states seen through aliased and noisy observations; mixing to measure.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/environment-garnet')),
  },
  {
    source: '@pomdp-gym/environment-gymnasium',
    contributes: [
      {
        kind: 'environment',
        id: 'Gymnasium',
        summary: 'An environment of the Python package Gymnasium, by its id, in a process of its own.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/environment-gymnasium')),
  },
  {
    source: '@pomdp-gym/environment-hallway',
    contributes: [
      {
        kind: 'environment',
        id: 'Hallway-v0',
        summary:
          'A robot with noisy wheels and wall detectors looks for the goal in a hallway with landmarks.',
      },
      {
        kind: 'environment',
        id: 'Hallway2-v0',
        summary: 'The same robot in a larger maze without landmarks, of which many places look alike.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/environment-hallway')),
  },
  {
    source: '@pomdp-gym/environment-heaven-hell',
    contributes: [
      {
        kind: 'environment',
        id: 'HeavenHell-v0',
        summary: 'Heaven at one end of a T and hell at the other: only a priest, a detour away, tells which.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/environment-heaven-hell')),
  },
  {
    source: '@pomdp-gym/environment-load-unload',
    contributes: [
      {
        kind: 'environment',
        id: 'LoadUnload-v0',
        summary:
          'Carry loads from the left end of a road to the right one, remembering whether the cart is full.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/environment-load-unload')),
  },
  {
    source: '@pomdp-gym/environment-puck-plane',
    contributes: [
      {
        kind: 'environment',
        id: 'PuckPlane-v0',
        summary:
          'A puck on a plane with elastic walls is pushed to a target; six real observations, four actions, no model.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/environment-puck-plane')),
  },
  {
    source: '@pomdp-gym/environment-rock-sample',
    contributes: [
      {
        kind: 'environment',
        id: 'RockSample-v0',
        summary:
          'A rover checks rocks from afar with a noisy sensor, samples the good ones and leaves to the east; n × n cells, k rocks.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/environment-rock-sample')),
  },
  {
    source: '@pomdp-gym/environment-router-network',
    contributes: [
      {
        kind: 'environment',
        id: 'RouterNetwork-v0',
        summary:
          'Routers in a ring serve packets or send them on, each by the length of its own queue: load balancing by several agents.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/environment-router-network')),
  },
  {
    source: '@pomdp-gym/environment-shuttle',
    contributes: [
      {
        kind: 'environment',
        id: 'Shuttle-v0',
        summary:
          'Chrisman’s shuttle: dock, backwards, at the station visited least recently, between two of them.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/environment-shuttle')),
  },
  {
    source: '@pomdp-gym/environment-slippery-grid',
    contributes: [
      {
        kind: 'environment',
        id: 'SlipperyGrid-v0',
        summary: 'Reach a goal on slippery ground without falling into a hole; the map is text.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/environment-slippery-grid')),
  },
  {
    source: '@pomdp-gym/environment-t-maze',
    contributes: [
      {
        kind: 'environment',
        id: 'TMaze-v0',
        summary: 'Bakker’s T-maze: a sign at the start says which way to turn at the far end of a corridor.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/environment-t-maze')),
  },
  {
    source: '@pomdp-gym/environment-tag',
    contributes: [
      {
        kind: 'environment',
        id: 'Tag-v0',
        summary:
          'A robot hunts an opponent that flees from it and that it sees only when both stand in one cell.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/environment-tag')),
  },
  {
    source: '@pomdp-gym/environment-three-state',
    contributes: [
      {
        kind: 'environment',
        id: 'ThreeState-v0',
        summary:
          'Three fully observed states and two actions; reward 1 on entering C. The problem of the gradient study.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/environment-three-state')),
  },
  {
    source: '@pomdp-gym/environment-tiger',
    contributes: [
      {
        kind: 'environment',
        id: 'Tiger-v0',
        summary:
          'A tiger behind one of two doors: listen for a price, or open one. Opening resets the problem.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/environment-tiger')),
  },
  {
    source: '@pomdp-gym/estimator-auto',
    contributes: [
      {
        kind: 'estimator',
        id: 'auto',
        summary:
          'GPOMDP that chooses β and T itself: β by bias against variance on one path, T by what the estimate is for.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/estimator-auto')),
  },
  {
    source: '@pomdp-gym/estimator-exact',
    contributes: [
      {
        kind: 'estimator',
        id: 'exact',
        summary:
          'The gradient itself, computed from the model: what estimates would average to over infinitely many samples.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/estimator-exact')),
  },
  {
    source: '@pomdp-gym/estimator-gpomdp',
    contributes: [
      {
        kind: 'estimator',
        id: 'gpomdp',
        summary:
          'The gradient of the average reward from one sample path, with a β-discounted eligibility trace.',
      },
      {
        kind: 'estimator',
        id: 'exp-gpomdp',
        summary:
          'GPOMDP for a policy with a finite memory, whose nodes are integrated out: the same mean at a smaller variance.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/estimator-gpomdp')),
  },
  {
    source: '@pomdp-gym/estimator-reinforce',
    contributes: [
      {
        kind: 'estimator',
        id: 'reinforce',
        summary: 'REINFORCE: the gradient of the discounted value of the start, from whole episodes.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/estimator-reinforce')),
  },
  {
    source: '@pomdp-gym/executor-bullmq',
    contributes: [
      { kind: 'executor', id: 'bullmq', summary: 'Queues the runs of a study on a Redis server, by BullMQ.' },
    ],
    load: () => pluginOf(require('@pomdp-gym/executor-bullmq')),
  },
  {
    source: '@pomdp-gym/executor-in-process',
    contributes: [
      {
        kind: 'executor',
        id: 'in-process',
        summary: 'Does the runs of a study one after another, in the thread of the command.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/executor-in-process')),
  },
  {
    source: '@pomdp-gym/executor-pg-boss',
    contributes: [
      {
        kind: 'executor',
        id: 'pg-boss',
        summary: 'Queues the runs of a study on a PostgreSQL server, by pg-boss.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/executor-pg-boss')),
  },
  {
    source: '@pomdp-gym/executor-shard',
    contributes: [
      {
        kind: 'executor',
        id: 'shard',
        summary: 'Splits the runs of a study into parts that need no common service.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/executor-shard')),
  },
  {
    source: '@pomdp-gym/executor-threads',
    contributes: [
      {
        kind: 'executor',
        id: 'threads',
        summary: 'Does the runs of a study in threads, so that one that ends its thread ends no other.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/executor-threads')),
  },
  {
    source: '@pomdp-gym/experiments-automatic',
    contributes: [
      {
        kind: 'experiment',
        id: 'automatic',
        summary:
          'β and T chosen from the data: gradient errors, ascents and signs beside every fixed β and T of a grid.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/experiments-automatic')),
  },
  {
    source: '@pomdp-gym/experiments-baxter-bartlett',
    contributes: [
      {
        kind: 'experiment',
        id: 'gradient-estimation',
        summary: 'How the error of GPOMDP’s estimates depends on β and T on the three-state problem.',
      },
      {
        kind: 'experiment',
        id: 'conjpomdp',
        summary: 'What CONJPOMDP earns on the three-state problem, by β and T.',
      },
      {
        kind: 'experiment',
        id: 'olpomdp',
        summary: 'What OLPOMDP earns on the three-state problem, by β and step size.',
      },
      {
        kind: 'experiment',
        id: 'running-time',
        summary: 'How many steps CONJPOMDP needs on the three-state problem, by β.',
      },
      {
        kind: 'experiment',
        id: 'starting-points',
        summary: 'Where CONJPOMDP ends from starts ever farther from 0, beside ascents without noise.',
      },
      {
        kind: 'experiment',
        id: 'error-and-bound',
        summary: 'Error of GPOMDP’s estimates beside the bound of the theorem, on four chains.',
      },
      {
        kind: 'experiment',
        id: 'call-admission',
        summary: 'What CONJPOMDP and OLPOMDP earn at call admission, in the units of the companion paper.',
      },
      {
        kind: 'experiment',
        id: 'tiger-hallway',
        summary: 'How near memoryless policies come to the best one on Tiger and Hallway.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/experiments-baxter-bartlett')),
  },
  {
    source: '@pomdp-gym/experiments-memory',
    contributes: [
      {
        kind: 'experiment',
        id: 'memory',
        summary:
          'What memory is worth: the best of controllers of a few nodes by exact gradients, beside published values.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/experiments-memory')),
  },
  {
    source: '@pomdp-gym/experiments-variance',
    contributes: [
      {
        kind: 'experiment',
        id: 'variance',
        summary:
          'Where the variance of gradient estimates comes from: which structural factors predict it, over the zoo.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/experiments-variance')),
  },
  {
    source: '@pomdp-gym/learner-action-values',
    contributes: [
      {
        kind: 'learner',
        id: 'q-learning',
        summary:
          'Q-learning on what is observed and remembered: the value of a move if the best ones follow.',
      },
      {
        kind: 'learner',
        id: 'sarsa',
        summary:
          'SARSA(lambda) on what is observed and remembered: the value of a move if the policy goes on.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/learner-action-values')),
  },
  {
    source: '@pomdp-gym/learner-actor-critic',
    contributes: [
      {
        kind: 'learner',
        id: 'actor-critic',
        summary:
          'Actor-critic: a value function learns by TD(lambda), and its differences move the policy, step by step.',
      },
      {
        kind: 'learner',
        id: 'ppo',
        summary:
          'PPO: many small steps of Adam on a clipped surrogate of the same steps, with a value function beside it.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/learner-actor-critic')),
  },
  {
    source: '@pomdp-gym/learner-independent',
    contributes: [
      {
        kind: 'learner',
        id: 'independent',
        summary:
          'A learner of its own for each agent of a team: each sees its own part and the common reward.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/learner-independent')),
  },
  {
    source: '@pomdp-gym/learner-olpomdp',
    contributes: [
      {
        kind: 'learner',
        id: 'olpomdp',
        summary:
          'OLPOMDP: the online form of GPOMDP, one update of the parameters a step, with a baseline (OLGARB).',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/learner-olpomdp')),
  },
  {
    source: '@pomdp-gym/optimizer-compound',
    contributes: [
      {
        kind: 'optimizer',
        id: 'restarts',
        summary: 'Climbs by another optimizer from several starts, and takes the best end.',
      },
      {
        kind: 'optimizer',
        id: 'plateau',
        summary:
          'Climbs by another optimizer, and ends an ascent that gains nothing more or meets noise alone.',
      },
      {
        kind: 'optimizer',
        id: 'grow',
        summary: 'Climbs by another optimizer, and splits nodes of a controller one by one while that gains.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/optimizer-compound')),
  },
  {
    source: '@pomdp-gym/optimizer-conjpomdp',
    contributes: [
      {
        kind: 'optimizer',
        id: 'conjpomdp',
        summary:
          'CONJPOMDP: conjugate gradients with GSEARCH, a line search on the sign of the gradient alone.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/optimizer-conjpomdp')),
  },
  {
    source: '@pomdp-gym/optimizer-gradient-ascent',
    contributes: [
      {
        kind: 'optimizer',
        id: 'gradient-ascent',
        summary: 'Steps along the estimated gradient, of fixed or harmonically decaying length.',
      },
      {
        kind: 'optimizer',
        id: 'adam',
        summary: 'Adam: steps scaled for each parameter by running moments of its gradient.',
      },
      {
        kind: 'optimizer',
        id: 'natural-gradient',
        summary:
          'Steps along the natural gradient: the estimate through the inverse of the Fisher matrix of the same path.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/optimizer-gradient-ascent')),
  },
  {
    source: '@pomdp-gym/policy-belief',
    contributes: [
      { kind: 'policy', id: 'belief', summary: 'Softmax policy on the exact belief of a finite model.' },
    ],
    load: () => pluginOf(require('@pomdp-gym/policy-belief')),
  },
  {
    source: '@pomdp-gym/policy-controller',
    contributes: [
      {
        kind: 'policy',
        id: 'controller',
        summary:
          "Finite-state controller: softmax actions ψ(u | m, y) and moves ν(m' | m, y, u) of a memory of a few nodes.",
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/policy-controller')),
  },
  {
    source: '@pomdp-gym/policy-gaussian',
    contributes: [
      {
        kind: 'policy',
        id: 'gaussian',
        summary:
          'Normal policy for actions that are vectors; its mean is linear in the observation or a tanh network.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/policy-gaussian')),
  },
  {
    source: '@pomdp-gym/policy-mlp',
    contributes: [
      {
        kind: 'policy',
        id: 'mlp',
        summary:
          'Softmax policy of a tanh network (multilayer perceptron), for observations that are vectors.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/policy-mlp')),
  },
  {
    source: '@pomdp-gym/policy-softmax',
    contributes: [
      {
        kind: 'policy',
        id: 'softmax',
        summary: 'Softmax (Gibbs) policy, linear in features of the observation.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/policy-softmax')),
  },
  {
    source: '@pomdp-gym/policy-team',
    contributes: [
      {
        kind: 'policy',
        id: 'team',
        summary: 'One policy an agent, for several agents with one reward: each sees and does its own part.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/policy-team')),
  },
  {
    source: '@pomdp-gym/policy-uniform',
    contributes: [
      {
        kind: 'policy',
        id: 'uniform',
        summary: 'Every action with the same probability, whatever is observed: the agent to beat.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/policy-uniform')),
  },
  {
    source: '@pomdp-gym/policy-window',
    contributes: [
      { kind: 'policy', id: 'window', summary: 'Softmax policy on the last observations and actions.' },
    ],
    load: () => pluginOf(require('@pomdp-gym/policy-window')),
  },
  {
    source: '@pomdp-gym/solver-alternating-maximisation',
    contributes: [
      {
        kind: 'solver',
        id: 'alternating-maximisation',
        summary:
          'JESP: improves a team agent by agent, each against what the others do, until no agent alone gains.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/solver-alternating-maximisation')),
  },
  {
    source: '@pomdp-gym/solver-bounds',
    contributes: [
      {
        kind: 'solver',
        id: 'blind',
        summary: 'Blind policies: the best single action for ever, a lower bound on the optimal value.',
      },
      {
        kind: 'solver',
        id: 'qmdp',
        summary:
          'QMDP: acts as if the state were known after the next step; an upper bound on the optimal value.',
      },
      {
        kind: 'solver',
        id: 'fib',
        summary:
          'Fast informed bound: an upper bound on the optimal value that counts the next observation in.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/solver-bounds')),
  },
  {
    source: '@pomdp-gym/solver-dynamic-programming',
    contributes: [
      {
        kind: 'solver',
        id: 'value-iteration',
        summary:
          'Value iteration, discounted or average, for problems whose observations tell the state or enough of it.',
      },
      {
        kind: 'solver',
        id: 'policy-iteration',
        summary:
          'Howard’s policy iteration, discounted or average, for problems whose observations tell the state or enough of it.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/solver-dynamic-programming')),
  },
  {
    source: '@pomdp-gym/solver-hsvi2',
    contributes: [
      {
        kind: 'solver',
        id: 'hsvi2',
        summary: 'HSVI2: anytime bounds on the optimal value, and a policy, by trials into the widest gap.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/solver-hsvi2')),
  },
  {
    source: '@pomdp-gym/solver-incremental-pruning',
    contributes: [
      {
        kind: 'solver',
        id: 'incremental-pruning',
        summary: 'Exact value iteration over all beliefs by incremental pruning, for models of a few states.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/solver-incremental-pruning')),
  },
  {
    source: '@pomdp-gym/solver-point-based',
    contributes: [
      {
        kind: 'solver',
        id: 'pbvi',
        summary:
          'PBVI: backups at a growing set of beliefs that are far apart; a lower bound and its policy.',
      },
      {
        kind: 'solver',
        id: 'perseus',
        summary: 'Perseus: backups at randomly chosen beliefs of random walks; a lower bound and its policy.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/solver-point-based')),
  },
  {
    source: '@pomdp-gym/solver-pomcp',
    contributes: [
      {
        kind: 'solver',
        id: 'pomcp',
        summary: 'POMCP: plans before every action by simulating from the belief, on models of any size.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/solver-pomcp')),
  },
  {
    source: '@pomdp-gym/solver-sarsop',
    contributes: [
      {
        kind: 'solver',
        id: 'sarsop',
        summary:
          'SARSOP: anytime bounds on the optimal value, and a policy, from beliefs that good policies reach.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/solver-sarsop')),
  },
  {
    source: '@pomdp-gym/tracker-csv',
    contributes: [
      {
        kind: 'tracker',
        id: 'csv',
        summary: 'monitor.csv and progress.csv of each run, as Stable-Baselines3 writes them.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/tracker-csv')),
  },
  {
    source: '@pomdp-gym/tracker-mlflow',
    contributes: [
      { kind: 'tracker', id: 'mlflow', summary: 'Sends runs to an MLflow server over its REST interface.' },
    ],
    load: () => pluginOf(require('@pomdp-gym/tracker-mlflow')),
  },
  {
    source: '@pomdp-gym/tracker-tensorboard',
    contributes: [
      {
        kind: 'tracker',
        id: 'tensorboard',
        summary: 'TensorBoard event files: η along the way, episodes, bounds and figures of the optimizer.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/tracker-tensorboard')),
  },
  {
    source: '@pomdp-gym/wrapper-frame-stack',
    contributes: [
      {
        kind: 'wrapper',
        id: 'FrameStack',
        summary: 'Shows the last observations together, the oldest first.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/wrapper-frame-stack')),
  },
  {
    source: '@pomdp-gym/wrapper-hide-part',
    contributes: [
      {
        kind: 'wrapper',
        id: 'HidePart',
        summary: 'Hides entries of what is observed, or makes several observations look alike.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/wrapper-hide-part')),
  },
  {
    source: '@pomdp-gym/wrapper-observe-noise',
    contributes: [
      {
        kind: 'wrapper',
        id: 'ObserveNoise',
        summary:
          'Adds noise to what is observed: another observation now and then, or normal noise on numbers.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/wrapper-observe-noise')),
  },
  {
    source: '@pomdp-gym/wrapper-reward-scale',
    contributes: [
      {
        kind: 'wrapper',
        id: 'RewardScale',
        summary: 'Multiplies every reward by a factor, in the model too.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/wrapper-reward-scale')),
  },
  {
    source: '@pomdp-gym/wrapper-time-limit',
    contributes: [
      {
        kind: 'wrapper',
        id: 'TimeLimit',
        summary:
          'Cuts every episode off (truncated) after a number of steps; the model counts them in its state.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/wrapper-time-limit')),
  },
  {
    source: '@pomdp-gym/wrapper-with-memory',
    contributes: [
      {
        kind: 'wrapper',
        id: 'WithMemory',
        summary:
          'Gives the agent a memory: an action also chooses the memory node that is seen beside what is observed.',
      },
    ],
    load: () => pluginOf(require('@pomdp-gym/wrapper-with-memory')),
  },
];
