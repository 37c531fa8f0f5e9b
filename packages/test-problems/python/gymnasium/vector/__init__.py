"""The vector environments of the stand-in."""

import enum

from . import utils


class AutoresetMode(enum.Enum):
    NEXT_STEP = "NextStep"
    SAME_STEP = "SameStep"
    DISABLED = "Disabled"


class VectorEnv:
    metadata = {}
    spec = None
    render_mode = None
    closed = False

    def reset(self, *, seed=None, options=None):
        pass

    def step(self, actions):
        raise NotImplementedError

    def close(self, **_):
        self.closed = True
