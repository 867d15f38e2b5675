#!/usr/bin/env python3
"""Lists what a build consists of, as CycloneDX 1.5: `tools/sbom.py BUILD > sbom.json`.

Debian's packages are those whose libraries the programs really load, with their versions here; the
web app's are those that are built into its pages, with the hashes that the lock file pins. With a
list of this form any scanner tells which parts have known flaws.
"""
import base64
import json
import pathlib
import re
import subprocess
import sys
import uuid

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAMS = ("zuoquan", "zuoquan-reader")


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def version_of_project(cmake):
    return re.search(r"project\(zuoquan VERSION ([0-9.]+)", cmake)[1]


def libraries(ldd):
    """The files that a program loads, of what ldd says; its interpreter is one."""
    return sorted({line.split(" => ")[-1].split(" (")[0].strip() for line in ldd.splitlines()
                   if "/" in line})


def owners(files):
    """Debian's packages that hold these files: {name: architecture-qualified name}."""
    names = {name for file in files
             for name in (file, str(pathlib.Path(file).resolve()), file.removeprefix("/usr"),
                          "/usr" + file)}
    found = subprocess.run(["dpkg-query", "-S", *sorted(names)], capture_output=True, text=True,
                           check=False)
    packages = {line.split(": ")[0] for line in found.stdout.splitlines()
                if line.split(": ")[-1] in names}
    return sorted(packages)


def debian_component(package):
    name, version, architecture = run(
        "dpkg-query", "-W", "-f", "${Package} ${Version} ${Architecture}", package).split(" ")
    purl = f"pkg:deb/debian/{name}@{version}?arch={architecture}&distro=debian-12"
    return {"type": "library", "name": name, "version": version, "purl": purl, "bom-ref": purl}


def npm_components(lock):
    """Of the lock file: what the pages are built of, not the tools that build or test them."""
    components = []
    for path, package in sorted(lock["packages"].items()):
        if not path or package.get("dev") or package.get("optional"):
            continue
        name = path.rsplit("node_modules/", 1)[-1]
        purl = f"pkg:npm/{name.replace('@', '%40')}@{package['version']}"
        component = {"type": "library", "name": name, "version": package["version"], "purl": purl,
                     "bom-ref": purl + "#" + path}
        if "license" in package:
            component["licenses"] = [{"expression": package["license"]}]
        if "integrity" not in package:
            sys.exit(f"web/package-lock.json pins no hash for {name}")
        digest = base64.b64decode(package["integrity"].removeprefix("sha512-")).hex()
        component["hashes"] = [{"alg": "SHA-512", "content": digest}]
        components.append(component)
    return components


def document(version, components):
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(components, sort_keys=True) + version)
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "serialNumber": f"urn:uuid:{serial}",
        "metadata": {"component": {"type": "application", "name": "zuoquan", "version": version,
                                   "bom-ref": "zuoquan"}},
        "components": components,
        "dependencies": [{"ref": "zuoquan", "dependsOn": [one["bom-ref"] for one in components]}],
    }


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.splitlines()[0])
    build = pathlib.Path(sys.argv[1])
    files = set()
    for program in PROGRAMS:
        if not (build / program).exists():
            sys.exit(f"{build / program} is not there; ./dev build makes it")
        files |= set(libraries(run("ldd", str(build / program))))
    debian = [debian_component(package) for package in owners(sorted(files))]
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text(encoding="utf-8"))
    version = version_of_project((ROOT / "CMakeLists.txt").read_text(encoding="utf-8"))
    print(json.dumps(document(version, debian + npm_components(lock)), indent=1))


if __name__ == "__main__":
    main()
