"""The environments of pomdp-gym in Python, and those of Gymnasium in pomdp-gym.

    import pomdp_gym

    env = pomdp_gym.make("Tiger-v0", render_mode="ansi")
    observation, info = env.reset(seed=7)
    observation, reward, terminated, truncated, info = env.step(0)

Where the package gymnasium is installed, `Environment` is a `gymnasium.Env` and its spaces are those of `gymnasium.spaces`.
Elsewhere it has the same methods and spaces of its own, with the standard library of Python 3.8 or newer alone.

As a program this file serves an environment of Gymnasium to pomdp-gym, and measures what a message costs:

    python3 pomdp_gym.py serve CartPole-v1
    python3 pomdp_gym.py measure Tiger-v0 --environments 100 --steps 100

The protocol is described in the README of the package @pomdp-gym/bridge.
"""

import argparse
import importlib
import json
import math
import os
import pathlib
import random
import select
import shlex
import shutil
import subprocess
import sys
import threading
import time
import weakref

try:
    import gymnasium
except ImportError:
    gymnasium = None

PROTOCOL = "pomdp-gym/1"

# The most elements of a discrete space: what a signed word of 32 bits counts.
MOST_ELEMENTS = 2**31 - 1


class BridgeError(RuntimeError):
    """What the other side refuses, or that it has gone. The message is a sentence."""


# --- Spaces -----------------------------------------------------------------------------------------------------------


class Space:
    """What the spaces of this module share: the methods of `gymnasium.spaces.Space` that agents call."""

    shape = None
    dtype = None

    def __init__(self):
        self._random = random.Random()

    def seed(self, seed=None):
        self._random.seed(seed)
        return seed

    def __contains__(self, x):
        return self.contains(x)

    def __eq__(self, other):
        return type(self) is type(other) and repr(self) == repr(other)

    def __hash__(self):
        return hash(repr(self))


class Discrete(Space):
    """The numbers start, start + 1, …, start + n - 1."""

    shape = ()
    dtype = "int64"

    def __init__(self, n, seed=None, start=0):
        super().__init__()
        self.n, self.start = n, start
        self.seed(seed)

    def sample(self):
        return self.start + self._random.randrange(self.n)

    def contains(self, x):
        return isinstance(x, int) and self.start <= x < self.start + self.n

    def __repr__(self):
        return f"Discrete({self.n})" if self.start == 0 else f"Discrete({self.n}, start={self.start})"


class MultiDiscrete(Space):
    """Tuples of numbers, entry i from 0 to nvec[i] - 1."""

    dtype = "int64"

    def __init__(self, nvec, seed=None):
        super().__init__()
        self.nvec = tuple(nvec)
        self.shape = (len(self.nvec),)
        self.seed(seed)

    def sample(self):
        return tuple(self._random.randrange(n) for n in self.nvec)

    def contains(self, x):
        return len(x) == len(self.nvec) and all(0 <= i < n for i, n in zip(x, self.nvec))

    def __repr__(self):
        return f"MultiDiscrete({list(self.nvec)})"


class Box(Space):
    """Tuples of real numbers, entry i from low[i] to high[i]."""

    dtype = "float64"

    def __init__(self, low, high, seed=None):
        super().__init__()
        self.low, self.high = tuple(low), tuple(high)
        self.shape = (len(self.low),)
        self.seed(seed)

    def sample(self):
        return tuple(self._number(low, high) for low, high in zip(self.low, self.high))

    def _number(self, low, high):
        if math.isfinite(low) and math.isfinite(high):
            return self._random.uniform(low, high)
        if math.isfinite(low):
            return low + self._random.expovariate(1)
        return high - self._random.expovariate(1) if math.isfinite(high) else self._random.gauss(0, 1)

    def contains(self, x):
        return len(x) == len(self.low) and all(a <= b <= c for a, b, c in zip(self.low, x, self.high))

    def __repr__(self):
        return f"Box({list(self.low)}, {list(self.high)})"


