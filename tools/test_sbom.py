"""What is listed of a build, and what is not."""
import unittest

import sbom

LDD = """\tlinux-vdso.so.1 (0x00007ffe)
\tlibssl.so.3 => /lib/x86_64-linux-gnu/libssl.so.3 (0x00007f)
\tlibsodium.so.23 => /lib/x86_64-linux-gnu/libsodium.so.23 (0x00007f)
\t/lib64/ld-linux-x86-64.so.2 (0x00007f)
"""


def package(**more):
    return {"version": "1.2.3", "integrity": "sha512-AAEC", **more}


class Sbom(unittest.TestCase):
    def test_libraries_are_those_that_are_loaded(self):
        self.assertEqual(sbom.libraries(LDD), [
            "/lib/x86_64-linux-gnu/libsodium.so.23", "/lib/x86_64-linux-gnu/libssl.so.3",
            "/lib64/ld-linux-x86-64.so.2"])

    def test_a_library_is_found_in_its_package(self):
        libc = [name for name in sbom.libraries(sbom.run("ldd", "/bin/sh")) if "libc.so" in name]
        self.assertTrue(any(owner.startswith("libc6") for owner in sbom.owners(libc)))

    def test_tools_are_not_parts(self):
        lock = {"packages": {"": {}, "node_modules/vue": package(license="MIT"),
                             "node_modules/vite": package(dev=True),
                             "node_modules/@a/b": package()}}
        found = sbom.npm_components(lock)
        self.assertEqual([one["purl"] for one in found],
                         ["pkg:npm/%40a/b@1.2.3", "pkg:npm/vue@1.2.3"])
        self.assertEqual(found[0]["hashes"], [{"alg": "SHA-512", "content": "000102"}])

    def test_a_part_without_a_hash_is_refused(self):
        unpinned = package()
        del unpinned["integrity"]
        with self.assertRaises(SystemExit):
            sbom.npm_components({"packages": {"node_modules/vue": unpinned}})

    def test_the_same_parts_have_the_same_number(self):
        parts = [{"bom-ref": "a"}]
        self.assertEqual(sbom.document("1", parts), sbom.document("1", parts))
        self.assertNotEqual(sbom.document("1", parts)["serialNumber"],
                            sbom.document("2", parts)["serialNumber"])


if __name__ == "__main__":
    unittest.main()
