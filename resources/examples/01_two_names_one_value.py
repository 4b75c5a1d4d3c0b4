# Two names, one value
# Assignment copies no value: a_score becomes a second name of the object that score names already. Watch the count of the
# list go up with each name and down when one lets go.

import sys

score = [10]
print("one name:", sys.getrefcount(score) - 1)

a_score = score
print("two names:", sys.getrefcount(score) - 1, "and they are one object:", a_score is score)

a_score.append(11)
print("changed through a_score, seen through score:", score)

del a_score
print("one name again:", sys.getrefcount(score) - 1)

# Small numbers are shared by everything in the process, and are immortal: their count never moves.
score = 10
a_score = 10
print("10 is one object, too:", a_score is score)
