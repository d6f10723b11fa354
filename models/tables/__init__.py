"""Every table, one file per subject matter; importing this package registers them all."""

from models.tables.audit import AuditEvent, RowChange, StateSum
from models.tables.credits import CreditRecord, ListAct, ListBasis, ListEntry, RiskCause
from models.tables.deadlines import DeadlineRecord
from models.tables.disclosures import (
    Amendment,
    DeliveryFailure,
    Disclosure,
    Publication,
    Receipt,
    ResultVersion,
)
from models.tables.districts import DistrictVersion
from models.tables.dossiers import Dossier, DossierProposal
from models.tables.draws import (
    Assignment,
    ChangeApplication,
    Draw,
    DrawChannel,
    DrawEntry,
    DrawPhoto,
    DrawSecret,
    DrawSource,
    DrawText,
    Replacement,
)
from models.tables.handling import HandlingStep
from models.tables.inspections import (
    FindingRecord,
    Inspection,
    InspectionOfficer,
    RecordReturn,
    SpecialCancellation,
    SpecialInspection,
)
from models.tables.items import Item, ItemList
from models.tables.keys import pk
from models.tables.messages import Message, MessageInspection
from models.tables.papers import PaperNumber
from models.tables.plans import AnnualPlan, Deduction, Period
from models.tables.replies import FirmReply
from models.tables.rosters import (
    GeneralSupervision,
    InspectorEntry,
    RosterReason,
    RosterVersion,
    SubjectEntry,
)
from models.tables.send_backs import SendBack

__all__ = [
    "Amendment",
    "AnnualPlan",
    "Assignment",
    "AuditEvent",
    "ChangeApplication",
    "CreditRecord",
    "DeadlineRecord",
    "Deduction",
    "DeliveryFailure",
    "Disclosure",
    "DistrictVersion",
    "Dossier",
    "DossierProposal",
    "Draw",
    "DrawChannel",
    "DrawEntry",
    "DrawPhoto",
    "DrawSecret",
    "DrawSource",
    "DrawText",
    "FindingRecord",
    "FirmReply",
    "GeneralSupervision",
    "HandlingStep",
    "Inspection",
    "InspectionOfficer",
    "InspectorEntry",
    "Item",
    "ItemList",
    "ListAct",
    "ListBasis",
    "ListEntry",
    "Message",
    "MessageInspection",
    "PaperNumber",
    "Period",
    "Publication",
    "Receipt",
    "RecordReturn",
    "Replacement",
    "ResultVersion",
    "RiskCause",
    "RosterReason",
    "RosterVersion",
    "RowChange",
    "SendBack",
    "SpecialCancellation",
    "SpecialInspection",
    "StateSum",
    "SubjectEntry",
    "pk",
]
