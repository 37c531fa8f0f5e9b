import { type Environment, environment, type KnownOptimum } from '@pomdp-gym/contracts';
import { ModelEnvironment } from '@pomdp-gym/models';
import { z } from 'zod';
import { features } from './admission.js';
import { callAdmissionFrame } from './call-admission-frame.js';
import { callAdmissionModel, linkStateOf } from './call-admission-model.js';
import { CallAdmissionSimulator } from './call-admission-simulator.js';
import { HIGHEST_EVENT_RATE, TOTAL_ARRIVAL_RATE } from './link.js';

/** The companion paper's results are rewards per 1/9.8 of a unit of time. */
export const PAPER_RATE = 9.8;

const options = z.strictObject({
  form: z
    .enum(['uniformised', 'continuous-time'])
    .default('uniformised')
    .describe(
      'uniformised: a finite model, a step being a tick of a Poisson clock; continuous-time: a simulator without a model, a step being from call to call.',
    ),
  unit: z
    .enum(['paper', 'time', 'step'])
    .default('paper')
    .describe(
      'What an average reward per step is in: rewards per 1/9.8 of a unit of time as in the companion paper, per unit of time, or per step with the rewards 1, 2 and 4 as they are.',
    ),
  rate: z
    .number()
    .min(HIGHEST_EVENT_RATE)
    .max(1000)
    .default(HIGHEST_EVENT_RATE)
    .describe('L, the ticks per unit of time of the uniformised form.'),
});

export const callAdmission = environment({
  id: 'CallAdmission-v0',
  summary:
    'Calls of three types ask for one of ten units of a link: accept or reject, as the occupancy and the type show.',
  options,
  create({ form, unit, rate }): Environment {
    const steps = form === 'uniformised' ? rate : TOTAL_ARRIVAL_RATE;
    const scale = unit === 'step' ? 1 : steps / (unit === 'paper' ? PAPER_RATE : 1);
    const optimum = optimumPerStep(steps / scale);
    if (form === 'continuous-time') return new CallAdmissionSimulator(scale, optimum);
    return new ModelEnvironment(callAdmissionModel(rate, scale), {
      features,
      optimum,
      frame: (state, last) => callAdmissionFrame(linkStateOf(state), last),
    });
  },
});

/** η* in the unit asked for, from 8.690299 per unit of time. */
function optimumPerStep(stepsPerUnit: number): KnownOptimum {
  return {
    averageReward: 8.690299 / stepsPerUnit,
    source:
      'value iteration on the configurations of the link; seeing only how many units are taken loses one in 200,000 of it',
  };
}
