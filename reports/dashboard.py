"""Short texts for the dashboard, in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from models.rules.deadlines import Standing
from models.rules.dossiers import OF_A_PERSON
from models.rules.draw.level import LEVELS, announced_level
from models.rules.inspection import InspectionState
from models.rules.items import ratio_in_words
from models.rules.messages import BY_HAND


def cycle_in_words(shown: Mapping[str, Any]) -> str:
    """One line that says how a cycle stands."""
    head = (
        f"{shown['district']} {shown['item_code']} {shown['year']} 年第 {shown['period']} 期，"
        f"截至 {shown['as_of']}："
    )
    if shown["draw"] is None:
        return head + f"{shown['period_state'] or '尚未抽取'}。"
    counts = [
        f"{state.words} {shown['states'][state]}"
        for state in InspectionState
        if state in shown["states"]
    ]
    late = f"；其中逾期未回传 {shown['overdue']}" if shown["overdue"] else ""
    if shown["met_on_paper"]:
        late += f"；其中{Standing.MET_ON_PAPER.words}公示 {shown['met_on_paper']}"
    if shown["by_hand"]:
        late += f"；{BY_HAND}的消息 {len(shown['by_hand'])}"
    if (stamp := shown["draw"]["time_stamp"]) and stamp["pending"]:
        late += f"；公告时间戳{stamp['words']}"
    if shown["handling"]:
        late += f"；尚未处理完毕的问题 {len(shown['handling'])}"
    if shown["sent_back"]:
        late += f"；{InspectionState.SENT_BACK.words}尚未交回 {len(shown['sent_back'])}"
    if shown["substitutes_due"]:
        late += f"；待申请递补 {len(shown['substitutes_due'])}"
    if shown["officers_gone"]:
        late += f"；检查人员应予更换 {len(shown['officers_gone'])}"
    if shown["visit_warnings"]:
        late += f"；检查频次提醒 {len(shown['visit_warnings'])}"
    late += _changes_in_words(shown["draw"])
    waits = f"（{'；'.join(shown['draw']['waits'])}）" if shown["draw"]["waits"] else ""
    stands = shown["draw"]["state_name"] + waits
    return head + "，".join([stands, *counts]) + late + "。"


def _changes_in_words(draw: Mapping[str, Any]) -> str:
    """How often the draw was changed, what stands empty, and which applications wait."""
    made, parts = draw["changes"], []
    if made and made["count"]:
        parts.append(f"变更 {made['count']} 次，涉及 {made['places_changed']} 处")
    if draw["vacated"]:
        parts.append(f"空缺 {len(draw['vacated'])} 处")
    waiting = Counter(each["stands_name"] for each in draw["applications"])
    parts += [f"变更申请{state} {n} 件" for state, n in waiting.items()]
    return "".join(f"；{part}" for part in parts)


def unstamped_in_words(draw_id: str, why: str) -> str:
    """One line about an announcement that got no time-stamp this time."""
    return f"{draw_id} 的公告没有取得时间戳：{why}"


def refused_file_in_words(refused: Mapping[str, Any]) -> str:
    """A line about a file in the inbox that was refused, and one for each reason."""
    return "\n".join(
        [
            f"  收件夹里的 {refused['file']} 不予收取，请换上改好的一份：",
            *(f"    {why}" for why in refused["why"]),
        ]
    )


def vacated_in_words(place: Mapping[str, Any]) -> str:
    """One line of ``ssj cycle show`` for an empty place."""
    return f"  {place['stratum_name']}第 {place['rank']} 位  {place['words']}（{place['application']}）"


def application_in_words(application: Mapping[str, Any]) -> str:
    """One line of ``ssj cycle show`` for an application that waits."""
    return (
        f"  变更申请 {application['number']}  {application['kind']}，"
        f"{application['applied_on']} 提出，{application['stands_name']}"
    )


def inspection_in_words(row: Mapping[str, Any]) -> str:
    """One line of ``ssj cycle show``."""
    left = row["days_left"]
    due = ""
    if left is not None:
        due = f"，期限 {row['due_on']}（{'剩' if left >= 0 else '超'} {abs(left)} 个工作日）"
    outcome = f"，{row['outcome']}" if row["outcome"] else ""
    officers = "、".join(row["officers"])
    result = row["result_deadline"]
    public = f"，{result['words']}" if result and result["met_on"] else ""
    return (
        f"  {row['number']}  {row['subject']}  {officers}  {row['state_name']}"
        f"{outcome}{due}{public}"
    )


def substitute_in_words(due: Mapping[str, Any]) -> str:
    """One line about a substitute that has to be applied for."""
    return (
        f"  {due['number']} {due['result']}，按事项规定应由下一递补对象接替，请在公示结果之前申请："
        f"ssj substitute apply {due['draw_id']} {due['credit_code']} --reason {due['reason_name']} "
        "--attach 佐证材料"
    )


def proposal_in_words(proposal: Mapping[str, Any]) -> str:
    """One line about something found on site that differs from the dossier."""
    return (
        f"  现场差异第 {proposal['proposal']} 号  {proposal['name']}（{proposal['credit_code']}）"
        f"{proposal['fact']}：在册 {proposal['on_file']}，现场 {proposal['found']}，"
        f"{proposal['proposed_on']} 提出"
    )


def unnamed(proposal: Mapping[str, Any]) -> Mapping[str, Any]:
    """A difference as the dashboard's server may keep it: of a person only that there is one."""
    if proposal["fact"] not in {fact.words for fact in OF_A_PERSON}:
        return proposal
    return {**proposal, "on_file": NOT_KEPT_HERE, "found": NOT_KEPT_HERE}


