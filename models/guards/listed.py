"""Every table, and what of it may change: each column that may stands here by name with its
condition. What is not named stays as it was written.

Duty: 18.2, 10.3, 12.2 (第十八条、第十条末款、第十二条).
"""

from __future__ import annotations

from collections.abc import Mapping

from models.guards.changes import CHANGES
from models.guards.credits import CREDITS
from models.guards.dossiers import DOSSIERS
from models.guards.draws import DRAWS
from models.guards.handling import HANDLING
from models.guards.publications import PUBLICATIONS, correcting, told
from models.guards.rosters import ROSTERS
from models.guards.send_backs import ENTERED, GOES_BACK, SENT_BACK
from models.guards.shapes import Kept, Opening, Refusal, along, beginning, next_number, once
from models.rules import inspection
from models.rules.inspection import AWAITING_PUBLICATION, InspectionState, Outcome


def _inspection_is(key: str, *states: InspectionState) -> str:
    listed = ", ".join(f"'{state}'" for state in states)
    return f"(SELECT i.state FROM inspection i WHERE i.id = {key}) IN ({listed})"


_WITHOUT_A_VISIT = (
    "EXISTS (SELECT 1 FROM record_return r WHERE r.id = NEW.current_return_id "
    f"AND r.outcome = '{Outcome.NO_VISIT}') AND NOT {told('NEW.id')}"
)
_CANCELLED = "EXISTS (SELECT 1 FROM special_cancellation c WHERE c.special_id = NEW.special_id)"
_OUT = "检查任务已经回传，检查人员不得变更"
_OPEN = (*AWAITING_PUBLICATION, InspectionState.PUBLISHED)


def _takes_a_form(key: str) -> str:
    """The inspection ``key`` is out or back; once its result was told, only to be corrected."""
    in_force = f"(SELECT i.current_return_id FROM inspection i WHERE i.id = {key})"
    return f"({_inspection_is(key, *_OPEN)} AND (NOT {told(key)} OR {correcting(key, in_force)}))"


_OF_THE_FORM = "(SELECT r.inspection_id FROM record_return r WHERE r.id = NEW.return_id)"
_INSPECTIONS: Mapping[str, Kept] = {
    "special_inspection": Kept(
        "专项检查立项",
        not_added=(
            Refusal(
                "EXISTS (SELECT 1 FROM special_inspection s WHERE s.region = NEW.region "
                "AND s.document = NEW.document AND s.credit_code = NEW.credit_code "
                "AND NOT EXISTS (SELECT 1 FROM special_cancellation c WHERE c.special_id = s.id))",
                "同一文件已对该市场主体立项",
            ),
        ),
    ),
    "special_cancellation": Kept(
        "专项检查的取消",
        not_added=(
            Refusal(
                "NOT EXISTS (SELECT 1 FROM inspection i WHERE i.special_id = NEW.special_id "
                f"AND i.state = '{InspectionState.DISPATCHED}')",
                "专项检查已经回传或取消，不得再取消",
            ),
        ),
    ),
    "inspection": Kept(
        "检查任务",
        may_change=(
            Opening(
                ("state",),
                f"({along(inspection.MOVES)} OR ({along([inspection.RECHECK_CLOSED])} "
                "AND NEW.recheck_of_id IS NOT NULL)) AND "
                f"(NEW.state <> '{InspectionState.RETURNED}' OR NEW.current_return_id IS NOT NULL) AND "
                f"(OLD.state <> '{InspectionState.RETURNED}' OR "
                f"NEW.state <> '{InspectionState.REPLACED}' OR {_WITHOUT_A_VISIT}) AND "
                f"(NEW.state <> '{InspectionState.CANCELLED}' OR {_CANCELLED}) AND {GOES_BACK}",
                "检查任务的状态不得这样变更",
            ),
            Opening(
                ("current_return_id",),
                f"(NEW.state = '{InspectionState.RETURNED}' "
                f"OR (NEW.state = '{InspectionState.PUBLISHED}' AND NEW.state = OLD.state)) "
                f"AND (NOT {told('NEW.id')} OR {correcting('NEW.id', 'OLD.current_return_id')}) "
                "AND EXISTS (SELECT 1 FROM record_return r WHERE r.id = NEW.current_return_id "
                "AND r.inspection_id = NEW.id)",
                "检查任务现行的登记表不得这样变更",
            ),
            Opening(  # a holiday notice moves it
                ("due_on",),
                f"OLD.state = '{InspectionState.DISPATCHED}' AND NEW.state = OLD.state",
                "检查任务已经回传，回传期限不得修改",
            ),
        ),
        not_added=(beginning(inspection.MOVES, "检查任务须先派发"),),
    ),
    "inspection_officer": Kept(
        "检查人员",
        may_change=(
            Opening(
                ("inspector_entry_id",),
                _inspection_is("NEW.inspection_id", InspectionState.DISPATCHED),
                _OUT,
            ),
        ),
        not_added=(
            Refusal(f"NOT {_inspection_is('NEW.inspection_id', InspectionState.DISPATCHED)}", _OUT),
        ),
        may_delete=_inspection_is("OLD.inspection_id", InspectionState.DISPATCHED),
    ),
    "record_return": Kept(
        "登记表的版本",
        not_added=(
            Refusal(
                f"NOT {_takes_a_form('NEW.inspection_id')}",
                "检查任务已经公示或替换，不再收登记表",
            ),
            next_number(
                "record_return", "version", "inspection_id", message="登记表的版本须依次编号"
            ),
            *ENTERED,
        ),
    ),
    "finding": Kept(
        "登记表的认定",
        not_added=(Refusal(f"NOT {_takes_a_form(_OF_THE_FORM)}", "检查结果已经公示，不得增补"),),
    ),
}

