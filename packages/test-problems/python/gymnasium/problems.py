"""The environments of the stand-in: small ones that are right, and some that are wrong in one way each."""

import os
import sys
import time

from . import Env, spaces


class Slope(Env):
    """A place on a slope, pushed by an action in [-1, 1] and by noise; it ends at the top, or after 30 steps."""

    metadata = {"render_modes": ["ansi"]}
    observation_space = spaces.Box([-10.0, 0], [10.0, float("inf")])
    action_space = spaces.Box(-1, 1, shape=(1,))

    def __init__(self, render_mode=None, top=3.0, diary=None):
        self.render_mode, self.top = render_mode, top
        if diary:
            with open(diary, "a") as file:
                file.write(f"{os.getpid()}\n")

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.place, self.steps = self.np_random.uniform(-1, 1), 0
        return (self.place, 0.0), {"seed": seed}

    def step(self, action):
        if not self.action_space.contains(action):
            raise ValueError(f"The action {action} is outside.")
        self.place = max(self.place + action[0] + self.np_random.gauss(0, 0.3), -10)
        self.steps += 1
        over = self.place >= self.top
        return (min(self.place, 10), float(self.steps)), -abs(action[0]), over, self.steps == 30 and not over, {}

    def render(self):
        return f"place {self.place:.2f}\nof {self.top}"


class Lights(Env):
    """Its observation repeats the last action: spaces of every kind, and nothing drawn. It never ends."""

    SPACES = {
        "shifted": spaces.Discrete(4, start=-2),
        "counts": spaces.MultiDiscrete([2, 3, 5], start=[0, 1, -1]),
        "bits": spaces.MultiBinary(3),
        "pair": spaces.Tuple([spaces.Discrete(3), spaces.MultiDiscrete([2, 2])]),
        "named": spaces.Dict({"b": spaces.Discrete(3), "a": spaces.Discrete(2)}),
        "box": spaces.Box([0.0, -1.0], [1.0, float("inf")]),
        "grid": spaces.Box(0, 9, shape=(2, 2)),
        "text": spaces.Text(5),
        "mixed": spaces.Tuple([spaces.Discrete(3, start=1), spaces.Box([0.0], [1.0])]),
        "huge": spaces.MultiDiscrete([2**16, 2**16]),
    }

    FIRST = {"shifted": -2, "counts": (0, 1, -1), "mixed": (2, (0.5,)), "bits": (0, 0, 0), "pair": (0, (0, 0)), "named": {"a": 0, "b": 0},
             "box": (0.0, 0.0), "grid": ((0, 0), (0, 0)), "huge": (0, 0), "text": ""}

    def __init__(self, acts="pair", shows=None, render_mode=None):
        self.shows = shows or acts
        self.action_space, self.observation_space = self.SPACES[acts], self.SPACES[self.shows]

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.last = self.FIRST.get(self.shows)
        return self.last, {}

    def step(self, action):
        observation = self.last if self.shows == "mixed" else action
        return observation, 0.0, False, False, {}


class Faulty(Slope):
    """Wrong in the way that it is made with."""

    def __init__(self, how, render_mode=None):
        super().__init__()
        self.how = how

    def step(self, action):
        observation, reward, *rest = super().step(action)
        if self.how == "exit":
            sys.stderr.write("no more coal\n")
            sys.stderr.flush()
            os._exit(3)
        if self.how == "hang":
            while True:
                time.sleep(0.01)
        if self.how == "print":
            print("a print of the environment", flush=True)
        if self.how == "raise":
            raise KeyError("coal")
        if self.how == "four":
            return observation, reward, False, {}
        if self.how == "nan":
            return (float("nan"), 0.0), reward, *rest
        return observation, reward, *rest


REGISTERED = {"Slope-v0": Slope, "Lights-v0": Lights, "Faulty-v0": Faulty}
