import sys

score = [10]
print(sys.getrefcount(score) - 1)
a_score = score
print(sys.getrefcount(score) - 1)
a_score.append(11)
print(score)
del score
print(a_score)
del a_score
score = 10
a_score = 10
print(score is a_score)
