"""What a check is, and the list of them: numbered as in our plan, with the ASVS 5.0 numbers."""


class Failed(Exception):
    """What was found instead of what must be."""


class Check:
    """One line of the table. Without a function it is not run here, and `note` says why."""

    def __init__(self, number, asvs, what, function=None, result="", note=""):
        self.number, self.asvs, self.what = number, asvs, what
        self.function, self.result, self.note = function, result, note

    def run(self, town):
        """Sets the result."""
        if not self.function:
            return
        try:
            self.function(town)
        except Failed as found:
            self.result, self.note = "FAIL", str(found)
        except Exception as fault:  # pylint: disable=broad-except
            self.result, self.note = "FAIL", f"{type(fault).__name__}: {fault}"
        else:
            self.result, self.note = "pass", ""

    def line(self):
        said = f"{self.result}: {self.note}" if self.note else self.result
        return f"{self.asvs:<24} {self.number:<9} {self.what}: {said}"

    def place(self):
        """Where it stands among the others: "S-WB 46b" behind "S-WB 46"."""
        number = self.number.split()[1]
        digits = "".join(c for c in number if c.isdigit())
        return int(digits), number


_all = []


def check(number, asvs, what):
    """Marks a function of the town as a check."""
    def marked(function):
        _all.append(Check(number, asvs, what, function))
        return function
    return marked


def elsewhere(number, asvs, what, test):
    """A check that another test makes."""
    _all.append(Check(number, asvs, what, result="shown by", note=test))


def missing(number, asvs, what, lack):
    """What is not there yet."""
    _all.append(Check(number, asvs, what, result="missing", note=lack))


def not_applicable(number, asvs, what, reason):
    """What cannot happen in this house."""
    _all.append(Check(number, asvs, what, result="not applicable", note=reason))


def all_checks():
    """In the order of their numbers."""
    return sorted(_all, key=Check.place)


def expect(holds, what):
    """Fails the check with what was found."""
    if not holds:
        raise Failed(str(what)[:400])


def expect_status(answer, *wanted):
    """Fails unless the status is one of these; gives the answer back."""
    expect(answer.status in wanted, f"{answer.status} instead of {wanted}: {answer.text[:200]}")
    return answer
