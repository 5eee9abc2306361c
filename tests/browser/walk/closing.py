"""Problem 1 from 交办 to 已销号（含常态化）: what each person does, and what each is refused on the way."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.walk.person import Person

OWN_WORK = "您经办过此事，不能由您核验、审批或销号。请交机关纪委。"
OWN_OFFICE = "交办以来您在督查处任职，该单位经办过此事，须由机关纪委核验、审批。"
CARRIED = "邹小禾导入过写有此事的台账，不能由其核验"
NO_PROOF = "还没有佐证。请先上传能证明完成的材料，再报结。"
NO_RULE = "长期、定期措施须写明已形成的制度。"
NO_HEARING = "还没有听取当事人意见。"
LONG_TERM = "这是长期或定期措施，应转入常态化，不计销号。"
CHECKED = {"finding": "属实"}
CLAIM, COUNTERSIGN = "报结（申请销号）", "处室负责人审签"


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody whose hand problem 1 needs."""

    clerk: Person  # 邹小禾, 督查处
    verifier: Person  # 秦见微, its head
    fallback: Person  # 岳正衡, 机关纪委
    doer: Person  # 殷若渔, 秘书处
    head: Person  # 纪清晏, its head
    partner: Person  # 向采苓, 机关党委办公室
    partner_head: Person  # 郁澄波, its head
    approver: Person  # 季望山
    chair: Person  # 温如砺


def the_doer_may_not_verify(cast: Cast, measure: str, proof: Path) -> None:
    """督查处 takes the measure itself at first: its head, who also verifies, does it and may not check it."""
    cast.clerk.does(measure, "交办", {"牵头单位": "督查处", "责任人": "秦见微"})
    cast.verifier.does(measure, "签收")
    cast.verifier.does(measure, "填报进展", {"进展情况": "清单初稿已成"})
    cast.verifier.is_refused(measure, CLAIM, NO_PROOF, {"办理结果": "清单已成"})
    cast.verifier.does(measure, CLAIM, {"办理结果": "清单已成", "佐证材料": proof})
    cast.verifier.sees_grey(measure, "核验", OWN_WORK)
    cast.verifier.insists(measure, "verify", "核验", OWN_WORK, typed=CHECKED)
    cast.approver.insists(measure, "sign_off", "销号", "此事现在是“已报结”，不能这样办理。")


def it_goes_to_another_office(cast: Cast, measure: str) -> None:
    """转办 on request: the office that led it grants nothing, the approver does."""
    cast.verifier.does(
        measure, "申请转办", {"移交给": "秘书处", "责任人": "殷若渔", "理由": "会议服务由秘书处承担。"}
    )
    request = f"{cast.verifier.page.locator('.head').get_by_text('有一项申请待批').get_attribute('href')}"
    cast.clerk.insists(request, "approve", "同意", "您不在其中。")
    cast.approver.does(request, "同意")


def the_former_doer_may_not_verify(cast: Cast, measure: str, proof: Path) -> None:
    """A transfer washes no hands: neither the former doer nor a colleague checks, 机关纪委 does."""
    doer, head = cast.doer, cast.head
    doer.goes("/")
    doer.page.locator("ul.rows > li").filter(has=doer.page.locator(f"a[href='{measure}']")).get_by_role(
        "link", name="签收"
    ).click()
    doer.press("签收")
    doer.does(measure, "填报进展", {"进展情况": "清单已印发，各处室在用"})
    doer.is_refused(measure, CLAIM, NO_PROOF, {"办理结果": "清单已印发"})
    doer.does(measure, CLAIM, {"办理结果": "清单已印发", "佐证材料": proof})
    doer.insists(measure, "verify", "核验", "您不在其中。", typed=CHECKED)
    cast.fallback.sees_grey(measure, "核验", "还没有处室负责人审签。")
    head.does(measure, COUNTERSIGN, {"意见": "同意报结"})
    cast.verifier.sees_grey(measure, "核验", OWN_WORK)
    cast.clerk.sees_grey(measure, "核验", OWN_OFFICE)
    cast.fallback.does(measure, "核验", {"核验意见": "抽查三个处室，清单在用"})
    cast.approver.does(measure, "销号")
    expect(cast.approver.page.locator(".head .stamp")).to_contain_text("已销号")


