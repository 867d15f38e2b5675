"""The routes and who may use them, read from the contract without a reader of YAML.

`api_tests` holds the contract against the server in both directions, so what stands there is all
there is.
"""
import re

from serving import ROOT

ROLES = ("enterprise-owner", "enterprise-operator", "provider-owner", "provider-operator", "expert",
         "reviewer", "programme-officer", "batch-maker", "approver", "platform-operator", "auditor",
         "system-administrator", "security-administrator", "audit-administrator")


class Operation:
    """A method of an address, and the roles that may use it."""

    def __init__(self, method, path):
        self.method, self.path, self.name, self.roles = method, path, "", set()

    def at(self, **values):
        """The address with these values, and what nobody has for the others."""
        values = {"programme": "beijing-2025", "digest": "0" * 64, "upload": "0" * 32,
                  "number": "ZQ-0", "paper": "contract", "page": "1"} | values
        return re.sub(r"{(\w+)}", lambda found: str(values.get(found[1], 999999999)), self.path)


def read():
    """Every operation, and every parameter that some query may have."""
    text = (ROOT / "api" / "openapi.yaml").read_text(encoding="utf-8")
    sets = {name: set(re.split(r"[,\s]+", members.strip())) for name, members in
            re.findall(r"^  [\w-]+: &([\w-]+) \[([^\]]*)\]", text, re.MULTILINE)}
    operations = []
    for line in text[text.index("\npaths:"):text.index("\ncomponents:")].splitlines():
        if found := re.fullmatch(r"  (/\S*):", line):
            path = found[1]
        elif found := re.fullmatch(r"    (get|post|put|patch|delete):", line):
            operations.append(Operation(found[1].upper(), path))
        elif found := re.fullmatch(r"      operationId: (\S+)", line):
            operations[-1].name = found[1]
        elif found := re.fullmatch(r"      x-roles: \*(\S+)", line):
            operations[-1].roles = sets[found[1]]
    queries = sorted(set(re.findall(r"name: (\w+), in: query", text)) |
                     set(re.findall(r"name: (\w+)\s+in: query", text)))
    return operations, queries
