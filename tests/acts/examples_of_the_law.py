"""The acts by which people settle something about the law itself, and those of Article 4."""

from bulou.acts import abuse as ab
from bulou.acts import counsel as cs
from bulou.acts import readings as rd
from bulou.records import signatures
from tests.acts.example import NO_PARTY, Example, of, on

OF_THE_LAW: dict[str, Example] = {
    "flag_abuse": on(
        "accepted",
        ab.FlagAbuse,
        suspicion="sale",
        ids={"party_id": "overseas"},
        entry="0",
        grounds="要价函",
        bad={"entry": "999"},
        wrong="entry",
    ),
    "suspend_sharing": on(
        "deferred",
        ab.SuspendSharing,
        ids={"flag_id": "flag", "party_id": "seller"},
        grounds="核查中",
        bad=NO_PARTY,
        wrong="party_id",
    ),
    "lift_suspension": on(
        "deferred",
        ab.LiftSuspension,
        ids={"flag_id": "suspension"},
        grounds="已查清",
        bad={"grounds": " "},
        wrong="grounds",
    ),
    "refer_abuse": on(
        "deferred",
        ab.ReferAbuse,
        ids={"flag_id": "suspension"},
        addressee="某市公安局",
        reference="受案〔2026〕7号",
        grounds="涉嫌出售",
        bad={"reference": ""},
        wrong="reference",
    ),
    "open_legal_question": on(
        "accepted",
        cs.OpenLegalQuestion,
        first="RMSV-9-7",
        second="R7.2",
        question="先报谁？",
        grounds="两法并用",
        bad={"first": "RMSV-9-77"},
        wrong="first",
    ),
    "close_legal_question": on(
        "deferred",
        cs.CloseLegalQuestion,
        ids={"legal_question_id": "question"},
        adviser="某律所",
        advice="先报送",
        grounds="意见书",
        bad={"advice": ""},
        wrong="advice",
    ),
    "sign_sentence": of(
        cs.SignSentence,
        "counsel",
        sentence="R9.7",
        seen=lambda scene: signatures.fingerprint("rmsv", "R9.7").sha256,
        remark="已核对",
        bad={"sentence": "R9.77"},
        wrong="sentence",
    ),
    "withdraw_signature": of(
        cs.WithdrawSignature, "counsel", sentence="R9.1a", remark="重审", bad={"remark": ""}, wrong="remark"
    ),
    "choose_reading": of(
        rd.ChooseReading,
        reading="clock_start",
        value="triage",
        grounds="法务意见",
        bad={"value": "triages"},
        wrong="value",
    ),
    "reevaluate_duties": on(
        "received", rd.ReevaluateDuties, "system", reading="clock_start", value="triage", choice=0
    ),
}
