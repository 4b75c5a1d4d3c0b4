# References from containers; unpacking; a swap.
x, y = [1], [2]
x, y = y, x
box = [x, y]
table = {'x': x}
box.append(table)
x = y = None
box[0] = None
first, *rest = box
table.clear()
del box, first, rest
