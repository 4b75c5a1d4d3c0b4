# id = 5 is dropped, and 5 is still there
# The integers from -5 to 256 are made when Python starts and are immortal: no name keeps them alive, so dropping the last
# name frees nothing. A big number is an ordinary object, and goes at once.

import sys

id = 5
print("refcount of 5:", sys.getrefcount(id))
del id
print("after del, 5 is still there:", sys.getrefcount(5))

big = int("5" * 30)
print("refcount of a big number:", sys.getrefcount(big) - 1)
del big
print("after del, the big number was collected")
