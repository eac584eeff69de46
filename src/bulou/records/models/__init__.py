"""The only models of the project, one file per aggregate."""

from bulou.records.models.advisory import Advisory, PublishedPicture, Revision, Thanks
from bulou.records.models.alike import Comparison, Posting, Sketch, Space
from bulou.records.models.authority import (
    Arrival,
    Circulation,
    Decision,
    Guidance,
    Matter,
    MatterSum,
    OfficialRequest,
    OfficialWord,
    Opinion,
)
from bulou.records.models.case import Affected, Case, EmbargoTerms, Grant, Party, PartyStatus
from bulou.records.models.choice import ReadingChoice, SentenceSignature
from bulou.records.models.concern import AbuseFlag, LegalQuestion
from bulou.records.models.correspondent import Correspondent
from bulou.records.models.delivery import AuthorityNotification, Delivery, Notice, Submission
from bulou.records.models.discussion import Post, ReadMark, Topic
from bulou.records.models.duty import Duty
from bulou.records.models.entry import Checkpoint, Entry, Stream, TreeNode
from bulou.records.models.finder import Appeal, Certificate, Commitment, Credit, Reward
from bulou.records.models.guarding import BrokenGlass, FollowedLeak, MarkedCopy, ReadingAlarm, ReadLog
from bulou.records.models.house import (
    ControlDocument,
    ControlIncident,
    ControlMeasure,
    ControlReview,
    HouseDue,
)
from bulou.records.models.house_rules import HouseRules
from bulou.records.models.known import KnownVulnerability
from bulou.records.models.lease import Lease
from bulou.records.models.organisation import MajorEvent, Node, Organisation
from bulou.records.models.peer import (
    Conversation,
    Peer,
    ReceivedEnvelope,
    RefusedEnvelope,
    SentEnvelope,
)
from bulou.records.models.person import Invitation, Office, Person, Reading, SavedView
from bulou.records.models.platform_filing import (
    FilingCirculation,
    FilingDocument,
    FilingEvent,
    FilingRevision,
    PlatformFiling,
)
from bulou.records.models.product import (
    Impact,
    InventoryItem,
    InventoryList,
    ProductAlias,
    RegisteredProduct,
    Release,
)
from bulou.records.models.reception import Canary, ReceptionSeal
from bulou.records.models.registration import Registration
from bulou.records.models.report import Attachment, Report
from bulou.records.models.sharing import LibraryEntry, RecordClaim, Relation, SourceRecord
from bulou.records.models.supervision import ConfirmedFinding, Correction, Supervision
from bulou.records.models.telling import Listed, ListImport, Mailing, Support, SupportTarget
from bulou.records.models.token import ApiToken
from bulou.records.models.triage import AnswerTemplate, Tally

__all__ = [
    "AbuseFlag",
    "Advisory",
    "Affected",
    "AnswerTemplate",
    "ApiToken",
    "Appeal",
    "Arrival",
    "Attachment",
    "AuthorityNotification",
    "BrokenGlass",
    "Canary",
    "Case",
    "Certificate",
    "Checkpoint",
    "Circulation",
    "Commitment",
    "Comparison",
    "ConfirmedFinding",
    "ControlDocument",
    "ControlIncident",
    "ControlMeasure",
    "ControlReview",
    "Conversation",
    "Correction",
    "Correspondent",
    "Credit",
    "Decision",
    "Delivery",
    "Duty",
    "EmbargoTerms",
    "Entry",
    "FilingCirculation",
    "FilingDocument",
    "FilingEvent",
    "FilingRevision",
    "FollowedLeak",
    "Grant",
    "Guidance",
    "HouseDue",
    "HouseRules",
    "Impact",
    "InventoryItem",
    "InventoryList",
    "Invitation",
    "KnownVulnerability",
    "Lease",
    "LegalQuestion",
    "LibraryEntry",
    "ListImport",
    "Listed",
    "Mailing",
    "MajorEvent",
    "MarkedCopy",
    "Matter",
    "MatterSum",
    "Node",
    "Notice",
    "Office",
    "OfficialRequest",
    "OfficialWord",
    "Opinion",
    "Organisation",
    "Party",
    "PartyStatus",
    "Peer",
    "Person",
    "PlatformFiling",
    "Post",
    "Posting",
    "ProductAlias",
    "PublishedPicture",
    "ReadLog",
    "ReadMark",
    "Reading",
    "ReadingAlarm",
    "ReadingChoice",
    "ReceivedEnvelope",
    "ReceptionSeal",
    "RecordClaim",
    "RefusedEnvelope",
    "RegisteredProduct",
    "Registration",
    "Relation",
    "Release",
    "Report",
    "Revision",
    "Reward",
    "SavedView",
    "SentEnvelope",
    "SentenceSignature",
    "Sketch",
    "SourceRecord",
    "Space",
    "Stream",
    "Submission",
    "Supervision",
    "Support",
    "SupportTarget",
    "Tally",
    "Thanks",
    "Topic",
    "TreeNode",
]
