"""The finder's acts and the desk's answers to them: each once, and once as it cannot be acted on."""

from bulou.acts import appeals as ap
from bulou.acts import credits as cr
from tests.acts.example import BLANK, Example, on

OF_FINDERS: dict[str, Example] = {
    "contest_grade": on(
        "mended", ap.ContestGrade, "reporter", text="攻击复杂度应为低", bad=BLANK, wrong="text"
    ),
    "answer_appeal": on("deferred", ap.AnswerAppeal, result="kept", text="已复核", bad=BLANK, wrong="text"),
    "choose_credit": on(
        "received",
        cr.ChooseCredit,
        "reporter",
        shown_as="handle",
        handle="苔原",
        on_thanks=True,
        bad={"handle": ""},
        wrong="handle",
    ),
}
