"""The witness accepts a log that grows, and nothing else."""
import base64
import hashlib
import io
import pathlib
import tempfile
import unittest
from unittest import mock

import verify_order
import verify_receipt as v
import witness

NAME = "a.example/x"


class Signer:
    """Ed25519 (RFC 8032, 5.1.6) by the functions of the verifier, for tests alone."""

    def __init__(self, seed=b"\x07" * 32):
        hashed = hashlib.sha512(seed).digest()
        scalar = int.from_bytes(hashed[:32], "little")
        self.scalar = scalar & ((1 << 254) - 8) | (1 << 254)
        self.prefix = hashed[32:]
        self.public = self.encode(v.times(self.scalar, v.BASE))
        self.hash = hashlib.sha256(NAME.encode() + b"\n\x01" + self.public).digest()[:4]

    @staticmethod
    def encode(point):
        inverse = pow(point[2], v.P - 2, v.P)
        x, y = point[0] * inverse % v.P, point[1] * inverse % v.P
        return (y | (x & 1) << 255).to_bytes(32, "little")

    def key(self):
        return f"{NAME}+{self.hash.hex()}+{base64.b64encode(b'%c' % 1 + self.public).decode()}"

    def sign(self, size, root):
        body = f"{NAME}\n{size}\n{base64.b64encode(root).decode()}\n"
        number = int.from_bytes(hashlib.sha512(self.prefix + body.encode()).digest(), "little")
        first = self.encode(v.times(number % v.ORDER, v.BASE))
        hashed = hashlib.sha512(first + self.public + body.encode()).digest()
        rest = (number + int.from_bytes(hashed, "little") * self.scalar) % v.ORDER
        signature = self.hash + first + rest.to_bytes(32, "little")
        return f"{body}\n\u2014 {NAME} {base64.b64encode(signature).decode()}\n"


def subroot(leaves):
    if len(leaves) == 1:
        return leaves[0]
    left = 1 << (len(leaves) - 1).bit_length() - 1
    return v.node_hash(subroot(leaves[:left]), subroot(leaves[left:]))


def growth(older, leaves, whole=True):
    """RFC 6962, 2.1.2, as it is written there."""
    if older == len(leaves):
        return [] if whole else [subroot(leaves)]
    left = 1 << (len(leaves) - 1).bit_length() - 1
    if older <= left:
        return growth(older, leaves[:left], whole) + [subroot(leaves[left:])]
    return growth(older - left, leaves[left:], False) + [subroot(leaves[:left])]


LEAVES = [v.leaf_hash(str(i).encode()) for i in range(40)]
FORGED = [v.leaf_hash(b"forged")] + LEAVES[1:]


class Witness(unittest.TestCase):
    def setUp(self):
        self.signer = Signer()

    def compare(self, older, newer, of=LEAVES, proof_of=None):
        proof = growth(older, (proof_of or of)[:newer]) if older < newer else []
        return witness.compare(self.signer.sign(older, subroot(LEAVES[:older])),
                               self.signer.sign(newer, subroot(of[:newer])), self.signer.key(),
                               lambda *sizes: proof)

    def test_growth_is_right(self):
        for older in (1, 2, 7, 8, 20, 32, 39):
            for newer in (older, older + 1, 40):
                self.assertIn(f"{newer - older} more", self.compare(older, newer))

    def test_forks_and_rewinds_are_not(self):
        for older, newer, of in ((20, 19, LEAVES), (20, 20, FORGED), (20, 21, FORGED),
                                 (1, 40, FORGED), (32, 40, FORGED)):
            with self.assertRaises(witness.Contradiction, msg=(older, newer)):
                self.compare(older, newer, of)
        with self.assertRaises(witness.Contradiction):
            self.compare(20, 30, FORGED, LEAVES)

    def test_state_is_kept_and_evidence_beside_it(self):
        with tempfile.TemporaryDirectory() as folder:
            state = pathlib.Path(folder, "x")
            served = {"checkpoint": self.signer.sign(20, subroot(LEAVES[:20]))}
            with mock.patch.object(witness, "fetch", lambda url: served[url.rsplit("/")[-1]]):
                self.assertIn("first", witness.look("l", self.signer.key(), state))
                self.assertIn("0 more", witness.look("l", self.signer.key(), state))
                served["checkpoint"] = self.signer.sign(20, subroot(FORGED[:20]))
                with self.assertRaises(witness.Contradiction):
                    witness.look("l", self.signer.key(), state)
                served["checkpoint"] = Signer(b"\x08" * 32).sign(20, subroot(LEAVES[:20]))
                with self.assertRaises(v.Wrong):
                    witness.look("l", self.signer.key(), state)
            self.assertEqual(v.read_checkpoint(state.read_text(), self.signer.key()),
                             (20, subroot(LEAVES[:20])))
            self.assertEqual(len(list(pathlib.Path(folder).glob("x.against-*"))), 1)


def stock(**changes):
    return {"of": "stock", "product": 7, **changes}


ROWS = [
    {"time": 1, "act": "list-product", "moves": [stock(limited=1, limit=1)]},
    {"time": 2, "act": "claim", "enterprise": "E1", "product": 7,
     "moves": [stock(held=1), {"of": "quota", "enterprise": "E1", "scope": "y", "held": 5}]},
    {"time": 3, "act": "claim", "enterprise": "E2", "product": 7,
     "refused": [{"code": "sold-out"}]},
    {},
    {"time": 5, "act": "lapse", "moves": [stock(held=-1)]},
    {"time": 5, "act": "claim", "enterprise": "E2", "product": 7, "moves": [stock(held=1)]},
]


class Order(unittest.TestCase):
    def verify(self, rows, leaves=LEAVES):
        signer = Signer()
        lines = [{"checkpoint": signer.sign(len(ROWS), subroot(LEAVES[:len(ROWS)]))}]
        for at, row in enumerate(rows):
            lines.append({"seq": at + 1, "leaf": base64.b64encode(leaves[at]).decode(), **row})
        return verify_order.verify(iter([verify_order.json.dumps(line) for line in lines]),
                                   signer.key())

    def test_what_happened_is_right(self):
        self.assertIn("2 claims granted and 1 refused, 1 of these as sold out", self.verify(ROWS))

    def test_every_lie_is_found(self):
        free = [ROWS[0], {}, *ROWS[2:]]
        overtaken = [*ROWS[:2], {**ROWS[2], "moves": [stock(held=1)], "refused": []}, *ROWS[3:]]
        lies = {"1 were free": free, "was not there": overtaken,
                "earlier": [*ROWS[:4], {**ROWS[4], "time": 1}, ROWS[5]],
                "were signed": ROWS[:5], "took nothing": [*ROWS[:5], {**ROWS[5], "moves": []}],
                "more from": [{**ROWS[4]}, *ROWS[1:]]}
        for said, rows in lies.items():
            with self.assertRaisesRegex(v.Wrong, said):
                self.verify(rows)
        with self.assertRaisesRegex(v.Wrong, "not those of the log"):
            self.verify(ROWS, FORGED)

    def test_prints_what_is_wrong(self):
        with mock.patch("sys.argv", ["verify_order.py", "/nowhere", "--key", "k"]), \
                mock.patch("sys.stderr", io.StringIO()), self.assertRaises(SystemExit) as ended:
            verify_order.main()
        self.assertIn("WRONG", ended.exception.code)


if __name__ == "__main__":
    unittest.main()
