"""What strangers and reporters may read: organisations, published advisories, thanks, a reporter's own report, counts."""

from bulou.records.public.certificates import CertificateShown, certificate
from bulou.records.public.counts import Gauges, gauges
from bulou.records.public.finder import Finder, finder
from bulou.records.public.guides import guidance
from bulou.records.public.organisations import (
    PublicOrganisation,
    filed_platforms,
    organisation,
    receiving_organisations,
)
from bulou.records.public.pictures import PictureRow, picture, pictures_of
from bulou.records.public.platforms import (
    ListedPlatform,
    ListEvent,
    filing_numbers,
    list_history,
    listed_platforms,
)
from bulou.records.public.published import (
    AdvisoryList,
    AdvisoryPage,
    AdvisoryRow,
    RevisionRow,
    StoredFile,
    ThanksRow,
    advisories,
    advisory,
    csaf_file,
    latest_advisories,
    product_name,
    thanks,
)
from bulou.records.public.reporter import (
    Message,
    Reception,
    SentFile,
    StatusPage,
    case_of,
    raw_report,
    reception,
    status_page,
)
from bulou.records.public.saying import Saying, what_may_be_said

__all__ = [
    "AdvisoryList",
    "AdvisoryPage",
    "AdvisoryRow",
    "CertificateShown",
    "Finder",
    "Gauges",
    "ListEvent",
    "ListedPlatform",
    "Message",
    "PictureRow",
    "PublicOrganisation",
    "Reception",
    "RevisionRow",
    "Saying",
    "SentFile",
    "StatusPage",
    "StoredFile",
    "ThanksRow",
    "advisories",
    "advisory",
    "case_of",
    "certificate",
    "csaf_file",
    "filed_platforms",
    "filing_numbers",
    "finder",
    "gauges",
    "guidance",
    "latest_advisories",
    "list_history",
    "listed_platforms",
    "organisation",
    "picture",
    "pictures_of",
    "product_name",
    "raw_report",
    "receiving_organisations",
    "reception",
    "status_page",
    "thanks",
    "what_may_be_said",
]
