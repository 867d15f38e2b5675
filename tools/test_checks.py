#!/usr/bin/env python3
"""Shows every rule of the checks firing on bad input, and staying quiet on good input."""
import pathlib
import tempfile
import unittest

import check_layers
import check_style
import cpp_text


class Tree(unittest.TestCase):
    """Asks a check what it says about a throw-away tree that holds just one file."""

    def found(self, name, text):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            return "\n".join(self.check(pathlib.Path(folder)))

    def accepts(self, name, text):
        self.assertEqual(self.found(name, text), "")

    def refuses(self, name, text, words):
        self.assertIn(words, self.found(name, text))


class Layers(Tree):
    def check(self, root):
        return check_layers.problems(root / "src")

    def test_arrows_point_down_only(self):
        self.accepts("src/engine/a.cpp", '#include "engine/b.h"\n#include "domain/c.h"\n')
        self.refuses("src/domain/a.cpp", '#include "engine/b.h"\n', "domain may not include engine")
        self.refuses("src/base/a.cpp", '#include "domain/b.h"\n', "domain, only itself")
        self.accepts("src/main/a.cpp", '#include "http/b.h"\n#include "rulebook/d.h"\n')

    def test_adapters_never_see_each_other(self):
        self.refuses("src/http/a.cpp", '#include "store/b.h"\n', "http may not include store")
        self.refuses("src/rulebook/a.cpp", '#include "app/b.h"\n', "rulebook may not include app")
        self.refuses("src/papers/a.h", '#include "links/b.h"\n', "papers may not include links")

    def test_tests_obey_the_arrows_too(self):
        self.refuses("src/app/a_test.cpp", '#include "store/b.h"\n', "app may not include store")

    def test_unknown_floor_and_bare_include(self):
        self.refuses("src/attic/a.cpp", "", "'attic' is no floor")
        self.refuses("src/a.cpp", "", "'a.cpp' is no floor")
        self.refuses("src/base/b.cpp", '#include "money.h"\n', 'as "base/money.h"')

    def test_pure_floors_know_no_world(self):
        headers = "boost/json.hpp toml++/toml.h sqlite3.h soci/soci.h fstream iostream filesystem"
        for header in (headers + " thread mutex random ctime").split():
            words = f"engine is pure and may not include <{header}>"
            self.refuses("src/engine/a.cpp", f"#include <{header}>\n", words)
        self.accepts("src/engine/a.cpp", "#include <chrono>\n#include <fmt/format.h>\n")
        self.accepts("src/app/a.cpp", "#include <mutex>\n#include <thread>\n")

    def test_pure_floors_use_no_clock_and_no_float(self):
        self.refuses("src/base/a.h", "t = std::chrono::system_clock::now();\n", "clock::now")
        self.refuses("src/domain/a.h", "double rate = 0;\n", "may not use double")
        self.refuses("src/domain/a.h", "float rate = 0;\n", "may not use float")
        self.accepts("src/domain/a.h", '// no double\nauto text = "float";\nint doubled = 2;\n')
        self.accepts("src/domain/a_test.cpp", "#include <fstream>\ndouble seen = 0;\n")

    def test_openssl_hashes_in_base_only(self):
        self.accepts("src/base/a.cpp", "#include <openssl/evp.h>\nint n = EVP_MAX_MD_SIZE;\n")
        self.refuses("src/base/a.cpp", "RAND_bytes(p, 8);\n", "may not use RAND_bytes")
        self.refuses("src/base/a.cpp", "crypto_pwhash(p);\n", "may not use crypto_pwhash")
        self.refuses("src/base/a.cpp", "#include <sodium.h>\n", "may not include <sodium.h>")
        self.refuses("src/domain/a.cpp", "#include <openssl/evp.h>\n", "may not include <openssl")
        self.accepts("src/base/a.cpp", "#include <boost/container/flat_map.hpp>\n")

    def test_each_library_has_its_home(self):
        self.accepts("src/rulebook/a.cpp", "#include <toml++/toml.h>\n")
        self.refuses("src/app/a.cpp", "#include <toml++/toml.h>\n", "known in rulebook only")
        self.refuses("src/http/a.cpp", "#include <soci/soci.h>\n", "known in store only")
        self.refuses("src/main/a.cpp", "#include <boost/beast.hpp>\n", "in http and links only")
        self.refuses("src/http/a.cpp", "#include <CLI/CLI.hpp>\n", "known in main only")


