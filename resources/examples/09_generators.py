# A generator sleeps, and holds on
# A suspended generator keeps its frame, and the frame keeps its local variables: the list lives until the generator is done
# or dropped.


def numbered(words):
    prefix = ["no.", "number"]
    for number, word in enumerate(words, 1):
        yield f"{prefix[0]} {number}: {word}"


lines = numbered(["red", "green", "blue"])
print(next(lines))
print(next(lines))
print("the frame sleeps and holds prefix and words")
del lines
print("dropped: the frame and what it held are gone")

squares = (n * n for n in range(1000, 1004))
print(sum(squares))