class Tuple(Space):
    """Tuples of elements of other spaces."""

    def __init__(self, spaces, seed=None):
        super().__init__()
        self.spaces = tuple(spaces)
        self.seed(seed)

    def seed(self, seed=None):
        for i, space in enumerate(self.spaces):
            space.seed(None if seed is None else seed + i)
        return seed

    def sample(self):
        return tuple(space.sample() for space in self.spaces)

    def contains(self, x):
        return len(x) == len(self.spaces) and all(part in space for part, space in zip(x, self.spaces))

    def __repr__(self):
        return f"Tuple({', '.join(map(repr, self.spaces))})"


def _numpy():
    """numpy, where something has imported it, as gymnasium does; None elsewhere."""
    return sys.modules.get("numpy")


def _array(values, dtype):
    """An array of numpy beside gymnasium, a tuple elsewhere."""
    numpy = _numpy() if gymnasium else None
    return numpy.array(values, dtype=dtype) if numpy else tuple(values)


# --- Spaces of pomdp-gym, for Python ----------------------------------------------------------------------------------
#
# A codec has the space as Python sees it, and turns its elements into those of a message (`encode`) and back (`decode`).


class _Index:
    def __init__(self, wire):
        self.size = wire["size"]
        self.space = gymnasium.spaces.Discrete(self.size) if gymnasium else Discrete(self.size)

    def decode(self, index):
        return index

    def encode(self, x):
        return int(x)


class _Vector:
    def __init__(self, wire):
        low = [-math.inf if bound is None else bound for bound in wire["low"]]
        high = [math.inf if bound is None else bound for bound in wire["high"]]
        self.space = self._box(low, high)

    @staticmethod
    def _box(low, high):
        if not gymnasium:
            return Box(low, high)
        numpy = _numpy()
        if numpy is None:
            return gymnasium.spaces.Box(low, high, dtype="float64")
        return gymnasium.spaces.Box(numpy.array(low), numpy.array(high), dtype=numpy.float64)

    def decode(self, row):
        return _array([float(x) for x in row], "float64")

    def encode(self, x):
        return [float(part) for part in x]


class _Factors:
    """Tuples (i_1, …, i_n) with the index (i_1 · n_2 + i_2) · n_3 + …"""

    def __init__(self, codecs, space, gather):
        self.codecs, self.space, self.gather = codecs, space, gather
        self.size = math.prod(codec.size for codec in codecs)

    def decode(self, index):
        parts = []
        for codec in reversed(self.codecs):
            index, part = divmod(index, codec.size)
            parts.append(codec.decode(part))
        return self.gather(parts[::-1])

    def encode(self, x):
        index = 0
        for codec, part in zip(self.codecs, x):
            index = index * codec.size + codec.encode(part)
        return index


def _codec(wire):
    if wire["kind"] == "box":
        return _Vector(wire)
    factors = wire.get("factors")
    if not factors:
        return _Index(wire)
    codecs = [_codec(factor) for factor in factors]
    kinds = gymnasium.spaces if gymnasium else sys.modules[__name__]
    if all(isinstance(codec, _Index) for codec in codecs):
        return _Factors(codecs, kinds.MultiDiscrete([codec.size for codec in codecs]), lambda parts: _array(parts, "int64"))
    return _Factors(codecs, kinds.Tuple([codec.space for codec in codecs]), tuple)


# --- The client -------------------------------------------------------------------------------------------------------


def _command():
    """The command pomdp-gym: what the variable POMDP_GYM names, else the one on the path or of the npm project around."""
    named = os.environ.get("POMDP_GYM")
    if named:
        return shlex.split(named)
    folders = [parent / "node_modules" / ".bin" for parent in pathlib.Path(__file__).resolve().parents]
    path = os.pathsep.join([*map(str, folders), os.environ.get("PATH", "")])
    found = shutil.which("pomdp-gym", path=path)
    if found:
        return [found]
    raise BridgeError("There is no command pomdp-gym: run `npm install pomdp-gym`, or name it in the variable POMDP_GYM.")