NOT_KEPT_HERE = "（不在看板显示）"


def sent_back_in_words(back: Mapping[str, Any]) -> str:
    """One line about a form that is to come again."""
    return (
        f"  {back['number']} 的登记表由 {back['sent_by']} 于 {back['sent_on']} "
        f"{InspectionState.SENT_BACK.words}：{back['opinion']}"
    )


def officer_gone_in_words(gone: Mapping[str, Any]) -> str:
    """One line about a task whose officer may inspect no more."""
    return (
        f"  {gone['number']} 的检查人员{gone['name']}（{gone['badge_number']}）按现行名录库不能再派，应予更换："
        f"随机抽取的申请变更（ssj substitute apply --inspector {gone['badge_number']}），专项检查取消后另行立项"
    )


def visit_warning_in_words(warned: Mapping[str, Any]) -> str:
    """One line about a visit that would be one too many, or too soon."""
    told = "；".join(warned["warnings"])
    return f"  检查频次提醒 {warned['number']}  {warned['subject']}：{told}"


def by_hand_in_words(message: Mapping[str, Any]) -> str:
    """One line about a message that no mail carries."""
    file = f"，附件 {message['file']}" if message["file"] else ""
    return (
        f"  {message['inspector']}（{message['badge_number']}）{message['how']}："
        f"{message['subject']}，{message['written_on']} 写成{file}"
    )


def papers_in_words(draw_id: str) -> str:
    """Where the papers of the visits are: whoever prints them writes them out; they are not sent."""
    return f"- 检查文书：派发之后用 `ssj papers export --draw {draw_id} --out 文件夹` 写出，不得事先发送"


def draw_in_words(draw: Mapping[str, Any]) -> str:
    """The draw as Markdown. Who was drawn is not said: firms would learn who is coming."""
    proves = (
        "第 1 版规则，不再核验"
        if draw["version"] == 1
        else f"第 {(reached := announced_level(draw['sources']).level)} 级，{LEVELS[reached]}"
    )
    lines = [
        f"# 抽取 {draw['draw_id']}",
        "",
        f"**{draw['state_name']}**" + (f"：{'；'.join(draw['waits'])}" if draw["waits"] else ""),
        "",
        *(f"- {act['act']}：{act['day_in_words']}，{act['by']}" for act in draw["acts"]),
        "",
        "| 类别 | 名录 | 比例 | 抽取 | 公布的递补 |",
        "| --- | ---: | ---: | ---: | ---: |",
        *(
            f"| {s['name']} | {s['count']} | {ratio_in_words(s['ratio'])} | {s['sample_size']} "
            f"| {s['substitutes']} |"
            for s in draw["strata"]
        ),
        "",
        f"- 检查人员：{draw['inspectors']} 人参加抽取"
        + (f"，每人至多 {draw['cap']} 件" if draw["cap"] is not None else ""),
        f"- 未参加抽取：{'、'.join(f'{k} {v} 家' for k, v in draw['ineligible'].items()) or '无'}",
        f"- 名录摘要：`{draw['subjects']['digest']}`",
        f"- 公告摘要：`{draw['announcement_digest']}`",
        *([f"- 公告时间戳：{draw['time_stamp']['words']}"] if draw["time_stamp"] else []),
        f"- 密文承诺：`{draw['commitment']}`",
        *([f"- 抽取摘要：`{draw['draw_digest']}`"] if draw["draw_digest"] else []),
        *([f"- 最早抽取：{draw['not_before']}"] if draw["not_before"] else []),
        *([f"- 公布记录：不迟于 {draw['record_due']}"] if draw["record_due"] else []),
        f"- 可信程度：{proves}",
        *([f"- 变更：{draw['changes']['words']}"] if draw["changes"] else []),
        *(f"- {vacated_in_words(each).strip()}" for each in draw["vacated"]),
        *(f"- **{application_in_words(each).strip()}**" for each in draw["applications"]),
        *([papers_in_words(draw["draw_id"])] if draw["draw_digest"] else []),
        f"- 照片：{draw['photos']} 张" + ("" if draw["complete"] else "（**尚无照片，不能归档**）"),
    ]
    return "\n".join(lines)
