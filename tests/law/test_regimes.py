"""A regime is one folder and no other change."""

import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import bulou.law
from bulou.law.norms import Instrument
from bulou.law.regimes import REGIMES, discover, editions

FOLDER = {
    "__init__.py": '''
        """A regime that only this test knows."""

        from bulou.law.narnia.v2020 import articles
        from bulou.law.narnia.v2020.articles import CHARTER
        from bulou.law.regimes import Regime
        from bulou.law.text import Text

        __all__ = ["articles", "regime"]

        regime = Regime("narnia", Text("纳尼亚法", "Law of Narnia"), (CHARTER,), seat="na")
    ''',
    "v2020/__init__.py": '"""The edition of 2020."""',
    "v2020/articles.py": '''
        """Both articles."""

        from datetime import date, timedelta

        from bulou.law import events, vocabulary
        from bulou.law.clocks import ClockReading
        from bulou.law.conducts import Conduct
        from bulou.law.norms import Instrument
        from bulou.law.outcomes import Effect, Forbid
        from bulou.law.release import Release
        from bulou.law.sentence import Modality, Sentence
        from bulou.law.terms import Terms
        from bulou.law.text import Text, place
        from bulou.law.vocabulary import FactSpec

        vocabulary.declare(FactSpec("lion_consents", Text("狮王同意", "The lion consents"), Text("狮王是否同意？", "Does the lion consent?")))
        events.declare({"winter_came": Text("冬天来了", "Winter came")})

        SENTENCES = (
            Sentence("N1", "第一条", "Art. 1", Modality.PROHIBITION, ("anyone",), ("NARNIA-1",)),
            Sentence("N2", "第二条", "Art. 2", Modality.DUTY, ("anyone",), ("NARNIA-2",)),
        )
        CHARTER = Instrument("narnia", Text("纳尼亚宪章", "Charter"), date(2020, 1, 1), sentences=SENTENCES)
        first = Release(CHARTER, date(2026, 11, 22))


        @first.provision("NARNIA-1", place(1), {Conduct.PUBLISH}, "未经狮王同意不得发布。", "Nothing is published without the lion.")
        def lion_first(lion_consents: bool) -> Effect | None:
            return None if lion_consents else Forbid


        def one_hour(start):
            return (ClockReading("hours1", start + timedelta(hours=1)),)


        @first.duty("NARNIA-2", place(2), "一小时内报告", "Report within an hour",
                    Terms(Conduct.NOTIFY_AUTHORITY, Text("狮王", "the lion"), ("winter_came",), clock=one_hour))
        def lion_is_told() -> bool:
            return True
    ''',
    "v2020/text.zh.md": """
        <a id="N1"></a>
        ## N1 第一条

        > 未经狮王同意不得发布

        - 释义：发布须狮王同意。
        - 来源：虚构
        - 引文 SHA-256：0
        - 签署人：

        <a id="N2"></a>
        ## N2 第二条

        > 一小时内报告

        - 释义：应当一小时内报告。
        - 来源：虚构
        - 引文 SHA-256：0
        - 签署人：
    """,
    "v2020/text.en.md": """
        <a id="N1"></a>
        ## N1 Art. 1

        > 未经狮王同意不得发布

        - Gloss: Publication waits for the lion.
        - Source: invented
        - Quotation SHA-256: 0
        - Signed by:

        <a id="N2"></a>
        ## N2 Art. 2

        > 一小时内报告

        - Gloss: A report is due within an hour.
        - Source: invented
        - Quotation SHA-256: 0
        - Signed by:
    """,
}
QUESTION = """
import json
from datetime import datetime
from bulou import law
from bulou.law.clocks import CN
from bulou.law.register import page, sentences

at = datetime(2026, 11, 22, 10, tzinfo=CN)
def asked(**facts):
    return str(law.decide("publish", law.parse_facts(facts), at=at, regime="narnia").outcome)
(duty,) = law.duties({}, {"winter_came": at}, at=at, regime="narnia")
lion = law.parse_facts({"actor_role": "vendor", "recipient_overseas": True, "recipient_is_product_vendor": False,
                        "already_public": False, "lion_consents": True})
(clash,) = law.clashes(lion, {"winter_came": at}, at=at, regimes=["narnia", "rmsv"])
print(json.dumps({
    "answers": [asked(), asked(lion_consents=True), asked(lion_consents=False)],
    "duty": [duty.duty_id, str(duty.state), duty.readings[0].due_at.isoformat()],
    "clash": [clash.duty.duty_id, *(each.norm_id for each in clash.hurdles)],
    "sentences": [each.id for each in sentences("narnia")],
    "in the page": "NARNIA-2" in page(),
}))
"""


