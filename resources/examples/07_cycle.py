# A cycle, and the collector that breaks it
# Two objects that refer to each other never reach a count of zero by themselves. The cycle collector finds that nothing else
# holds them.

import gc

gc.disable()


class Node:
    def __init__(self, name):
        self.name = name
        self.other = None

    def __del__(self):
        print("collected:", self.name)


left = Node("left")
right = Node("right")
left.other = right
right.other = left

del left
del right
print("no name is left, and neither of them went")

print("the collector found", gc.collect(), "objects")
