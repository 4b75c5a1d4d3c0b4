import sys

print(sys.getrefcount(24601))
print(sys.getrefcount('hitesh'))
print(sys.getrefcount(1))
print(sys.getrefcount('h'))


def ask():
    return sys.getrefcount(24602)


print(ask())
