import { readSpeed } from './read-speed.js';

readSpeed();
