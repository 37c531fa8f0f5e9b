"""Drives the environments of pomdp-gym from Python, and prints what it saw as JSON, for a test to compare.

    python3 check_client.py ENVIRONMENT SEED STEPS
"""

import json
import sys

import pomdp_gym


def flat(x):
    if isinstance(x, str):
        return x
    if hasattr(x, "tolist"):
        x = x.tolist()
    return [flat(part) for part in x] if isinstance(x, (list, tuple)) else x


def actions(space, steps):
    space.seed(1)
    return [space.sample() for _ in range(steps)]


def single(name, seed, steps):
    """One environment, step by step: the first observation of each episode beside what each step returned."""
    with pomdp_gym.make(name, render_mode=None if "Lights" in name else "ansi") as env:
        observation, info = env.reset(seed=seed)
        assert info == {} and observation in env.observation_space
        seen, drawn = [flat(observation)], actions(env.action_space, steps)
        for action in drawn:
            assert action in env.action_space
            observation, reward, terminated, truncated, info = env.step(action)
            assert observation in env.observation_space and type(reward) is float and info == {}
            assert (type(terminated), type(truncated)) == (bool, bool)
            over = terminated or truncated
            again = flat(env.reset()[0]) if over else None
            seen.append([flat(observation), reward, terminated, truncated, again])
        return {
            "spaces": [type(env.observation_space).__name__, type(env.action_space).__name__],
            "actions": flat([env._done.encode(action) for action in drawn]),
            "seen": seen,
            "picture": env.render(),
        }


def several(name, seed, steps, count=3):
    """The same actions in several environments: by one message a step, and by one for all."""
    with pomdp_gym.make_vec(name, num_envs=count) as envs:
        rows = [[action] * count for action in actions(envs.single_action_space, steps)]
        observations, _ = envs.reset(seed=seed)
        one = [flat(observations)]
        for row in rows:
            observations, rewards, terminations, truncations, infos = envs.step(row)
            one.append([flat(observations), flat(rewards), flat(terminations), flat(truncations), finals(infos)])
        again, _ = envs.reset(seed=[seed + i for i in range(count)])
        parts = envs.steps(rows)
        all_at_once = [flat(again)]
        for observations, rewards, terminations, truncations, infos in zip(*parts):
            all_at_once.append([flat(observations), flat(rewards), flat(terminations), flat(truncations), finals(infos)])
        assert one == all_at_once
        return one


def factored():
    """Every element of a space of tuples within tuples, in the order of its indices."""
    pair = {"kind": "discrete", "size": 6, "factors": [{"kind": "discrete", "size": 2}, {"kind": "discrete", "size": 3}]}
    whole = {"kind": "discrete", "size": 12, "factors": [{"kind": "discrete", "size": 2}, pair]}
    kinds = []
    for wire in (pair, whole):
        codec = pomdp_gym._codec(wire)
        elements = [codec.decode(index) for index in range(wire["size"])]
        assert [codec.encode(element) for element in elements] == list(range(wire["size"]))
        assert all(element in codec.space for element in [*elements, codec.space.sample()])
        kinds.append([type(codec.space).__name__, flat(elements)])
    return kinds


def finals(infos):
    if not infos:
        return []
    return [flat(x) for x, is_final in zip(infos["final_obs"], infos["_final_obs"]) if is_final]


def refusals(name):
    """The sentences of what is refused."""
    sentences = []

    def refused(work):
        try:
            work()
            sentences.append("")
        except (pomdp_gym.BridgeError, ValueError) as error:
            sentences.append(str(error))

    refused(lambda: pomdp_gym.make("Tigr-v0"))
    refused(lambda: pomdp_gym.make(name, render_mode="human"))
    refused(lambda: pomdp_gym.make(name, command=["no-such-command"]))
    refused(lambda: pomdp_gym.make(name, command=[sys.executable, "-c", "print('Good day!')"]))
    refused(lambda: pomdp_gym.make(name, command=[sys.executable, "-c", "raise SystemExit(3)"]))
    env = pomdp_gym.make(name)
    refused(lambda: env.step(0))
    refused(lambda: env.reset(options={"a": 1}))
    env.reset()
    refused(lambda: env.step(99))
    env.close()
    refused(lambda: env.reset())
    env.close()
    return sentences


if __name__ == "__main__":
    name, seed, steps = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    if steps == 0:
        print(json.dumps(refusals(name)))
    else:
        base = pomdp_gym.Environment.__mro__[1].__module__
        seen = {"single": single(name, seed, steps), "several": [] if "Lights" in name or "Pendulum" in name else several(name, seed, steps)}
        print(json.dumps({"base": base, "factored": factored(), **seen}))
