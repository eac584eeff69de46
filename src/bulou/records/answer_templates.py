"""The answer templates of an organisation, and what a case puts into them."""

from uuid import UUID

from django.conf import settings

from bulou.records.models import AnswerTemplate, Case


def live(organisation_id: UUID) -> list[AnswerTemplate]:
    """The templates that are offered now, by name; one query."""
    return list(
        AnswerTemplate.objects.filter(organisation_id=organisation_id, retired_at=None).order_by("name")
    )


def retired(organisation_id: UUID) -> list[AnswerTemplate]:
    """The templates that were retired, the last first, at most fifty; one query."""
    rows = AnswerTemplate.objects.filter(organisation_id=organisation_id, retired_at__isnull=False)
    return list(rows.order_by("-retired_at")[:50])


def one(organisation_id: UUID, template_id: UUID) -> AnswerTemplate | None:
    """A live template of this organisation; one query."""
    return AnswerTemplate.objects.filter(
        id=template_id, organisation_id=organisation_id, retired_at=None
    ).first()


def text_for(template: AnswerTemplate, language: str) -> str:
    """The text in this language, or in the other where it has only that."""
    first, second = template.text_zh, template.text_en
    if language == "en":
        first, second = second, first
    return first if first.strip() else second


def values_of(case: Case, language: str) -> dict[str, str]:
    """What stands for each variable in an answer about this case. Its organisation must be at hand; no query."""
    organisation = case.organisation
    return {
        "number": case.number,
        "product": case.product,
        "organisation": organisation.name_en if language == "en" else organisation.name_zh,
        "status_page": f"{settings.BULOU_BASE_URL}/report/status?number={case.number}",
    }
