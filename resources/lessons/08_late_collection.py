import gc

gc.disable()
text = 'late'.upper()
text = None


class Node:
    pass


left = Node()
right = Node()
left.other = right
right.other = left
del left
del right
gc.collect()
print('collected')