class _Connection:
    """A process that serves an environment."""

    def __init__(self, command):
        try:
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        except OSError as error:
            raise BridgeError(f"The command {command[0]} cannot be started: {error.strerror}.") from error
        self._end = weakref.finalize(self, _end, self._process)
        try:
            self.hello = self._read()
            if self.hello.get("protocol") != PROTOCOL:
                raise BridgeError(
                    f"The command names the protocol {self.hello.get('protocol')!r}; this module speaks {PROTOCOL}."
                )
        except BridgeError:
            self.close()
            raise

    def call(self, request):
        try:
            self._process.stdin.write(json.dumps(request, separators=(",", ":")).encode() + b"\n")
            self._process.stdin.flush()
        except (OSError, ValueError) as error:
            raise BridgeError(self._gone()) from error
        return self._read()

    def _read(self):
        line = self._process.stdout.readline()
        if not line.endswith(b"\n"):
            raise BridgeError(self._gone())
        try:
            reply = json.loads(line)
        except ValueError as error:
            raise BridgeError(f"The process writes no message of the protocol {PROTOCOL}: {line[:80]!r}.") from error
        if not isinstance(reply, dict):
            raise BridgeError(f"The process writes no message of the protocol {PROTOCOL}: {line[:80]!r}.")
        if "error" in reply:
            raise BridgeError(reply["error"])
        return reply

    def _gone(self):
        if not self._end.alive:
            return "The environment is closed: make another."
        self.close()
        return f"The process of the environment has ended, with exit code {self._process.returncode}."

    def close(self):
        self._end()


def _end(process):
    """Ends a process and takes note of its exit, so that no zombie is left."""
    for stream in (process.stdin, process.stdout):
        try:
            stream.close()
        except OSError:
            pass
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _connect(environment, plugins, command):
    given = [part for plugin in plugins for part in ("--plugin", plugin)]
    return _Connection([*(command or _command()), "serve", environment, *given])


def _refuse_options(options):
    if options:
        raise ValueError("reset has no options: options stand after the id, as in make('Tiger-v0:accuracy=.9').")


def _entropy():
    return int.from_bytes(os.urandom(6), "big")


def _text(frame):
    lines = ["".join(span["text"] for span in line) for line in frame["picture"]]
    return "\n".join([*lines, *(f"{name}: {value}" for name, value in frame["facts"].items())])


def _check_render_mode(render_mode):
    if render_mode not in (None, "ansi"):
        raise ValueError(f"The render mode is {render_mode!r}; it must be 'ansi' or None.")


class Environment(gymnasium.Env if gymnasium else object):
    """One environment of pomdp-gym, with the interface of `gymnasium.Env`.

    environment: an id, with options or without, or the path of a model file.
    render_mode: 'ansi' for text, hidden state and all, or None.
    plugins: paths or packages that are loaded besides those shipped.
    command: how to start pomdp-gym, as a list of words; by default the variable POMDP_GYM, the path, or the npm project.
    """

    metadata = {"render_modes": ["ansi"]}
    spec = None

    def __init__(self, environment, render_mode=None, plugins=(), command=None):
        _check_render_mode(render_mode)
        self.render_mode = render_mode
        self._connection = _connect(environment, plugins, command)
        hello = self._connection.hello
        if not hello["renders"]:
            self._have_no_picture(environment)
        self.task, self.warnings = hello["task"], hello["warnings"]
        self._seen, self._done = _codec(hello["observationSpace"]), _codec(hello["actionSpace"])
        self.observation_space, self.action_space = self._seen.space, self._done.space
        self._seeded = False

    def _have_no_picture(self, environment):
        self.metadata = {"render_modes": []}
        if self.render_mode is not None:
            self.close()
            raise ValueError(f"The environment {environment} has no picture: its render mode must be None.")

    @property
    def unwrapped(self):
        return self

    def reset(self, *, seed=None, options=None):
        _refuse_options(options)
        if gymnasium:
            super().reset(seed=seed)
        if seed is None and not self._seeded:
            seed = _entropy()
        self._seeded = True
        (observation,) = self._connection.call({"call": "reset", "seeds": [seed]})["observations"]
        return self._seen.decode(observation), {}

    def step(self, action):
        reply = self._connection.call({"call": "step", "actions": [[self._done.encode(action)]]})
        ((observation,),), ((reward,),) = reply["observations"], reply["rewards"]
        ending = reply["endings"][0][2] if reply["endings"] else None
        return self._seen.decode(observation), float(reward), ending == "terminated", ending == "truncated", {}

    def render(self):
        if self.render_mode is None:
            return None
        return _text(self._connection.call({"call": "render"})["frame"])

    def close(self):
        self._connection.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
        return False


