import sys

id = 5
del id
print(sys.getrefcount(5))

big = int('5' * 30)
print(sys.getrefcount(big) - 1)
del big
