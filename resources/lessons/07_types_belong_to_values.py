a = 3
print(type(a).__name__)
a = 'chaiaurcode'
print(type(a).__name__)
a = ['the', 'list']
print(type(a).__name__)
a = 2.5
print(type(a).__name__)