class VectorEnvironment(gymnasium.vector.VectorEnv if gymnasium else object):
    """Several environments of pomdp-gym behind one message, with the interface of `gymnasium.vector.VectorEnv`.

    An environment whose episode ends is reset within the same step: the observation is the first of the next episode, and
    `infos["final_obs"]` has the last of the one that ended, where `infos["_final_obs"]` is true. The environments i of
    `reset(seed=s)` have the seeds s + i.
    """

    metadata = {"render_modes": []}
    spec = None
    render_mode = None

    def __init__(self, environment, num_envs=1, plugins=(), command=None):
        self.num_envs = num_envs
        self.closed = False
        self._connection = _connect(environment, plugins, command)
        hello = self._connection.hello
        self.task, self.warnings = hello["task"], hello["warnings"]
        self._seen, self._done = _codec(hello["observationSpace"]), _codec(hello["actionSpace"])
        self.single_observation_space, self.single_action_space = self._seen.space, self._done.space
        self.observation_space = self._batched(self.single_observation_space)
        self.action_space = self._batched(self.single_action_space)
        self._describe_resets()
        self._seeded = False

    def _batched(self, space):
        if gymnasium:
            return gymnasium.vector.utils.batch_space(space, self.num_envs)
        return Tuple([_copied(space) for _ in range(self.num_envs)])

    def _describe_resets(self):
        modes = getattr(gymnasium.vector, "AutoresetMode", None) if gymnasium else None
        if modes:
            self.metadata = {**self.metadata, "autoreset_mode": modes.SAME_STEP}

    def reset(self, *, seed=None, options=None):
        _refuse_options(options)
        if seed is None and not self._seeded:
            seed = _entropy()
        seeds = list(seed) if hasattr(seed, "__iter__") else [None if seed is None else seed + i for i in range(self.num_envs)]
        if len(seeds) != self.num_envs:
            raise ValueError(f"There are {len(seeds)} seeds for {self.num_envs} environments.")
        self._seeded = True
        return self._gather(self._connection.call({"call": "reset", "seeds": seeds})["observations"]), {}

    def step(self, actions):
        ((observations,), (rewards,), (terminations,), (truncations,), (infos,)) = self._steps([actions])
        return observations, rewards, terminations, truncations, infos

    def steps(self, actions):
        """Takes len(actions) steps with one message, row t of `actions` at step t; returns five lists, an entry a step."""
        return self._steps(actions)

    def _steps(self, actions):
        encoded = [[self._done.encode(action) for action in row] for row in actions]
        reply = self._connection.call({"call": "step", "actions": encoded, "autoreset": True})
        terminated, truncated, finals = ([self._column(False) for _ in actions] for _ in range(3))
        for t, i, ending, final in reply["endings"]:
            (terminated if ending == "terminated" else truncated)[t][i] = True
            finals[t][i] = self._seen.decode(final)
        return (
            [self._gather(row) for row in reply["observations"]],
            [_array([float(reward) for reward in row], "float64") for row in reply["rewards"]],
            [_array(row, "bool") for row in terminated],
            [_array(row, "bool") for row in truncated],
            [self._infos(row, *ended) for row, *ended in zip(finals, terminated, truncated)],
        )

    def _column(self, value):
        return [value] * self.num_envs

    def _infos(self, finals, terminated, truncated):
        ended = [a or b for a, b in zip(terminated, truncated)]
        if not any(ended):
            return {}
        final_obs = [final if is_final else None for final, is_final in zip(finals, ended)]
        return {"final_obs": _objects(final_obs), "_final_obs": _array(ended, "bool")}

    def _gather(self, row):
        if isinstance(self._seen, _Vector):
            return _array(row, "float64") if _arrays() else tuple(map(self._seen.decode, row))
        if isinstance(self._seen, _Index) and _arrays():
            return _array(row, "int64")
        decoded = [self._seen.decode(index) for index in row]
        if _arrays() and isinstance(self._seen.space, gymnasium.spaces.MultiDiscrete):
            return _array(decoded, "int64")
        return tuple(decoded)

    def close(self, **_):
        self._connection.close()
        self.closed = True

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
        return False


