# Collected at once
# del removes a name, not an object. The object goes when its last reference does, at once, and takes with it whatever only it
# was holding.


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("collected:", self.name)


first = Noisy("first")
second = first
del first
print("one name is gone, the object is not")
del second
print("and now it is")

shelf = [Noisy("a"), Noisy("b"), Noisy("c")]
kept = shelf[1]
shelf = None
print("kept:", kept.name)
