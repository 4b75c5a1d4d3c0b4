# Two names, one value; then an immortal one.
score = [10]
a_score = score
del score
a_score = None
id = 5
del id