def _arrays():
    return bool(gymnasium and _numpy())


def _objects(values):
    if not _arrays():
        return tuple(values)
    array = _numpy().empty(len(values), dtype=object)
    for i, value in enumerate(values):
        array[i] = value
    return array


def _copied(space):
    """A space alike, with a source of chance of its own."""
    if isinstance(space, Discrete):
        return Discrete(space.n, start=space.start)
    if isinstance(space, MultiDiscrete):
        return MultiDiscrete(space.nvec)
    return Box(space.low, space.high) if isinstance(space, Box) else Tuple([_copied(part) for part in space.spaces])


def make(id, render_mode=None, **settings):
    """Makes one environment: `make("Tiger-v0:accuracy=.9", render_mode="ansi")`."""
    return Environment(id, render_mode=render_mode, **settings)


def make_vec(id, num_envs=1, **settings):
    """Makes several environments behind one message: `make_vec("Tiger-v0", num_envs=100)`."""
    return VectorEnvironment(id, num_envs=num_envs, **settings)


# --- Spaces of Gymnasium, for pomdp-gym -------------------------------------------------------------------------------
#
# They are known by the names of their classes, so that any package with Gymnasium's interface can be served.


def _flat(x):
    """The numbers of an array, a nested list or a number, in order."""
    if hasattr(x, "tolist"):
        x = x.tolist()
    if isinstance(x, (list, tuple)):
        return [number for part in x for number in _flat(part)]
    return [x]


def _shaped(numbers, shape, dtype):
    """Numbers as an array, or as nested lists where there is no numpy."""
    numpy = _numpy()
    if numpy:
        return numpy.array(numbers, dtype=dtype).reshape(shape)
    for width in reversed(shape[1:]):
        numbers = [numbers[i : i + width] for i in range(0, len(numbers), width)]
    return numbers


class _ServedDiscrete:
    def __init__(self, space):
        self.size, self.start = int(space.n), int(getattr(space, "start", 0))

    def wire(self):
        return {"kind": "discrete", "size": self.size}

    def decode(self, index):
        return self.start + index

    def encode(self, x):
        return int(x) - self.start

    def low(self):
        return [0] * self.size

    def high(self):
        return [1] * self.size

    def numbers(self, x):
        return [int(i == self.encode(x)) for i in range(self.size)]


class _ServedCounts:
    """MultiDiscrete and MultiBinary: arrays of whole numbers, each from its start on."""

    def __init__(self, space, counts, shape):
        self.counts, self.shape = counts, tuple(shape)
        self.starts = _flat(getattr(space, "start", [0] * len(counts)))
        self.dtype = getattr(space, "dtype", "int64")
        self.size = math.prod(counts)

    def wire(self):
        return {"kind": "discrete", "size": self.size, "factors": [{"kind": "discrete", "size": n} for n in self.counts]}

    def decode(self, index):
        parts = []
        for n in reversed(self.counts):
            index, part = divmod(index, n)
            parts.append(part)
        return _shaped([a + b for a, b in zip(self.starts, reversed(parts))], self.shape, self.dtype)

    def _parts(self, x):
        return [int(a) - b for a, b in zip(_flat(x), self.starts)]

    def encode(self, x):
        index = 0
        for part, n in zip(self._parts(x), self.counts):
            index = index * n + part
        return index

    def low(self):
        return [0] * len(self.counts)

    def high(self):
        return [n - 1 for n in self.counts]

    def numbers(self, x):
        return self._parts(x)