class Style(Tree):
    def check(self, root):
        return check_style.problems(root)

    def cpp(self, code):
        return self.found("src/base/a.cpp", "// What it is.\n" + code)

    def test_lines(self):
        self.assertEqual(self.cpp("x" * 100 + "\n"), "")
        self.assertIn("a.cpp:2: 101 columns; at most 100", self.cpp("x" * 101 + "\n"))
        self.assertIn("a tab", self.cpp("\tint a;\n"))
        self.assertIn("blanks at the end", self.cpp("int a; \n"))
        self.assertIn("line feed", self.cpp("int a;"))

    def test_function_length(self):
        for kind in ("void f() {\n", "struct S {\n S(int a) : a_{a} {\n", "TEST(A, B) {\n"):
            end = "}\n}\n" if "struct" in kind else "}\n"
            self.assertEqual(self.cpp(kind + "g();\n" * 68 + end), "", kind)
            self.assertIn("has 71 lines; at most 70", self.cpp(kind + "g();\n" * 69 + end), kind)

    def test_tables_and_classes_may_be_long(self):
        self.assertEqual(self.cpp("const Row rows[] = {\n" + '{f(1), "}"},\n' * 90 + "};\n"), "")
        methods = "int f() { return 1; }\n" * 90
        self.assertEqual(self.cpp("namespace zq {\nclass A {\n" + methods + "};\n}\n"), "")

    def test_function_length_of_python_and_shell(self):
        self.refuses("tools/a.py", "def f():\n" + "    pass\n" * 70, "`f` has 71 lines")
        self.refuses("dev", "f() {\n" + "    true\n" * 69 + "}\n", "`f` has 71 lines")

    def test_loose_ends(self):
        halves = ("TO~DO", "FIX~ME", "XX~X", "st~ub", "St~ub", "place~holder", "for n~ow")
        for word in (half.replace("~", "") for half in halves):
            self.assertIn(f"'{word}': finish it", self.cpp(f"// {word} here\n"))
        self.assertEqual(self.cpp("// stubborn, todos\n"), "")

    def test_vague_file_names(self):
        for name in ("utils.h", "string_util.h", "test_helper.cpp", "order_manager.h"):
            self.refuses(f"src/app/{name}", "// x\n", "named for what it holds")
        self.accepts("src/app/utility.h", "// x\n")

    def test_opening_comment(self):
        self.accepts("src/app/a.h", "#pragma once\n\n// What it is.\n")
        self.refuses("src/app/a.h", "#pragma once\n\n\n// Too late.\n", "open the file with")

    def test_default_in_pure_floors(self):
        self.assertIn("no default", self.cpp("switch (a) {\n default: return;\n}\n"))
        self.assertEqual(self.cpp("A() = default;\n// default: none\n"), "")
        self.accepts("src/http/a.cpp", "// x\nswitch (a) {\n default: return;\n}\n")


class CppText(unittest.TestCase):
    def test_literals_go_and_lines_stay(self):
        text = 'a("x{", \'{\', R"q(\n{)q"); // {\n/* {\n*/ b(1\'000);\n'
        self.assertEqual(cpp_text.without_literals(text).count("\n"), text.count("\n"))
        self.assertNotIn("{", cpp_text.without_literals(text))
        self.assertIn("b(1'000)", cpp_text.without_literals(text))

    def test_include_lines_stay_whole(self):
        self.assertEqual(cpp_text.without_literals('#include "a/b.h"\n'), '#include "a/b.h"\n')


if __name__ == "__main__":
    unittest.main()
