# A cell is shared by the function that made it and the one that outlives it.
def make(start):
    total = [start]

    def add(amount):
        nonlocal total
        total = total + [amount]
        return total

    return add


adder = make(1.5)
adder(2.5)
last = adder(3.5)
adder = None
last = None