class _ServedBox:
    size = None

    def __init__(self, space):
        self.shape, self.dtype = tuple(space.shape), space.dtype
        self._low, self._high = ([float(bound) for bound in _flat(bounds)] for bounds in (space.low, space.high))

    def wire(self):
        return _box_wire(self)

    def decode(self, numbers):
        clipped = [min(max(x, low), high) for x, low, high in zip(numbers, self._low, self._high)]
        return _shaped(clipped, self.shape, self.dtype)

    def encode(self, x):
        return self.numbers(x)

    def low(self):
        return self._low

    def high(self):
        return self._high

    def numbers(self, x):
        return [float(number) for number in _flat(x)]


class _ServedParts:
    """Tuple and Dict: factors of an index where every part is one, else one row of numbers, an index as a unit vector."""

    def __init__(self, parts, names):
        self.parts, self.names = parts, names
        self.size = None if any(part.size is None for part in parts) else math.prod(part.size for part in parts)

    def wire(self):
        if self.size is None:
            return _box_wire(self)
        return {"kind": "discrete", "size": self.size, "factors": [part.wire() for part in self.parts]}

    def _of(self, x):
        return list(x) if self.names is None else [x[name] for name in self.names]

    def decode(self, index):
        parts = []
        for part in reversed(self.parts):
            index, i = divmod(index, part.size)
            parts.append(part.decode(i))
        parts.reverse()
        return tuple(parts) if self.names is None else dict(zip(self.names, parts))

    def encode(self, x):
        if self.size is None:
            return self.numbers(x)
        index = 0
        for part, value in zip(self.parts, self._of(x)):
            index = index * part.size + part.encode(value)
        return index

    def low(self):
        return [bound for part in self.parts for bound in part.low()]

    def high(self):
        return [bound for part in self.parts for bound in part.high()]

    def numbers(self, x):
        return [number for part, value in zip(self.parts, self._of(x)) for number in part.numbers(value)]


def _box_wire(served):
    def finite(bounds):
        return [bound if math.isfinite(bound) else None for bound in bounds]

    return {"kind": "box", "low": finite(served.low()), "high": finite(served.high())}


def _served(space):
    kinds = [kind.__name__ for kind in type(space).__mro__]
    if "Discrete" in kinds:
        return _ServedDiscrete(space)
    if "MultiDiscrete" in kinds:
        return _ServedCounts(space, [int(n) for n in _flat(space.nvec)], space.shape)
    if "MultiBinary" in kinds:
        return _ServedCounts(space, [2] * math.prod(space.shape), space.shape)
    if "Box" in kinds:
        return _ServedBox(space)
    if "Tuple" in kinds:
        return _ServedParts([_served(part) for part in space.spaces], None)
    if "Dict" in kinds:
        return _ServedParts([_served(part) for part in space.spaces.values()], list(space.spaces))
    raise BridgeError(f"The space {space} cannot be sent: Discrete, MultiDiscrete, MultiBinary, Box, Tuple and Dict can.")


def _served_space(space, what):
    served = _served(space)
    if served.size is not None and served.size > MOST_ELEMENTS:
        raise BridgeError(f"The {what} space {space} has {served.size} elements; at most {MOST_ELEMENTS} can be numbered.")
    return served


# --- The server -------------------------------------------------------------------------------------------------------


