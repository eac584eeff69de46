"""What a verifier found: where it is, what kind it is, and a sentence for a person in both languages."""

from dataclasses import dataclass

KINDS: dict[str, tuple[str, str]] = {
    "line": (
        "文件第 {detail} 行无法读取或不是规范形式。",
        "Line {detail} of the file cannot be read or is not in canonical form.",
    ),
    "header": ("条目头的 {detail} 不合规格。", "The header's {detail} is not well-formed."),
    "edited": (
        "条目头与其登记的哈希不符：内容被改动。",
        "The header does not have its recorded hash: it was changed.",
    ),
    "payload": (
        "载荷字段 {detail} 打不开它的承诺值：内容被改动。",
        "The payload field {detail} does not open its commitment: it was changed.",
    ),
    "link": (
        "条目与同序列中相邻的条目不相接：两条之一被改动或替换。",
        "The entry and its neighbour in the stream do not join: one of the two was changed or replaced.",
    ),
    "missing": ("缺少条目：{detail}。", "Entries are missing: {detail}."),
    "moved": ("条目不在应有的位置：顺序被改动。", "The entry is out of its place: the order was changed."),
    "repeated": (
        "这一序号出现了不止一次：有条目被插入。",
        "This index occurs more than once: an entry was inserted.",
    ),
    "time": (
        "条目时间 {detail} 早于前一条。",
        "The entry's moment {detail} is before that of its predecessor.",
    ),
    "leaf": (
        "条目不是树中第 {detail} 叶所记的那一条。",
        "The entry is not the one that leaf {detail} of the tree records.",
    ),
    "leaf_order": (
        "条目的叶号 {detail} 重复或不依次。",
        "The entry's leaf number {detail} is repeated or out of order.",
    ),
    "bytes": (
        "条目以哈希记录的内容已不在或被改动，或者未经任何条目记录：{detail}。",
        "What the entry records by its hash is gone or was changed, or no entry records it: {detail}.",
    ),
    "node": (
        "树的存储节点 {detail}（级，序号）不是其下两个节点所成。",
        "The stored node {detail} (level, index) of the tree is not what the two beneath it make.",
    ),
    "leaf_missing": ("树中缺少叶：{detail}。", "Leaves of the tree are missing: {detail}."),
    "head": (
        "序列的登记末端与其条目不符：{detail}。",
        "The recorded end of the stream is not that of its entries: {detail}.",
    ),
    "signature": (
        "检查点不可读，或没有本节点的有效签名。",
        "The checkpoint is unreadable or bears no valid signature of this node.",
    ),
    "fork": (
        "大小为 {index} 的已签名检查点与这份历史矛盾：历史被改写，或同一节点出示了两份历史。",
        "The signed checkpoint of size {index} contradicts this history: it was rewritten, or the node shows two.",
    ),
    "root": (
        "大小为 {index} 的检查点的根与条目不符；改动在叶 {detail} 之中。",
        "The root of the checkpoint of size {index} is not that of the entries; the change is in leaves {detail}.",
    ),
    "checkpoint": (
        "有已入树的条目而没有任何检查点。",
        "Entries are in the tree, but no checkpoint vouches for it.",
    ),
    "cut": ("文件在第 {index} 行之后被截断。", "The file was cut off after line {index}."),
    "zip": (
        "压缩包不是规范形式，或被截断、拼接：{detail}。",
        "The zip is not in its canonical form, or was cut or added to: {detail}.",
    ),
    "part": (
        "证据包中的文件 {detail} 与清单登记的哈希不符：内容被改动或替换。",
        "The file {detail} of the pack does not have the hash in its manifest: it was changed or replaced.",
    ),
    "part_missing": (
        "证据包缺少清单登记的文件 {detail}。",
        "The file {detail}, which the manifest names, is not in the pack.",
    ),
    "part_unknown": (
        "证据包中有清单未登记的文件 {detail}。",
        "The pack holds a file that its manifest does not name: {detail}.",
    ),
    "manifest": (
        "证据包的清单不合规格，或与其中的条目不符：{detail}。",
        "The manifest of the pack is not well-formed, or not that of its entries: {detail}.",
    ),
    "unsigned": (
        "清单没有本节点的有效签名：清单或密钥被改动或替换。",
        "The manifest bears no valid signature of this node: it or the key was changed or replaced.",
    ),
    "proof": (
        "包含证明不能从该条目到达检查点：条目不在这棵树中，或证明被改动。",
        "The inclusion proof does not lead from the entry to the checkpoint: it is not in that tree, or the proof was changed.",
    ),
    "derived": (
        "摘要 {detail} 不是由这些条目推出的。",
        "The summary {detail} is not the one that follows from these entries.",
    ),
    "replay": (
        "按当时的法律重新判断，结论与封存的不同：{detail}。",
        "Decided again under the law as it was encoded then, the answer differs from what was sealed: {detail}.",
    ),
    "digest": (
        "文件的字节与其末行登记的摘要或行数不符。",
        "The file's bytes are not those of the digest or the count in its last line.",
    ),
}
"""Every kind of fault with its message (zh, en); documented in docs/reference/journal.md."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong. `stream` and `index` name the entry.

    Stream "tree" speaks of the Merkle tree (index is a leaf number or a checkpoint's size), stream "file" of the
    export file (index is the line number, from 1). `what` is a key of KINDS; `zh` and `en` say it to a person.
    """

    stream: str
    index: int
    what: str
    zh: str
    en: str


def fault(stream: str, index: int, what: str, detail: object = "") -> Fault:
    """The fault of this kind with its sentences filled in."""
    zh, en = KINDS[what]
    return Fault(
        stream, index, what, zh.format(index=index, detail=detail), en.format(index=index, detail=detail)
    )
