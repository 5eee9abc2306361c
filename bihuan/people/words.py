"""What the kinds of units and the roles of posts are called."""

from bihuan.core.words.text import Text

ROLES = tuple(
    (code, Text(zh, en))
    for code, zh, en in (
        ("member", "处室干部", "Officer"),
        ("head", "处室负责人", "Head of an office"),
        ("contact", "联络员", "Contact"),
        ("supervisor", "督查人员", "Supervision officer"),
        ("verifier", "核验人", "Verifier"),
        ("fallback_verifier", "兜底核验人", "Fallback verifier"),
        ("outside_checker", "门外核验人", "Outside checker"),
        ("approver", "审定人", "Approver"),
        ("leader", "分管领导", "Leader in charge"),
        ("admin", "管理员", "Administrator"),
        ("auditor", "监督人员", "Auditor"),
    )
)
UNIT_KINDS = tuple(
    (code, Text(zh, en))
    for code, zh, en in (
        ("department", "部门", "Department"),
        ("office", "处室", "Office"),
        ("branch", "党支部", "Branch"),
        ("leading_group", "领导小组或领导班子", "Leading group"),
        ("outside", "门外单位（派驻、上级、邻近单位）", "Outside unit (sent here, above, a neighbour)"),
    )
)