class _Server:
    """Environments of Gymnasium behind the protocol: one dictionary in, one out."""

    def __init__(self, make, name):
        self._make, self._name = make, name
        self._spare = make()
        self._instances, self._over = {}, set()
        self._seen = _served_space(self._spare.observation_space, "observation")
        self._done = _served_space(self._spare.action_space, "action")
        self._renders = getattr(self._spare, "render_mode", None) == "ansi"
        self._task = getattr(self._spare.unwrapped, "task", "episodic")
        if isinstance(self._done, _ServedParts) and self._done.size is None:
            raise BridgeError(f"The action space {self._spare.action_space} joins numbers to indices: pomdp-gym has no such actions.")
        self.closed = False

    def hello(self):
        action_space = self._done.wire()
        if action_space["kind"] == "box":
            action_space["outside"] = "clipped"
        return {
            "protocol": PROTOCOL,
            "environment": self._name,
            "task": self._task,
            "observationSpace": self._seen.wire(),
            "actionSpace": action_space,
            "renders": self._renders,
            "warnings": [],
        }

    def reply(self, line):
        try:
            request = json.loads(line)
            call = request.get("call") if isinstance(request, dict) else None
            if call not in ("reset", "step", "render", "free", "close"):
                raise BridgeError(f"A message of the protocol {PROTOCOL} has no call {call!r}.")
            return json.dumps(getattr(self, f"_{call}")(request), allow_nan=False, separators=(",", ":"))
        except BridgeError as error:
            return json.dumps({"error": str(error)})
        except Exception as error:
            return json.dumps({"error": f"The environment {self._name} fails: {_sentence(error)}"})

    def _reset(self, request):
        seeds = request["seeds"]
        numbers = request.get("environments") or range(len(seeds))
        return {"observations": [self._begin(number, seed) for number, seed in zip(numbers, seeds)]}

    def _begin(self, number, seed):
        if number not in self._instances:
            self._instances[number], self._spare = self._spare or self._make(), None
        observation, _ = self._instances[number].reset(seed=seed)
        self._over.discard(number)
        return self._seen.encode(observation)

    def _step(self, request):
        rows, autoreset = request["actions"], request.get("autoreset", False)
        numbers = request.get("environments") or range(len(rows[0]))
        observations, rewards, endings = [], [], []
        for t, row in enumerate(rows):
            observed, earned = [], []
            for i, (number, action) in enumerate(zip(numbers, row)):
                seen, reward, ending = self._step_one(number, action)
                if ending:
                    endings.append([t, i, ending, seen])
                    seen = self._begin(number, None) if autoreset else seen
                observed.append(seen)
                earned.append(reward)
            observations.append(observed)
            rewards.append(earned)
            if endings and not autoreset:
                break
        return {"observations": observations, "rewards": rewards, "endings": endings}

    def _step_one(self, number, action):
        if number not in self._instances:
            raise BridgeError(f"Environment {number} has not begun: call reset first.")
        if number in self._over:
            raise BridgeError(f"The episode of environment {number} is over: call reset first.")
        result = self._instances[number].step(self._action(action, number))
        if not isinstance(result, tuple) or len(result) != 5:
            raise BridgeError(
                f"The environment {self._name} returns {len(result) if isinstance(result, tuple) else type(result).__name__} "
                "from step; it must return (observation, reward, terminated, truncated, info)."
            )
        observation, reward, terminated, truncated, _ = result
        if terminated or truncated:
            self._over.add(number)
        return self._seen.encode(observation), float(reward), "terminated" if terminated else "truncated" if truncated else None

    def _action(self, action, number):
        size = self._done.size
        is_action = len(action) == len(self._done.low()) if size is None else isinstance(action, int) and 0 <= action < size
        if not is_action:
            raise BridgeError(f"The action {action} of environment {number} is no element of {self._name}'s action space.")
        return self._done.decode(action)

    def _render(self, request):
        number = request.get("environment", 0)
        if not self._renders or number not in self._instances:
            raise BridgeError(f"Environment {number} of {self._name} has no picture.")
        text = str(self._instances[number].render())
        return {"frame": {"picture": [[{"text": line, "role": "floor"}] for line in text.split("\n")], "facts": {}}}

    def _free(self, request):
        for number in request["environments"]:
            environment = self._instances.pop(number, None)
            if environment:
                environment.close()
        return {}

    def _close(self, _):
        for environment in [*self._instances.values(), *([self._spare] if self._spare else [])]:
            environment.close()
        self.closed = True
        return {}


