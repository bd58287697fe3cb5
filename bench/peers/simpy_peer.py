# The same work on SimPy.
#   simpy_peer.py WORK N EVENTS
import math
import resource
import sys
import time

import simpy

work, n, events = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])

MASK = (1 << 64) - 1


def make_delays(count):
    """The delays of bench/sim_workload.hpp, made before the clock starts."""
    table = [(int(-math.log1p(-(i + 0.5) / 4096) * 1e6) & ~255) + 1 for i in range(4096)]
    state = 1
    for _ in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) & MASK
        bits = state >> 40
        yield table[bits >> 12] + (bits & 255)


delays = iter(list(make_delays(2 * n + events + 10)))
counted = 0
hashed = 0
started = 0.0
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
memory = 0


class Done(Exception):
    pass


def count(number):
    global counted, hashed, started, memory
    hashed = ((hashed * 0x9E3779B97F4A7C15) & MASK) ^ (number + 1)
    counted += 1
    if counted == n:
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started = time.process_time()
    elif counted == n + events:
        elapsed = time.process_time() - started
        print(f"{elapsed * 1e9 / events:.3f} {(memory - before) * 1024 / n:.1f} {hashed:016x}")
        raise Done


def hold(env, number):
    while True:
        yield env.timeout(next(delays))
        count(number)


def mutex(env, turn, number):
    while True:
        with turn.request() as request:
            yield request
            yield env.timeout(next(delays))
            count(number)


env = simpy.Environment()
turn = simpy.Resource(env, 1)
for number in range(n):
    env.process(mutex(env, turn, number) if work == "mutex" else hold(env, number))
try:
    env.run()
except Done:
    pass
