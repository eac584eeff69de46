"""Names that pretend: someone outside who is called like an authority, in look-alike letters too (AC53).

A warning is a word beside the name, never a refusal: who is really called so is named by the people who invite them.
"""

import unicodedata

AUTHORITIES = (
    "工信部", "工业和信息化部", "公安部", "网信办", "国家互联网信息办公室", "通报中心", "应急中心",
    "miit", "cncert", "cnvd", "cnnvd", "nvdb", "mps",
)  # fmt: skip
STAFF = ("管理员", "官方", "bulou", "补漏", "admin", "support", "security team")
ALIKE = str.maketrans(
    {
        "エ": "工", "ㄒ": "工", "Ｉ": "I", "伩": "信", "㐰": "信", "倍": "部", "陪": "部", "郶": "部", "鄁": "部",
        "а": "a", "А": "A", "е": "e", "о": "o", "О": "O", "р": "p", "Р": "P", "с": "c", "С": "C", "М": "M", "м": "m",
        "Т": "T", "т": "t", "В": "B", "Н": "H", "К": "K", "І": "I", "і": "i", "Ι": "I", "Μ": "M", "Τ": "T", "Ν": "N",
        "Ѕ": "S", "ѕ": "s", "Ѵ": "V", "Ꮇ": "M", "ⅼ": "l", "１": "1",
    }
)  # fmt: skip


def folded(name: str) -> str:
    """A name as it looks: compatibility forms, look-alikes and case folded, what is not seen left out."""
    plain = unicodedata.normalize("NFKC", name.translate(ALIKE)).translate(ALIKE)
    return "".join(
        sign for sign in plain if unicodedata.category(sign) not in ("Cf", "Zs", "Pd", "Pc")
    ).casefold()


def pretends(name: str) -> bool:
    """Whether a name looks like that of an authority or of whoever runs the node."""
    looks = folded(name)
    return any(folded(word) in looks for word in (*AUTHORITIES, *STAFF))


def unseen(name: str) -> bool:
    """Whether a name holds signs that nobody sees, or that turn the direction of what follows."""
    return any(unicodedata.category(sign) in ("Cf", "Cc") for sign in name)
