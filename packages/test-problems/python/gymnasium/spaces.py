"""The spaces of the stand-in. An array is a tuple here."""

import math
import random


class Space:
    def __init__(self, shape=None, dtype=None, seed=None):
        self.shape, self.dtype = shape, dtype
        self._random = random.Random(seed)

    def seed(self, seed=None):
        self._random = random.Random(seed)
        return seed

    def __contains__(self, x):
        return self.contains(x)


class Discrete(Space):
    def __init__(self, n, seed=None, start=0):
        super().__init__((), "int64", seed)
        self.n, self.start = n, start

    def sample(self):
        return self.start + self._random.randrange(self.n)

    def contains(self, x):
        return isinstance(x, int) and self.start <= x < self.start + self.n


class MultiDiscrete(Space):
    def __init__(self, nvec, dtype="int64", seed=None, start=None):
        super().__init__((len(nvec),), dtype, seed)
        self.nvec, self.start = tuple(nvec), tuple(start or [0] * len(nvec))

    def sample(self):
        return tuple(a + self._random.randrange(n) for a, n in zip(self.start, self.nvec))

    def contains(self, x):
        return len(x) == len(self.nvec) and all(a <= i < a + n for a, i, n in zip(self.start, x, self.nvec))


class MultiBinary(Space):
    def __init__(self, n, seed=None):
        self.n = n
        super().__init__((n,) if isinstance(n, int) else tuple(n), "int8", seed)


class Box(Space):
    def __init__(self, low, high, shape=None, dtype="float32", seed=None):
        super().__init__(tuple(shape) if shape else (len(low),), dtype, seed)
        count = math.prod(self.shape)
        self.low = tuple(low) if hasattr(low, "__iter__") else (low,) * count
        self.high = tuple(high) if hasattr(high, "__iter__") else (high,) * count

    def sample(self):
        return tuple(self._random.uniform(a, b) for a, b in zip(self.low, self.high))

    def contains(self, x):
        return len(x) == len(self.low) and all(a <= b <= c for a, b, c in zip(self.low, x, self.high))


class Tuple(Space):
    def __init__(self, spaces, seed=None):
        super().__init__(None, None, seed)
        self.spaces = tuple(spaces)

    def sample(self):
        return tuple(space.sample() for space in self.spaces)

    def contains(self, x):
        return len(x) == len(self.spaces) and all(part in space for part, space in zip(x, self.spaces))


class Dict(Space):
    def __init__(self, spaces, seed=None):
        super().__init__(None, None, seed)
        self.spaces = dict(sorted(spaces.items()))


class Text(Space):
    def __init__(self, max_length, seed=None):
        super().__init__((), str, seed)
        self.max_length = max_length

    def __repr__(self):
        return f"Text(1, {self.max_length})"
