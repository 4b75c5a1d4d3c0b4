import sys

first = 1000
second = 1000
print(first is second)
shelf = []
other_shelf = []
print(shelf is other_shelf)
word = 'chai'
same_word = 'ch' + 'ai'
print(word is same_word)
built = ''.join(['ch', 'ai'])
print(word is built)
print(word is sys.intern(built))
print(sys.getrefcount(word))
