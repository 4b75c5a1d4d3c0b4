# A name moves on: immortals, then a number and a list of its own.
a = 3
a = 'chaiaurcode'
a = 2.5
a = ['the', 'list']
a = 5
a = a + 2
big = 1000001
big = big + 2
big = str(big)
