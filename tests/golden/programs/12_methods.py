# Attributes, a bound method that is kept, a property, a class attribute.
class Account:
    fee = 1.25

    def __init__(self, owner):
        self.owner = owner
        self.history = []

    def deposit(self, amount):
        self.history.append(amount)

    @property
    def balance(self):
        return sum(self.history) - self.fee


account = Account('Ada L.')
account.deposit(100.5)
action = account.deposit
account = None
action(200.25)
total = action.__self__.balance
action = None
