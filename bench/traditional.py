"""OpenCC's tables in, the module `parser/vocabulary/traditional.py` out.

    python -m bench.traditional > parser/vocabulary/traditional.py

The table is kept so that no run has to load OpenCC, which takes longer than reading a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from opencc import OpenCC

#: The blocks of Chinese characters, and the rare ones beyond, which only a search index needs.
HAN_BLOCKS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00))
RARE_BLOCKS = (range(0x20000, 0x2A6E0),)
#: Characters in a line of the module.
_LINE = 44
_HEAD = '''"""Traditional characters and the simplified form of each, by OpenCC. Data only.

Written by `python -m bench.traditional`; a test holds it against OpenCC.
"""

from __future__ import annotations
'''


def simplified(blocks: Iterable[range]) -> dict[int, int]:
    """Code points of the blocks that have a simplified form of one character → that form."""
    characters = [chr(code) for block in blocks for code in block]
    # Line breaks keep phrases from forming: each character is converted on its own.
    forms = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    pairs = zip(characters, forms, strict=True)
    return {ord(one): ord(form) for one, form in pairs if form != one and len(form) == 1}


def main() -> None:
    """Print the module."""
    print(_HEAD)
    print("#: Of the blocks in everyday use: printed forms, and under each its simplified one.")
    print_table("PRINTED", "FORMS", simplified(HAN_BLOCKS))
    print("#: The same of the rare characters beyond.")
    print_table("RARE_PRINTED", "RARE_FORMS", simplified(RARE_BLOCKS))


def print_table(printed: str, forms: str, table: Mapping[int, int]) -> None:
    """Two strings of one length."""
    for name, codes in ((printed, table.keys()), (forms, table.values())):
        text = "".join(map(chr, codes))
        print(f"{name} = (")
        for at in range(0, len(text), _LINE):
            print(f'    "{text[at : at + _LINE]}"')
        print(")")


if __name__ == "__main__":
    main()
