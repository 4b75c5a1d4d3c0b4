# Arguments and locals of frames; a list that travels down and back.
def down(depth, seen):
    seen.append(depth)
    if depth == 1002:
        return seen
    return down(depth + 1, seen)


result = down(1000, [])
result = None
