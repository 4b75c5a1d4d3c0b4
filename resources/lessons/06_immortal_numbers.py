import sys

one = 1
print(sys.getrefcount(one))
letter = 'h'
print(sys.getrefcount(letter))
print(sys.getrefcount(None))
a = [1, 1, 1]
print(sys.getrefcount(1))