def two_periods_are_shown(cast: Cast, measure: str, proof: Path, today: date) -> None:
    """The monthly measure: an instalment for this month and for the last, each proved, signed and checked."""
    cast.partner.does(measure, "签收")
    cast.partner.does(measure, "填报进展", {"进展情况": "通报办法已起草"})
    for period in periods(today):
        cast.partner.does(measure, "建立周期任务", {"周期": period})
        listed = cast.partner.page.locator("td.what").get_by_role("link", name=period, exact=True)
        instalment = str(listed.get_attribute("href"))
        cast.partner.does(instalment, CLAIM, {"办理结果": f"{period} 已通报", "佐证材料": proof})
        cast.partner_head.does(instalment, COUNTERSIGN)
        cast.verifier.does(instalment, "核验", {"核验意见": "通报已发各处室"})


def periods(today: date) -> tuple[str, str]:
    """The month before this one, and this one."""
    last = date(today.year - (today.month == 1), (today.month - 2) % 12 + 1, 1)
    return f"{last:%Y-%m}", f"{today:%Y-%m}"


def who_carried_it_in_may_not_verify(cast: Cast, measure: str, proof: Path) -> None:
    """No doer makes a verifier the own stand-in; who carried the ledger in does not check; another does."""
    claim = {"办理结果": "每月通报一次，已连续两期", "佐证材料": proof}
    cast.partner.is_refused(measure, CLAIM, NO_RULE, claim)
    cast.partner.does(
        measure, CLAIM, claim | {"已形成的制度（长期、定期措施须填）": "《超时未办事项通报办法》"}
    )
    cast.partner_head.does(measure, COUNTERSIGN)
    cast.partner.goes("/account/absence/")
    stand_ins = cast.partner.page.locator("main").get_by_label("B 角").first
    expect(stand_ins).to_contain_text("郁澄波")
    expect(stand_ins).not_to_contain_text("邹小禾")
    cast.clerk.sees_grey(measure, "核验", CARRIED)
    cast.clerk.insists(measure, "verify", "核验", CARRIED, typed=CHECKED)
    cast.verifier.does(measure, "核验", {"核验意见": "两期通报齐全，办法已印发"})
    cast.approver.sees_grey(measure, "销号", LONG_TERM)
    cast.approver.does(measure, "转入常态化")
    expect(cast.approver.page.locator(".head .stamp")).to_contain_text("常态化")


def it_waits_for_its_measures(cast: Cast, problem: str) -> None:
    """The problem is received and worked on; it cannot be claimed while its measures are open."""
    cast.doer.does(problem, "签收")
    cast.doer.does(problem, "填报进展", {"进展情况": "两条措施均已启动"})
    cast.doer.sees_grey(problem, CLAIM, "还有 2 条措施没有办结。")


def the_problem_is_struck_off(cast: Cast, problem: str) -> None:
    """Claim, countersign, verify by a hand foreign to all its measures, hear, sign off."""
    cast.doer.does(problem, CLAIM, {"办理结果": "两条措施一条销号、一条转入常态化"})
    cast.head.does(problem, COUNTERSIGN)
    cast.verifier.sees_grey(problem, "核验", OWN_WORK)
    cast.fallback.does(problem, "核验", {"核验意见": "两条措施均有佐证"})
    cast.chair.sees_grey(problem, "销号", NO_HEARING)
    cast.chair.insists(problem, "sign_off", "销号", NO_HEARING)
    cast.fallback.does(
        problem,
        "说明无法征求",
        {"理由": "问卷匿名，无法逐一征求。", "抽样核实办法": "随机回访五个处室，均认可。"},
    )
    cast.chair.does(problem, "销号")
    expect(cast.chair.page.locator(".head .stamp")).to_contain_text("已销号（含常态化）")