def _sentence(error):
    text = str(error).strip().split("\n")[0]
    if isinstance(error, BridgeError):
        return text
    return f"{type(error).__name__}{': ' if text else ''}{text.rstrip('.')}."


def _maker(arguments):
    """What makes one environment; with its text rendering where it has one."""
    sys.path.insert(1, os.getcwd())
    module = importlib.import_module(arguments.module)
    given = json.loads(arguments.arguments)
    probe = module.make(arguments.id, **given)
    modes = (getattr(probe, "metadata", None) or {}).get("render_modes", ())
    if "ansi" in modes and "render_mode" not in given:
        probe.close()
        return lambda: module.make(arguments.id, render_mode="ansi", **given)
    made = [probe]
    return lambda: made.pop() if made else module.make(arguments.id, **given)


def _end_with(source):
    """Ends this process some seconds after its client has gone, even where an environment loops for ever."""
    if not hasattr(select, "poll"):
        return
    poll = select.poll()
    poll.register(source, 0)

    def watch():
        while not poll.poll():
            pass
        time.sleep(5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def serve(arguments):
    """Serves an environment until its client closes. What the environment prints goes to standard error."""
    source = os.fdopen(os.dup(0), "rb")
    sink = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    _end_with(source)

    def write(text):
        sink.write(text + "\n")
        sink.flush()

    try:
        server = _Server(_maker(arguments), arguments.id)
        write(json.dumps(server.hello(), allow_nan=False))
    except Exception as error:
        text = str(error) if isinstance(error, BridgeError) else f"The environment {arguments.id} cannot be made: {_sentence(error)}"
        write(json.dumps({"error": text}))
        return 2
    for line in iter(source.readline, b""):
        write(server.reply(line))
        if server.closed:
            break
    return 0


def measure(arguments):
    """Prints how many steps a second come through, with actions drawn in advance."""
    with make_vec(arguments.environment, num_envs=arguments.environments) as envs:
        envs.reset(seed=1)
        envs.single_action_space.seed(1)
        rows = [[envs.single_action_space.sample() for _ in range(envs.num_envs)] for _ in range(arguments.steps)]
        envs.steps(rows)
        begun, messages = time.perf_counter(), 0
        while time.perf_counter() - begun < arguments.seconds:
            envs.steps(rows)
            messages += 1
        seconds = time.perf_counter() - begun
    steps = messages * arguments.steps * arguments.environments
    print(f"{steps / seconds:,.0f} steps a second: {messages / seconds:,.0f} messages a second of "
          f"{arguments.environments} environments times {arguments.steps} steps.")
    return 0


def _parser():
    parser = argparse.ArgumentParser(description="The Python side of pomdp-gym.")
    commands = parser.add_subparsers(required=True)
    served = commands.add_parser("serve", help="serve an environment of Gymnasium on standard input and output")
    served.add_argument("id")
    served.add_argument("--module", default="gymnasium", help="the module whose `make` makes it")
    served.add_argument("--arguments", default="{}", help="further arguments of `make`, as a JSON object")
    served.set_defaults(run=serve)
    measured = commands.add_parser("measure", help="measure steps a second of an environment of pomdp-gym")
    measured.add_argument("environment")
    for name, default in (("environments", 1), ("steps", 1), ("seconds", 2)):
        measured.add_argument(f"--{name}", type=int, default=default)
    measured.set_defaults(run=measure)
    return parser


if __name__ == "__main__":
    try:
        parsed = _parser().parse_args()
        sys.exit(parsed.run(parsed))
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)
    except BridgeError as problem:
        print(problem, file=sys.stderr)
        sys.exit(2)
