"""Native documents with a node that is something else."""

__all__ = ["mutant"]


def mutant(tree, random):
    """Return a document with one node replaced by something else, or taken out."""
    nodes = []

    def walk(value, path):
        nodes.append(path)
        for key, item in (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        ):
            walk(item, (*path, key))

    walk(tree, ())
    path = random.choice(nodes)
    junk = random.choice([None, True, 5, 1.5, "", "x", "\x00", [], {}, [None], {"a": 1}, "2024-07-09T02:30", -1, 2**80])
    if not path:
        return junk
    holder = tree
    for part in path[:-1]:
        holder = holder[part]
    if random.random() < 0.3:
        del holder[path[-1]]
    else:
        holder[path[-1]] = junk
    return tree
