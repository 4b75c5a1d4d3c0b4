# A name moves on
# a = 3, then a = 'chaiaurcode': the name takes hold of another object; types belong to objects, not to names. What the name
# let go of is collected at that moment, unless it is immortal as 3 is.

a = 3
print(a, type(a).__name__)

a = "chaiaurcode"
print(a, type(a).__name__)

a = ["the", "list"]
print(a, type(a).__name__)

# The list loses its only name here, and is collected in the middle of this line.
a = 2.5
print(a, type(a).__name__)
