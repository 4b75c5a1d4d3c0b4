# a = a + 2
# First both values are fetched, then the sum is made as a new object, then the name is bound to it; only then does the old
# value lose its reference. Numbers this large are not shared, so every one of them can be seen.

a = 1_000_001
before = a
a = a + 2
print(before, a, before is a)

total = 10_000
for step in range(5):
    total = total + step * 1_000
print(total)
