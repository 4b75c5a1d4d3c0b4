import sys

counted = ['a', 'list']
shelf = [counted, counted]
print(sys.getrefcount(counted) - 1)
table = {'key': counted}
del shelf[0]
print(sys.getrefcount(counted) - 1)
