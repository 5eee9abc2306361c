"""Refusals about units, groups, posts and appointments: what stands in the way, and what to do first."""

from bihuan.core.words.text import Text

HOUSE: dict[str, Text] = {
    "unit_of_that_name": Text(
        "已经有名为“{unit}”的单位。清单、表单和表格只写单位名称，同时存在的单位不能重名，请换一个名称，"
        "如在前面加上所属部门。",
        "There is a unit called “{unit}” already. Lists, forms and spreadsheets say the name alone: give it "
        "another, such as with its department in front.",
    ),
    "group_of_that_name": Text(
        "已经有名为“{what}”的集合单位。请换一个名称，或直接在其中增减成员。",
        "There is a group called “{what}” already. Give it another name, or change that one's members.",
    ),
    "unit_under_itself": Text(
        "{unit}就是这个单位本身，或在它之下，不能作它的上级或承接它。请另选单位。",
        "{unit} is this unit itself, or stands under it, and so is neither above it nor its successor. "
        "Choose another.",
    ),
    "unit_has_ended": Text(
        "{unit}已于 {until} 撤销。请选择存续的单位。",
        "{unit} ended on {until}. Choose a unit that stands.",
    ),
    "unit_will_end": Text(
        "{unit}定于 {until} 撤销，不再增设岗位、任职、设下级单位、加入集合单位：到那天都会落空。"
        "请选择存续的单位。",
        "{unit} ends on {until} and takes in no more posts, people, units below it or groups. Choose a unit "
        "that goes on.",
    ),
    "unit_looks_after": Text(
        "{unit}还是 {open} 本台账的督查办公室：{matters}。请先为台账另行指定督查办公室，再撤销单位。",
        "{unit} is still the office of registers ({open}): {matters}. Name another office for them first.",
    ),
    "unit_has_open": Text(
        "{unit}牵头的还有 {open} 项没有办结：{matters}。请先逐项转办或办结，再撤销单位。",
        "What {unit} leads is not over yet ({open}): {matters}. Transfer or close each first.",
    ),
    "unit_has_below": Text(
        "{unit}下面还有 {open} 个单位在那天以后存续：{units}。"
        "请先把它们撤销，或改到别的上级下面（“调整单位”），再撤销。",
        "Units below {unit} go on after that day ({open}): {units}. End each first, or move it under another "
        "(“Change a unit”).",
    ),
    "unit_at_desks": Text(
        "{unit}的岗位还写在 {open} 本台账的核验、兜底、审定岗里：{matters}。"
        "请先在台账岗位中换成别的单位的岗位，再撤销单位。",
        "Posts of {unit} check or approve in registers ({open}): {matters}. Name other posts at their desks "
        "first.",
    ),
    "unit_is_held": Text(
        "{unit}还有 {open} 项任职延续到那天以后：{people}。"
        "请先逐项免职，或任职到承接的单位后免职，再撤销单位。",
        "Posts of {unit} are held after that day ({open}): {people}. End each appointment first, once they "
        "are appointed in the unit that takes over.",
    ),
    "unit_in_groups": Text(
        "{unit}还在 {open} 个集合单位中：{groups}。请先移出（至那天为止），再撤销单位。",
        "{unit} still belongs to groups ({open}): {groups}. Remove it from each first, as of that day.",
    ),
    "person_has_open": Text(
        "这是{person}最后一个任职，名下还有 {open} 项没有办结：{matters}。请先在台账中提请移交责任人，"
        "或更换责任领导，再免职。",
        "It is the last post of {person}, whose matters are not over yet ({open}): {matters}. Hand them over "
        "first (“Ask to hand over” of the register), or name another leader in charge.",
    ),
    "in_group_already": Text(
        "{unit}已在这个集合单位中。无须再加入。", "{unit} is in this group already; nothing need be done."
    ),
    "last_admin": Text(
        "至少要留一名管理员（有账号，任期未定到期日）。"
        "请先任命另一名管理员并开通账号（确认后生效），再办这一步。",
        "At least one administrator with a sign-in and no last day must remain. First appoint another, and "
        "give that person a sign-in; then do this.",
    ),
    "ends_later": Text(
        "已定于 {until} 结束，只能提前。要继续的，请重新任职或登记。",
        "It ends on {until} and can only end sooner. To go on, appoint or declare it anew.",
    ),
    "ends_too_soon": Text(
        "日期前后不符：它自 {since} 起，不能在此之前结束。请填 {since} 或以后的日期。",
        "The dates are out of order: it begins on {since} and ends no sooner. Give that day or a later one.",
    ),
}
