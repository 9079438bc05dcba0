"""All pairs of sets at or above a Jaccard index, exactly, by the prefix filter of Bayardo, Ma, Srikant (2007). It gives
the truth, once it has been checked, and is one of the methods that are timed."""
import math
from collections import defaultdict

import numpy as np


def jaccard(a, b):
    shared = len(np.intersect1d(a, b, assume_unique=True))
    return shared / (len(a) + len(b) - shared)


def prefix_join(sets, threshold):
    """{(i, k): index}, i < k. A pair at the threshold shares one of the rarest (1 - threshold) of each set's members, so
    only those are indexed; the rest of a pair is compared."""
    if not any(map(len, sets)):
        return {}
    members, place, frequency = np.unique(np.concatenate(sets), return_inverse=True, return_counts=True)
    rank = np.empty(len(members), np.int64)
    rank[np.lexsort((members, frequency))] = np.arange(len(members))
    ranks = np.split(rank[place], np.cumsum([len(one) for one in sets])[:-1])
    ranks = [np.sort(one) for one in ranks]
    alone = np.count_nonzero(frequency == 1)  # members of one set only come first and index nothing
    found, index = {}, defaultdict(list)
    for i in sorted(range(len(sets)), key=lambda one: (len(sets[one]), one)):
        size = len(ranks[i])
        if size == 0:
            continue
        prefix = ranks[i][:size - math.ceil(threshold * size - 1e-9) + 1]
        prefix = prefix[prefix >= alone].tolist()
        met = {k for member in prefix for k in index[member] if len(ranks[k]) >= threshold * size - 1e-9}
        for k in met:
            value = jaccard(ranks[i], ranks[k])
            if value >= threshold - 1e-12:
                found[min(i, k), max(i, k)] = value
        for member in prefix:
            index[member].append(i)
    return found
