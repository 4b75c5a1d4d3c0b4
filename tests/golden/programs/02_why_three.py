# Why sys.getrefcount(24601) is 3.
import sys

print(sys.getrefcount(24601))


def count():
    return sys.getrefcount(24602)


print(count())
