"""The vectors of the RFCs, and what a forger would try."""
import base64
import hashlib
import unittest

import verify_receipt as v

LEAVES = [bytes.fromhex(one) for one in (
    '', '00', '10', '2021', '3031', '40414243', '5051525354555657',
    '606162636465666768696a6b6c6d6e6f')]
ROOT_8 = '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'
ROOT_6 = '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef'
PATH_5_OF_8 = ('bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
               'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
               'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7')
GROWTH_6_TO_8 = ('0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
                 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
                 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7')
# RFC 8032, 7.1, tests 1 to 3.
SIGNED = (
    ('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', '',
     'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155'
     '5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b'),
    ('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c', '72',
     '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da'
     '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00'),
    ('fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025', 'af82',
     '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac'
     '18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a'),
)


def hashes(texts):
    return [bytes.fromhex(one) for one in texts]


class Signatures(unittest.TestCase):
    def test_vectors(self):
        for key, message, signature in SIGNED:
            key, message, signature = map(bytes.fromhex, (key, message, signature))
            v.check_signature(key, message, signature)
            bent = bytes([signature[0] ^ 1]) + signature[1:]
            for wrong in ((key, message + b'x', signature), (key, message, bent),
                          (key, message, signature[:32] + b'\xff' * 32), (key, message, b'')):
                with self.assertRaises(v.Wrong):
                    v.check_signature(*wrong)


class Trees(unittest.TestCase):
    def test_inclusion(self):
        root, proof, leaf = bytes.fromhex(ROOT_8), hashes(PATH_5_OF_8), v.leaf_hash(LEAVES[5])
        v.check_inclusion(root, 8, 5, leaf, proof)
        for wrong in ((root, 8, 4, leaf, proof), (root, 8, 8, leaf, proof),
                      (root, 9, 5, leaf, proof), (root, 8, 5, v.leaf_hash(b'forged'), proof),
                      (root, 8, 5, leaf, proof[:2]),
                      (root, 8, 5, leaf, proof + proof[:1])):
            with self.assertRaises(v.Wrong):
                v.check_inclusion(*wrong)

    def test_consistency(self):
        old, new, proof = bytes.fromhex(ROOT_6), bytes.fromhex(ROOT_8), hashes(GROWTH_6_TO_8)
        v.check_consistency(6, old, 8, new, proof)
        for wrong in ((6, new, 8, old, proof), (5, old, 8, new, proof), (6, old, 8, new, proof[1:]),
                      (8, new, 6, old, proof), (6, old, 6, new, []), (0, old, 8, new, proof)):
            with self.assertRaises(v.Wrong):
                v.check_consistency(*wrong)


class Checkpoints(unittest.TestCase):
    def test_a_key_that_is_mistyped_and_a_note_that_is_not_signed(self):
        public = bytes.fromhex(SIGNED[0][0])
        raw = b'\1' + public
        digest = hashlib.sha256(b'log.example\n' + raw).digest()[:4].hex()
        key = f'log.example+{digest}+{base64.b64encode(raw).decode()}'
        self.assertEqual(v.key_of(key)[2], public)
        with self.assertRaises(v.Wrong):
            v.key_of(key.replace('log.', 'lag.'))
        root = base64.b64encode(bytes(32)).decode()
        note = f'log.example\n8\n{root}\n'
        forged = base64.b64encode(bytes.fromhex(digest) + bytes(64)).decode()
        for tail in ('', '\n', f'\n\u2014 log.example {forged}\n', f'\n\u2014 other {forged}\n'):
            with self.assertRaises(v.Wrong):
                v.read_checkpoint(note + tail, key)


if __name__ == '__main__':
    unittest.main()
