"""A stand-in for the package gymnasium, for tests: its interface in plain Python, with small environments of its own.

Written from the documented interface: reset(seed=, options=) returns (observation, info), step returns five values, spaces
sample, contain and are seeded. It shares no code with the package.
"""

import random

from . import spaces, vector


class Env:
    metadata = {"render_modes": []}
    render_mode = None
    spec = None
    observation_space = None
    action_space = None
    _np_random = None

    @property
    def np_random(self):
        if self._np_random is None:
            self._np_random = random.Random()
        return self._np_random

    @property
    def unwrapped(self):
        return self

    def reset(self, *, seed=None, options=None):
        if seed is not None:
            self._np_random = random.Random(seed)

    def step(self, action):
        raise NotImplementedError

    def render(self):
        raise NotImplementedError

    def close(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
        return False


def make(id, render_mode=None, **arguments):
    from . import problems

    if id not in problems.REGISTERED:
        raise ValueError(f"Environment `{id}` doesn't exist.")
    return problems.REGISTERED[id](render_mode=render_mode, **arguments)
