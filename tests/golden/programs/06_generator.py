# A suspended generator keeps its locals; closing it drops them.
def count_up(items):
    for item in items:
        yield item


running = count_up([[1], [2], [3]])
first = next(running)
second = next(running)
running.close()
del first
for value in count_up([[4]]):
    second = value
running = None
