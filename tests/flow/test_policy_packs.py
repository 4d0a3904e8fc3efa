"""The packs of conf/policies as documents: their schema, and their words against the policies' own.

The C reader's side of the same tables is tests/org/test_policy_lists.c."""
import json
import os
import pathlib
import re
import subprocess
import unittest

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SPARKD = os.environ.get("SPARKD", str(ROOT / "build/dev/sparkd"))
PACKS = ("bronte", "step", "robert-carre", "symphony")
DOCUMENTS = {"B": "bronte", "S": "step", "R": "robert-carre", "Y": "symphony"}


def read(*path):
    return ROOT.joinpath(*path).read_text(encoding="utf-8")


def pack_text(name):
    return read("conf/policies", f"{name}.json")


def schema():
    return jsonschema.Draft202012Validator(json.loads(read("conf/policies/schema.json")))


def plain(text):
    """Without Markdown's marks, apostrophe styles and runs of white space."""
    text = re.sub(r"\[([^\]]*)\]\(#\)", r"\1", text)
    text = re.sub(r"</?u>|[*#·]", " ", text)
    text = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    return re.sub(r"\s+", " ", text).strip()


def sourced(value, path=""):
    """(path, words, source) of everything in a pack that names who says it."""
    if isinstance(value, dict):
        if "source" in value:
            words = value.get("text", value.get("label", value.get("value")))
            yield path, words, value["source"]
        if "months" in value and "dates" in value:
            yield f"{path}.months", value["months"], value["dates"].split(",")[0]
        elif "months" in value:
            yield f"{path}.months", value["months"], value["source"]
        for key, child in value.items():
            yield from sourced(child, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for i, child in enumerate(value):
            yield from sourced(child, f"{path}[{i}]")


def lines_of(source):
    """What stands on the lines a source names; None if it is not the policy's alone."""
    found = []
    for reference in (part.strip() for part in source.split(",")):
        if reference == "product":
            return None
        document, lines = reference.split(":")
        first, _, last = lines.partition("-")
        policy = read("tests/data/policies", f"{DOCUMENTS[document]}.txt").split("\n")
        found += policy[int(first) - 1:int(last or first)]
    return plain("\n".join(re.sub(r"^\s*[-•]\s+", "", line) for line in found))


class Words(unittest.TestCase):
    def test_each_is_found_on_the_line_it_names(self):
        for name in PACKS:
            checked = 0
            for path, words, source in sourced(json.loads(pack_text(name))):
                line = lines_of(source)
                if line is None:
                    continue
                checked += 1
                with self.subTest(pack=name, path=path, source=source):
                    self.assertIn(plain(str(words)), line)
            self.assertGreater(checked, 50, name)

    def test_a_pack_names_its_own_policy_only(self):
        own = dict(zip(PACKS, "BSRY"))
        for name in PACKS:
            self.assertEqual(list(json.loads(pack_text(name))["documents"]), [own[name]])

    def test_the_product_says_what_the_product_says(self):
        self.assertEqual({source for _, _, source in sourced(json.loads(pack_text("product")))}, {"product"})

    def test_days_are_nobody_elses(self):
        """Only Brontë prints a cycle, and months, not days: the rest is sparkd's and says so."""
        for name in PACKS:
            pack = json.loads(pack_text(name))
            self.assertEqual("cycle" in pack, name == "bronte")
            self.assertEqual("plan" in pack["lists"], name == "bronte")
            self.assertIn("not endorsed", pack["note"])
            for part in pack.get("cycle", []):
                self.assertTrue(part["dates"].endswith("product"), part["key"])


class Schema(unittest.TestCase):
    def test_it_is_one_and_describes_every_key(self):
        document = json.loads(read("conf/policies/schema.json"))
        jsonschema.Draft202012Validator.check_schema(document)
        described = []

        def walk(value, in_rule):
            for key, child in value.items():
                if key == "properties" and not in_rule:
                    for name, one in child.items():
                        target = document["$defs"].get(one.get("$ref", "").split("/")[-1], {})
                        described.append((name, "description" in one or "description" in target))
                if isinstance(child, dict):
                    walk(child, in_rule or key in ("if", "then", "else", "contains"))

        walk(document, False)
        self.assertGreater(len(described), 150)
        self.assertEqual([name for name, has in described if not has], [])

    def test_each_pack_is_as_it_says(self):
        for name in (*PACKS, "product"):
            faults = [f"{e.json_path}: {e.message}" for e in schema().iter_errors(json.loads(pack_text(name)))]
            self.assertEqual(faults, [], name)
            got = subprocess.run([SPARKD, "policy", "check", f"{ROOT}/conf/policies/{name}.json"],
                                 capture_output=True, text=True, timeout=60, check=False)
            self.assertEqual(got.returncode, 0, got.stderr)

    def test_it_has_the_lists_and_words_the_reader_has(self):
        """product.json must have each list and word there is: the reader sees to that."""
        properties = json.loads(read("conf/policies/schema.json"))["properties"]
        product = json.loads(pack_text("product"))
        for part in ("lists", "labels", "talks"):
            self.assertEqual(set(properties[part]["properties"]), set(product[part]), part)

    def test_it_refuses_what_the_reader_refuses(self):
        text = pack_text("bronte")
        refused = 0
        for row in read("tests/data/policy_broken.tsv").split("\n"):
            if not row or row.startswith("#"):
                continue
            too, old, new = row.split("\t")[:3]
            self.assertIn(old, text)
            try:
                broken = json.loads(text.replace(old, new, 1))
            except json.JSONDecodeError:
                self.assertEqual(too, "no", row)
                continue
            with self.subTest(row=row):
                self.assertEqual(schema().is_valid(broken), too == "no")
                refused += too == "yes"
        self.assertGreater(refused, 30)


if __name__ == "__main__":
    unittest.main()
