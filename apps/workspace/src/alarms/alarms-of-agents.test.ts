import 'reflect-metadata';
import { itRefusesNone } from './it-refuses-none.test.support.js';

describe('The rules refuse no sound part of an agent', () => {
  itRefusesNone(
    ['policy softmax', 'policy uniform', 'critic td', 'optimizer gradient-ascent', 'solver blind'],
    20,
  );
  itRefusesNone(['estimator gpomdp', 'learner q-learning'], 5);
});
