from .. import spaces


def batch_space(space, n=1):
    if isinstance(space, spaces.Discrete):
        return spaces.MultiDiscrete([space.n] * n)
    if isinstance(space, spaces.Box):
        return spaces.Box(space.low * n, space.high * n, shape=(n, *space.shape), dtype=space.dtype)
    return spaces.Tuple([space] * n)
