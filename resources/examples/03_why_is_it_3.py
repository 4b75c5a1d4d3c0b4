# Why is it 3?
# sys.getrefcount(24601) prints 3 although nothing names the number: one reference is held by the constants of the code, one by
# the tree that the parser made of the program, one by the value stack, for the call. Select 24601 in the list and step through its changes.

import sys

print(sys.getrefcount(24601))


def count():
    return sys.getrefcount(24602)


print(count())
print(sys.getrefcount("hitesh"), "is what an immortal object answers")
