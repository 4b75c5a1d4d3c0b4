a = int('500500')
b = 2
a = a + b
print(a)