_GROUND: Mapping[str, Kept] = {
    "audit_event": Kept(
        "留痕记录",
        not_added=(next_number("audit_event", "number", message="留痕记录须依次编号"),),
    ),
    "district_version": Kept("区县参数文件的版本"),
    "item_list": Kept(
        "事项清单的版本",
        not_added=(
            next_number("item_list", "number", "region", "kind", message="清单版本须依次编号"),
        ),
    ),
    "item": Kept("事项清单的版本"),
    "annual_plan": Kept(
        "年度抽查计划",
        may_change=(once("approved_on", "approved_by", message="年度抽查计划已经批准，不得修改"),),
    ),
    "period": Kept(
        "年度抽查计划的期",
        may_change=(
            Opening(
                ("draw_on",),
                "NOT EXISTS (SELECT 1 FROM draw d WHERE d.plan_id = NEW.plan_id "
                "AND d.period = NEW.number)",
                "本期已经抽取，抽取日不得修改",
            ),
        ),
        not_added=(
            Refusal(
                "(SELECT p.approved_on FROM annual_plan p WHERE p.id = NEW.plan_id) IS NOT NULL",
                "年度抽查计划已经批准，不得增补",
            ),
        ),
    ),
    "deduction": Kept("抽查频次扣减"),
    "deadline": Kept(
        "期限",
        may_change=(
            Opening(
                ("event_on", "due_on", "status"),
                "OLD.met_on IS NULL",
                "期限已经履行，不得修改",
            ),
            once("warned_on", message="期限首次提醒之日不得修改"),
            once("met_on", message="期限已经履行，不得修改"),
        ),
    ),
    "message": Kept(
        "消息", may_change=(once("sent_on", "receipt", message="消息已经发出，不得修改"),)
    ),
    "message_inspection": Kept("消息所涉任务"),
    "paper_number": Kept(
        "文号",
        not_added=(
            next_number("paper_number", "n", "region", "kind", "year", message="文号须依次编号"),
        ),
    ),
}

LISTED: Mapping[str, Kept] = {
    **_GROUND,
    **ROSTERS,
    **DRAWS,
    **CHANGES,
    **_INSPECTIONS,
    **HANDLING,
    **SENT_BACK,
    **DOSSIERS,
    **PUBLICATIONS,
    **CREDITS,
}
"""A table that is not listed is kept whole; a test asks that every table is."""

FREE: Mapping[str, str] = {
    "row_change": "steps take up what the journal wrote down; what is left is a fault to be found",
    "state_sum": "every step moves it; audit verify counts it again from the rows",
}
"""Tables without guards, each with the reason."""
