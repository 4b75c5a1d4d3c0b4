# A cycle goes when the collector runs, not when its names go.
import gc

gc.disable()


class Node:
    pass


left = Node()
right = Node()
left.other = right
right.other = left
del left
del right
lonely = []
lonely.append(lonely)
lonely = None
gc.collect()
after = []
