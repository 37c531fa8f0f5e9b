import 'reflect-metadata';
import { itRefusesNone } from './it-refuses-none.test.support.js';

describe('The rules refuse no sound environment', () => {
  itRefusesNone(['environment ThreeState-v0', 'environment Tiger-v0', 'wrapper RewardScale'], 20);
});
