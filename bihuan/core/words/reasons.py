"""Why an act may not happen: a code, its numbers, and a sentence a person can act on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bihuan.core.words.house_refusals import HOUSE
from bihuan.core.words.refusals import REFUSALS
from bihuan.core.words.text import Text


@dataclass(frozen=True, slots=True)
class Reason:
    """A refusal. `about` holds ids and values that the sentence names once they are looked up."""

    code: str
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def idle(self) -> bool:
        """Whether there is simply nothing to do, so that the act need not be shown at all."""
        return self.code in IDLE

    @property
    def of_all(self) -> bool:
        """Whether a batch lacks what is said once for all of it, so that it is refused as a whole."""
        return self.code in OF_ALL

    @property
    def text(self) -> Text:
        """The sentence, with its placeholders still open."""
        return SENTENCES[self.code]


class Refused(Exception):
    """An act did not happen, and nothing was written."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.code)
        self.reason = reason


IDLE = frozenset(
    """asked_already one_may_check only_supports no_help_asked clock_running not_recurring not_long_term
    needs_second one_is_enough claimed_stays already_said unit_had_hand no_entry by_its_form no_paper
    not_represented nothing_recorded still_planned
    no_sheet_waits somebody_answers nobody_unsolved heard_already""".split()  # noqa: SIM905
)
OF_ALL = frozenset({"no_signing_day"})
SENTENCES: dict[str, Text] = {
    "wrong_life": Text(
        "此事现在是“{life}”，不能这样办理。请刷新页面看现在可以做什么。",
        "This matter is now “{life}”, so this cannot be done. Reload to see what can.",
    ),
    "clock_paused": Text("计时已暂停。请先恢复计时，再办理。", "The clock is paused. Resume it first."),
    "clock_running": Text("计时正在进行，无须恢复。", "The clock is already running."),
    "no_right": Text("这一步由{by}办理。您不在其中。", "This step belongs to: {by}. You are not among them."),
    "not_for_others": Text(
        "这一步须由本人办理，不能代录。", "This must be done in person, not recorded for somebody."
    ),
    "no_basis": Text(
        "代填、代录须写明依据（签字件、电话或会议）。",
        "Say on what basis you record this for somebody: a signed paper, a call or a meeting.",
    ),
    "may_not_record_for": Text(
        "只有同处室人员或督查办公室可以代录。",
        "Only the same office or the supervision office may record for others.",
    ),
    "own_work": Text(
        "您经办过此事，不能由您核验、审批或销号。请交{fallback}。",
        "You had a hand in this matter, so you decide nothing about it. Ask {fallback}.",
    ),
    "carried_it": Text(
        "{person}导入过写有此事的台账，不能由其核验，也不能由其记录核验。请交{fallback}；审定结果可以由其记录。",
        "{person} brought in the file that speaks of this and neither checks it nor records a check."
        " Ask {fallback}; an approval may be recorded.",
    ),
    "stands_in_for_doer": Text(
        "您正代{person}的岗位，{person}经办过此事，您不能核验、审批或销号。",
        "You stand in for {person}, who had a hand in this, so you decide nothing about it.",
    ),
    "own_unit_work": Text(
        "交办以来您在{unit}任职，该单位经办过此事，须由{fallback}核验、审批。",
        "Since it was handed over you held a post in {unit}, which had a hand in it; {fallback} must decide.",
    ),
    "system_may_not_check": Text("核验和销号须由人作出。", "Checking and signing off need a person."),
    "request_open": Text(
        "有一项申请正在办理，办完后再试。", "A request is open; try again when it is answered."
    ),
    "stale": Text(
        "您打开页面之后，此事已有新的办理。您填写的内容还在，请核对后再提交。",
        "Something happened here after you opened the page. Your text is kept: check, then send again.",
    ),
    "no_proof": Text(
        "还没有佐证。请先上传能证明完成的材料，再报结。",
        "There is no proof yet. Attach what shows that it is done.",
    ),
    "proof_broken": Text(
        "佐证文件“{proofs}”已经缺失或损坏，此事不能据它核验、销号。请重新上传原文件，或退回后另附佐证；"
        "也可请管理员从备份中恢复并校验。",
        "The file “{proofs}” is missing or damaged: nothing is checked or closed on it. Send the same file "
        "again, or send the matter back for another proof; or have it restored from a backup and verified.",
    ),
    "offline_in_full": Text(
        "登记线下查阅须写全：材料名称、日期、文号（不便写明的填“不录”）、保管人、存放地点。",
        "To have it seen offline, tell all of it: title, date, number (or “not told”), keeper and place.",
    ),
    "original_not_seen": Text(
        "“{proofs}”登记为线下查阅，须由核验人到保管处看过原件，并写明何时、何地。",
        "“{proofs}” is seen where it is kept: whoever verifies sees the original and says when and where.",
    ),
    "one_masked_copy": Text(
        "一次替换一份：请附一份遮盖过的文件，不能是原件。",
        "One file for one: attach one masked copy, and not the original.",
    ),
    "file_broken": Text(
        "文件“{files}”没有保存好，或已损坏。请重新上传。",
        "The file “{files}” is not kept, or is damaged. Send it again.",
    ),
    "proof_erased": Text(
        "“{matter}”销号所依据的佐证已被删除，不能再据它办结。请先申请重新打开该项，补充佐证后再报结。",
        "A proof on which “{matter}” was closed has been erased. Ask for that one to be re-opened, and prove "
        "it anew.",
    ),
    "no_finding": Text("还没有核验意见。请先由核验人核验。", "It has not been verified yet."),
    "checker_had_hand": Text(
        "核验人后来参与了办理，原核验不能作数。请退回，另由他人核验。",
        "Whoever verified it has had a hand in it since. Send it back and have somebody else check.",
    ),
    "decider_had_hand": Text(
        "{person}听取过意见或同意过，后来参与了办理，原意见不能作数。请退回，报结后另由他人办理。",
        "{person}, who heard people or agreed, has had a hand in it since. Send it back and have "
        "somebody else do so after the next claim.",
    ),
    "part_checker_had_hand": Text(
        "核验{unit}这一家的{person}后来参与了办理，原核验不能作数。请退回这一家，另由他人核验。",
        "{person}, who checked the part of {unit}, has had a hand in it since. Send that part back and have "
        "somebody else check it.",
    ),
    "one_may_check": Text(
        "有人可以单独核验，无须交叉核验。", "Somebody may check it alone; two are not needed."
    ),
    "no_partner": Text(
        "没有能与您一起交叉核验的人：须另一处室的核验人，且每条措施至少一人没有经办。请另请核验人，或增设核验岗位。",
        "Nobody of another office can check it together with you so that one of both is foreign to each "
        "measure. Ask other checkers, or name more of them.",
    ),
    "needs_partner": Text(
        "下面的措施您经办过一部分，须两个处室的核验人交叉核验。请先办“交叉核验（先核）”，再由另一处室的核验人核验。",
        "You had a hand in some measures below, so two offices check it together: begin with “Check first "
        "of two”; somebody of another office then verifies.",
    ),
    "not_together": Text(
        "您和先核的{person}合起来不够：须在不同处室，且每条措施至少一人没有经办。请由另一位核验人核验。",
        "You and {person}, who checked first, do not do together: two offices, and one of both foreign to "
        "each measure. Let another checker verify.",
    ),
    "claimed_by_parts": Text(
        "此事由各家分别报结、分别核验，齐了自动汇总。请在各家的页面办理。",
        "Each unit claims its own part and is checked; the whole follows by itself. Use the parts' pages.",
    ),
    "only_supports": Text(
        "这一家只是配合，反馈意见即可，无须审签、核验。",
        "This unit only supports: its answer is not checked.",
    ),
    "no_quorum": Text(
        "集体审定人数不够：回避之外须有 {needed} 人同意（至少二人），现有 {present} 人。"
        "请其余审定人审定，或请上级、门外核验人审定。",
        "The collective approval lacks its quorum: {needed} of those who are not excused must agree "
        "(two at least), {present} did. Ask the others, the body above or the outside checker.",
    ),
    "somebody_answers": Text(
        "这项申请还有人可以答复，不能作废。请{by}答复，或请申请人撤回。",
        "Somebody may still answer it: ask {by}, or whoever asked to take it back.",
    ),
    "asked_already": Text("该请的人已经请到，无须另请。", "The right people are asked already."),
    "checked_it": Text(
        "{person}核验了此事，审定须由另一人作出。请交另一位审定人。",
        "{person} verified it; somebody else must approve. Ask another approver.",
    ),
    "no_hearing": Text(
        "还没有听取当事人意见。请先告知提出人并记录其意见，或说明为何无法征求、如何抽样核实。",
        "The people concerned have not been heard. Ask them, or record why not, and by what sample.",
    ),
    "not_solved": Text(
        "提出人认为没有解决。请退回补办，或由审定人说明理由后维持。",
        "The raiser says it is not solved. Send it back, or have the approver overrule with a reason.",
    ),
    "heard_already": Text(
        "当事人意见已经听取，或已说明为何无法征求。",
        "The people concerned have been heard, or it is on record why not.",
    ),
    "nobody_unsolved": Text(
        "没有人答复“没有解决”，无须说明理由后维持。",
        "Nobody has answered “not solved”: there is nothing to overrule.",
    ),
    "hearing_runs": Text(
        "正在等待提出人答复，到 {until} 为止。", "The raiser may still answer until {until}."
    ),
    "unsaid_by_two": Text(
        "“没有解决”的答复，由本人提出异议；凭签字录入的，列入代录事项确认单，由两人存档、核对。",
        "Only the raiser denies having said “not solved”; on paper it takes two: use the monthly sheet.",
    ),
    "raisers_known": Text(
        "已登记提出人，须先告知结果、征求其意见；逾期不答复再记录。",
        "Who raised it is on record: tell them the result and ask; note silence when their days have passed.",
    ),
    "already_heard": Text("这位提出人已经答复。", "This raiser has already answered."),
    "no_raiser": Text(
        "没有登记提出人，无法征求。请说明原因和抽样核实办法。",
        "No raiser is on record. Record why, and by what sample instead.",
    ),
    "raisers_barred": Text(
        "登记的提出人都经手过此事，或在经办单位任职，不能由其表态。请说明原因和抽样核实办法；对代录有异议的，本人可先提出异议。",
        "Whoever raised it had a hand in it, or sits where it was done. Record why, and by what sample"
        " instead; whoever denies what was recorded of him objects first.",
    ),
    "not_all_asked": Text(
        "还有提出人现在可以征求、但没有征求过意见。请督查办公室或核验人重新征求。",
        "Somebody who raised it can be asked now and was not. Let the office or the verifier ask again.",
    ),
    "measures_open": Text(
        "还有 {open} 条措施没有办结。全部销号或转入常态化后才能报结。",
        "{open} measures are still open. All must be closed first.",
    ),
    "no_measure": Text("这个问题还没有措施。请先列出措施。", "This problem has no measure yet."),
    "none_proved": Text(
        "措施全部撤销或并入，没有一条办成，不能销号。",
        "Every measure was withdrawn or merged; none was done.",
    ),
    "parts_open": Text(
        "还有 {open} 家没有反馈。等其反馈或到期，或由办公室免于反馈。",
        "{open} units have not answered. Wait, or have the office excuse them.",
    ),
    "needs_countersign_of": Text(
        "承办处室暂无负责人，请{unit}先审签。", "The lead unit has no head; {unit} countersigns first."
    ),
    "acts_as_head": Text(
        "主持工作只用于处室负责人岗位，请改选该岗位或去掉勾选。",
        "Acting is for the post of the head of an office: choose that post, or take the tick away.",
    ),
    "signed_as_head": Text(
        "您已代承办处室签过字，请办公室另一人或审定人同意。",
        "You signed for the unit that asks; let another person of the office or an approver answer.",
    ),
    "answered_before": Text(
        "这项申请的前一步已由{person}（本人或代办）表态，后一步须由另一人答复。",
        "{person} has answered an earlier step of this request, or somebody did instead; another must now.",
    ),
    "needed_later": Text(
        "后面的步骤只有您能答复，请把这一步留给别人。",
        "You alone can answer a later step of this request; leave this one to somebody else.",
    ),
    "needs_countersign": Text("还没有处室负责人审签。", "The head of the office has not countersigned."),
    "long_term": Text(
        "这是长期或定期措施，应转入常态化，不计销号。",
        "This is a long-term or recurring measure: it ends in continuing, not in sign-off.",
    ),
    "not_long_term": Text(
        "这不是长期或定期措施，应当销号。", "This measure has an end: sign it off instead."
    ),
    "few_cycles": Text(
        "还差 {missing} 个周期。交办（或重新打开）以后须有 {needed} 个周期分别经他人核验，才能转入常态化。",
        "{missing} more cycles are needed ({needed} in all), each checked apart since it was handed out.",
    ),
    "no_rule": Text(
        "长期、定期措施须写明已形成的制度。", "Name the rule that was issued for this long-term measure."
    ),
    "return_too_late": Text(
        "退回期限（{days} 个工作日）已过。请向督查办公室申请移交。",
        "The {days} working days for returning have passed. Ask for a transfer.",
    ),
    "no_checker": Text(
        "还没有人可以核验。请先为台账指定核验岗位、兜底核验岗位或门外核验人。",
        "Nobody could check. Name verifiers, a fallback or an outside checker for the register first.",
    ),
    "register_closed": Text(
        "台账还没有启用，或已经关闭。请先到“台账事务”启用，已关闭的提请重新启用。",
        "The register is not open yet, or is closed. Open it first; ask to open a closed one again.",
    ),
    "nothing_to_erase": Text("没有可以清除的个人信息。", "There is nothing personal left to erase."),
    "only_anew": Text(
        "牵头单位和时限只在“据此再交办”时填写。",
        "Name a lead unit and a due only where the instruction assigns anew.",
    ),
    "not_answerable": Text(
        "责任单位须落到处室或支部，不能是部门。请选择具体处室。",
        "The lead must be an office or a branch, not a department. Choose one.",
    ),
    "no_lead": Text("还没有责任单位。", "There is no lead unit."),
    "no_due": Text("还没有时限。", "There is no deadline."),
    "due_past": Text(
        "新时限须在今天之后，并晚于原时限。",
        "The new deadline must be later than today and than the old one.",
    ),
    "no_day_to_move": Text(
        "此事没有截止日期，无从延期。长期、定期措施按周期办理，不延期。",
        "There is no day to extend: what recurs or is long-term is shown period by period.",
    ),
    "extension_is_a_day": Text(
        "延期只改日期，不改事项性质。请填写一个更晚的日期。",
        "An extension moves the day and nothing else. Give a later day.",
    ),
    "no_help_asked": Text("没有提请协调的事项。", "Nobody has asked for help here."),
    "already_answered": Text("您已经答复过这项申请。", "You have already answered this request."),
    "take_it_back": Text(
        "这是您自己提出的申请，不办了请“撤回申请”。", "You asked for it yourself: take the request back."
    ),
    "asked_it": Text("申请人不能批准自己的申请。", "Whoever asked cannot approve."),
    "missing": Text("请填写：{field}。", "Please fill in: {field}."),
    "bad_value": Text("“{field}”填写有误：{why}", "“{field}” is not right: {why}"),
    "unknown_fact": Text("这一步没有“{field}”这一项。", "This step has no field “{field}”."),
    "unknown_act": Text("没有这样的办理步骤。", "There is no such act."),
    "not_found": Text("没有找到，或您无权查看。", "Not found, or not yours to see."),
    "same_matter": Text("不能并入自身。", "A matter cannot be merged into itself."),
    "other_kind": Text("只能并入同类的在办事项。", "Only an open matter of the same kind can take it over."),
    "desk_there_unconfirmed": Text(
        "那本台账的岗位还没有第二人确认，并入后无人可以核验。请先由{by}确认其岗位。",
        "Nobody can check in that register yet: a second person ({by}) must confirm its desk first.",
    ),
    "other_problem": Text(
        "措施只能并入同一问题的措施。属另一问题的，请先把两个问题合并。",
        "A measure goes only into one of the same problem. Merge the two problems first.",
    ),
    "measures_at_work": Text(
        "下面有 {open} 条措施已在办理，不能直接暂不采纳。请申请撤销，由审定人同意；或先把措施办结。",
        "{open} measures below are at work. Ask for withdrawal and have it approved, or finish them.",
    ),
    "work_was_done": Text(
        "已有人办理过（含并入、拆分前办理的），不能直接暂不采纳。请申请撤销，由审定人同意；或继续办理。",
        "Work was done on it, or on what was merged into it or it was split from. Ask for withdrawal and have"
        " it approved, or go on with it.",
    ),
    "not_said_closed": Text(
        "导入时表里没有写明已销号，不能补录。没有人办理过的：撤销那次导入，在表中写明已销号和日期，再导入；"
        "已有人办理的：请按报结、核验、听取意见、审定办理。",
        "The sheet that brought it in did not say that it was closed. While nobody has acted on it: undo that"
        " import, say so in the sheet, import again. Otherwise close it by claim, check and approval.",
    ),
    "lived_here": Text(
        "此事或其下的事项在这里办理过，或并入、拆分过在这里提出的事项，不能补录。请按报结、核验、听取意见、审定办理；"
        "进展、佐证是误填的，由没有填过的人先办“误填不计”。",
        "It, or something below it, was worked on here, or took in or gave off what was raised here, so it is"
        " no back-fill: close it by claim, check, hearing and approval. Where an entry was a mistake, let"
        " somebody else disregard it first.",
    ),
    "no_signing_day": Text(
        "表里没有写明销号日期。请填写签字日期；签字日期不同的，分几批提请。",
        "The sheet does not say when it was signed off. Give the date of signing; where dates differ, ask"
        " in several batches.",
    ),
    "signed_late": Text(
        "补录的签字日期须早于导入之日（{since}）。此后签字的，请按报结、核验、听取意见、审定办理。",
        "A back-fill was signed before the import ({since}). What was signed since is closed by claim, check,"
        " hearing and approval.",
    ),
    "same_office": Text(
        "提请人也在{unit}任职，补录须由另一处室的人确认。请交{fallback}。",
        "Whoever asked sits in {unit} too; somebody of another office confirms a back-fill. Ask {fallback}.",
    ),
    "leads_it": Text(
        "您在牵头的{unit}任职，补录须由另一处室的人确认。请交{fallback}。",
        "You sit in {unit}, which leads it; somebody of another office confirms a back-fill. Ask {fallback}.",
    ),
    "no_entry": Text("没有可以不计的误填。", "There is no entry to disregard."),
    "own_entry": Text(
        "{person}填过其中一项，误填须由没有填过的人更正。请督查办公室的另一人办理。",
        "{person} made one of these entries; somebody of the office who made none disregards them.",
    ),
    "not_subject": Text("所选事项中没有可以办理的。", "None of the chosen matters can be taken."),
    "look_back_early": Text("还没有到回头看的时候。", "It is not yet time to look back."),
    "no_rebound": Text("回头看没有发现反弹，无须重新打开。", "The look-back found no rebound."),
    "period_unknown": Text(
        "这个周期不在措施的时段内，或已经建立。", "That period is outside the measure, or exists already."
    ),
    "look_back_next": Text(
        "半年及以上的周期只核验了一期，回头看须在下一周期内（{first} 至 {last}）。",
        "One long period was verified: look back within the next one, from {first} to {last}.",
    ),
    "look_back_within": Text(
        "回头看日期须在今天之后，最迟 {until}（按规则不超过 {months} 个月）。请改填其间的一天。",
        "The day of the look-back lies after today and by {until} (the rule: {months} months at most).",
    ),
    "not_recurring": Text("这不是定期或长期措施。", "This is not a recurring measure."),
    "future": Text("业务日期不能晚于今天。", "The business date cannot be in the future."),
    "too_early": Text(
        "日期不能早于它所依据的那一步（{since}）。请改为 {since} 或之后；更早的情况请写在内容里。",
        "It cannot lie before what it rests on. Give {since} or later; tell earlier things in words.",
    ),
    "registered_here": Text(
        "事项在这份台账登记，不能移出；不再办理的，请撤销或并入。",
        "It was registered in this register and stays there: withdraw or merge it instead.",
    ),
    "exists": Text("已经有了：{what}。", "It exists already: {what}."),
    "bad_order": Text("日期前后不符。", "The dates are out of order."),
    **HOUSE,
    **REFUSALS,
}