def lay(folder):
    """Write the regime's files below `folder`."""
    for name, text in FOLDER.items():
        lines = text.strip("\n").splitlines()
        margin = len(lines[0]) - len(lines[0].lstrip())
        file = folder / "narnia" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(line[margin:] for line in lines).strip() + "\n", encoding="utf-8")


def test_a_regime_is_added_by_its_folder_and_no_other_change(tmp_path):
    ring = tmp_path / "bulou" / "law"
    shutil.copytree(
        Path(bulou.law.__file__).parent, ring, ignore=shutil.ignore_patterns("__pycache__")
    )  # the ring imports nothing else of the platform
    (ring.parent / "__init__.py").touch()
    lay(ring)

    done = subprocess.run(
        [sys.executable, "-c", QUESTION], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip

    assert done.stderr == ""
    assert json.loads(done.stdout) == {
        "answers": ["needs_facts", "not_prohibited", "forbidden"],
        "duty": ["NARNIA-2", "open", "2026-11-22T11:00:00+08:00"],
        "clash": ["NARNIA-2", "RMSV-9-7"],
        "sentences": ["N1", "N2"],
        "in the page": True,
    }


def test_a_folder_on_the_path_is_a_regime_once_it_is_discovered(tmp_path):
    lay(tmp_path)
    program = (
        f"import bulou.law; from bulou.law.regimes import discover; from bulou.entrypoints.cli.main import bulou as run\n"
        f"bulou.law.__path__.append({str(tmp_path)!r}); discover([{str(tmp_path)!r}]); run(prog_name='bulou')"
    )

    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-c", program, "law", *arguments], capture_output=True, text=True, input="{}",
            check=False,
        )  # fmt: skip

    listed = run("list", "--regime", "narnia", "--lang", "en")
    judged = run("judge", "--act", "publish", "--facts", "-", "--regime", "narnia", "--lang", "en")
    misspelt = run("list", "--regime", "narnja", "--lang", "en")

    assert [line.split()[0] for line in listed.stdout.splitlines()[:2]] == ["N1", "N2"]
    assert (judged.returncode, "Does the lion consent?" in judged.stdout) == (3, True)
    assert (misspelt.returncode, misspelt.stderr) == (2, "There is no regime narnja; did you mean narnia?\n")


def test_a_regime_is_named_as_its_folder(tmp_path, monkeypatch):
    (tmp_path / "gondor").mkdir()
    (tmp_path / "gondor" / "__init__.py").write_text(
        "from bulou.law.regimes import Regime\nfrom bulou.law.text import Text\n"
        "regime = Regime('mordor', Text('魔多', 'Mordor'), ())\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(bulou.law, "__path__", [*bulou.law.__path__, str(tmp_path)])

    with pytest.raises(ValueError, match="mordor stands in the package gondor"):
        discover([str(tmp_path)])
    assert "mordor" not in REGIMES
    sys.modules.pop("bulou.law.gondor")


def test_every_regime_has_its_text_in_both_languages_beside_its_editions():
    for name, regime in REGIMES.items():
        assert editions(name), name
        for folder in editions(name):
            assert (folder / "text.en.md").is_file()
        assert all(isinstance(each, Instrument) for each in regime.instruments)


def test_on_every_day_every_norm_of_every_regime_has_at_most_one_edition():
    for name, regime in REGIMES.items():
        every = [norm for instrument in regime.instruments for norm in instrument.norms]
        days = {day for norm in every for day in (norm.in_force, norm.until) if day}
        for day in days:
            held = Counter((norm.id, norm.released) for norm in every if norm.holds_on(day))
            assert [id for id, times in held.items() if times > 1] == [], (name, day)
