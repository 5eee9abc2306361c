"""Refusals about who may: second persons, papers, carriers, posts; and about what was claimed and proved."""

from bihuan.core.words.text import Text

REFUSALS: dict[str, Text] = {
    "sent_before": Text(
        "这份表单提交过一次，当时的内容已记为第 {seq} 号。这一次的内容还没有办，仍在下面；"
        "确实要再办的，请再提交。",
        "This form was sent before; what it said then is record no. {seq}. What you wrote now is kept and not"
        " done yet: to do it too, send it again.",
    ),
    "stand_in_checks": Text(
        "{person}担任核验、审定等岗位，代了您的岗就须回避您经办的事项。请另选 B 角，或由{person}本人登记。",
        "{person} checks or approves, and as your stand-in would be barred from what you did. Name somebody "
        "else, or let {person} declare it.",
    ),
    "stand_in_away": Text(
        "{person}自 {since} 起也登记了外出，其间不能代岗。请另选 B 角，或改日期。",
        "{person} is away as well, from {since}, and takes nobody's place then. Name somebody else, or other "
        "days.",
    ),
    "stands_in_then": Text(
        "{person}其间是{absent}的 B 角，不能同时外出。请先结束或取消{absent}的外出登记（{absent}、{person}、"
        "管理员都可以办），由{absent}另定 B 角，再登记。",
        "{person} takes {absent}'s place on these days. First end that absence or call it off ({absent}, "
        "{person} or an administrator can), let {absent} name somebody else, then declare this one.",
    ),
    "yes_had_hand": Text(
        "{person}对这件申请同意过，后来参与了办理，那次同意不能作数。请不同意这件申请，或由申请人撤回，另行提出。",
        "{person} agreed to this request and has had a hand in the matter since. Refuse it or take it back, "
        "and let it be asked anew.",
    ),
    "asks_in_person": Text(
        "督查办公室提出撤销，即视同办公室已同意，须由{person}本人提出，不能由他人代录。请由承办单位提出，或请{person}本人办理。",
        "When the office asks for withdrawal it has agreed to it, so {person} asks in person. Ask for the "
        "unit that leads instead, or let {person} do it.",
    ),
    "still_planned": Text(
        "还没有报结，也没有核验通过的周期。内容由督查办公室“更正”，标准由承办单位“制定方案”。",
        "Nothing was claimed or checked yet: the office corrects the text, the unit plans its standard.",
    ),
    "closed_above": Text(
        "上级事项已办结。要增加措施，请先申请重新打开。",
        "What it would stand under is closed. Ask for it to be opened again first.",
    ),
    "words_shown": Text(
        "已有周期核验通过，内容、完成标准、佐证要求不能直接改。请用“申请变更”；同意后，周期重新核验。",
        "Periods were checked by these words. Ask for a change; once it is granted, periods are shown anew.",
    ),
    "period_to_come": Text(
        "这一期从 {first} 开始，还不能报结、核验。",
        "This period begins on {first}; until then it shows nothing.",
    ),
    "period_before": Text(
        "这一期在 {since} 以前已经结束，不能说明现在的情况。请选以后的周期。",
        "That period was over before {since} and says nothing of today. Choose a later one.",
    ),
    "measures_rebounded": Text(
        "有 {open} 项措施回头看发现反弹。请先重新打开、办结，或再次回头看认定已巩固。",
        "{open} measures did not hold when they were looked back at. Open them again and close them first, "
        "or look back once more and find that they hold.",
    ),
    "no_number": Text(
        "录入他人批示据以交办的，请写明批示件的名称、文号，或附上扫描件。",
        "What is handed out on somebody's instruction is recorded with the sheet, or its title and number.",
    ),
    "stays_for_good": Text(
        "这是长期或定期措施，不能改成只有一个日期的。要定日期的，请写明“……前完成并长期坚持”。",
        "It recurs or is for good and is given no end by a mere day. Name a day and, after it, for good.",
    ),
    "shown_as_often": Text(
        "周期不能改得比原来更长，每期的日子也不能推后。请仍按原来的周期交办。",
        "It is shown as often, and as early, as before: hand it out with the period and day that it has.",
    ),
    "later_by_extension": Text(
        "时限已定为 {due}，交办时只能不变或提前。要推后的，请由承办单位“申请延期”。",
        "It is due on {due}; handing it out keeps that day or draws it forward. To move it on, the unit asks "
        "for an extension.",
    ),
    "leads_already": Text(
        "现在就由{unit}牵头，无须转办。要换责任人的请“申请变更”或“建议调整责任人”，要推后时限的请“申请延期”。",
        "{unit} leads it already. For another person ask for a change; for a later day, an extension.",
    ),
    "leads_himself": Text(
        "不能把自己定为责任领导。请由督查办公室的另一人填写。",
        "Nobody names himself as the leader in charge. Let somebody else of the supervision office do it.",
    ),
    "leader_by_office": Text(
        "责任领导由督查办公室填写。请留空，或请督查办公室办理。",
        "The supervision office names the leader in charge. Leave it empty, or ask the office.",
    ),
    "ended_before_today": Text(
        "任职的结束日期不能早于今天：过去的任职不能事后抹去。请填今天或以后的日期。",
        "A post does not end before today: what somebody held is not taken back. Give today or a later day.",
    ),
    "lets_itself_off": Text(
        "{unit}不能自行免于办理。请由不在{unit}任职的督查办公室人员、核验人或审定人免除，或照常报结。",
        "{unit} does not let itself off. Somebody of the office, a checker or an approver who does not sit "
        "there excuses it; or it is claimed as usual.",
    ),
    "needs_second": Text(
        "这一步须两个人：请改用“提请”，由{by}中担任另一角色的人确认后生效。",
        "This takes two: ask for it instead, and somebody in another role confirms it ({by}).",
    ),
    "one_is_enough": Text(
        "这一步您可以直接办理，无须提请。", "You may do this straight away, without asking."
    ),
    "nothing_changes": Text(
        "所选岗位和现在一样，没有要调整的。", "The posts are those that stand there now; nothing changes."
    ),
    "desk_unconfirmed": Text(
        "台账岗位还没有第二人确认，暂不能核验、审定。请{by}中的一人到“台账事务”确认；其他办理照常。",
        "No second person has confirmed who looks after this register, so nothing is checked yet."
        " Ask one of: {by}. All other work goes on.",
    ),
    "appointed_by_it": Text(
        "这项提请给{person}岗位或账号，须由不在其中的人确认。",
        "It gives {person} a post or a sign-in; somebody else must confirm it.",
    ),
    "posts_changed": Text(
        "提请之后，{person}到了其中的岗位上。请不同意这一项，由提请人重新提请。",
        "{person} has come into one of these posts since it was asked. Refuse it, and let it be asked again.",
    ),
    "own_stand_in": Text(
        "不能把自己登记为他人的 B 角。请由{person}本人登记，或由其他管理员登记、提请。",
        "You cannot make yourself somebody's stand-in. Let {person} or another administrator do it.",
    ),
    "not_away_yet": Text(
        "外出从 {since} 开始，不能在此之前结束。还没有开始的，请用“取消外出登记”。",
        "The absence begins on {since} and does not end before. What has not begun is called off instead.",
    ),
    "away_already": Text(
        "外出从 {since} 已经开始，不能取消，请用“结束外出”。",
        "The absence has run since {since}: end it instead of calling it off.",
    ),
    "no_sheet": Text(
        "指定了核对人的，请附上领导小组组长签字的岗位设置表。",
        "Attach the sheet that the group's head signed, since somebody is named to compare it.",
    ),
    "no_witness": Text(
        "核对人不能是提请人，也不能是表中任命的人。请另选一人。",
        "Whoever asks, or is appointed by the sheet, cannot compare it. Name somebody else.",
    ),
    "not_outside": Text(
        "{unit}是本单位的，门外核验岗位须设在“门外单位”。请先增设门外单位和岗位。",
        "{unit} is one of ours. An outside checker's post is in an outside unit: add that first.",
    ),
    "only_reads": Text(
        "所选的一个岗位（{unit}）是监督岗位，只看不办，不能核验、审定。请改选别的岗位。",
        "One of these posts (in {unit}) is an auditor's, who reads and decides nothing. Choose another post.",
    ),
    "sits_inside": Text(
        "{person}在{unit}任职，不能担任门外核验人，也不能与其互为 B 角。请换一人，或先免去其在本单位的任职。",
        "{person} sits in {unit}: nobody of ours checks from outside, stands in for who does, or has such a"
        " stand-in. Name another, or end that appointment.",
    ),
    "claimed_stays": Text(
        "报结之后，内容、标准、责任人和责任领导不再直接更正。改错别字请用“更正文字”，其他请用“申请变更”。",
        "From the claim on, text, standard and persons are not corrected: mend the spelling,"
        " or ask for a change.",
    ),
    "not_spelling": Text(
        "这不只是改错别字：改动超过 {most} 个字，或换了词，或数字、日期、单位、级别、标准、"
        "否定词有变。请用“申请变更”。",
        "This is more than spelling: over {most} characters, another word, or a number, date, unit, level, "
        "standard or denial. Ask for a change instead.",
    ),
    "nothing_asked": Text(
        "填写的与现在一样，没有要变更的。请至少改一项。", "All is as it stands: change at least one field."
    ),
    "closed_words": Text(
        "已办结的，内容和标准不再变更。确需变更的，请先“申请重新打开”；责任人可以变更。",
        "What is closed keeps its text and standard. Ask for re-opening first; its persons may be changed.",
    ),
    "period_in_check": Text(
        "有一期周期任务正在核验，或有的处室已按现在的内容报结，内容和标准暂不能改。请由督查办公室先退回。",
        "A period or a part of it is checked against these words. Wait for that, or have it sent back.",
    ),
    "names_checker": Text(
        "{person}在本台账担任核验或审定岗位，牵头单位不能直接定为责任人。请改选他人，或由督查办公室办理。",
        "{person} checks or approves in this register: choose somebody else, or have the office name them.",
    ),
    "holds_no_post": Text(
        "{person}在本机构没有任职，不能定为责任人或责任领导。请改选有岗位的人，或请管理员先为其任职。",
        "{person} holds no post here, and so answers for nothing and leads nothing. Choose somebody who "
        "does, or let an administrator appoint them first.",
    ),
    "answer_first": Text(
        "{unit}是配合单位，还没有答复是否承担具体工作。请该单位负责人先在“配合事项”中答复“未承担具体工作”，再核验。",
        "{unit} is named as supporting and has not said what it did. Its head first says, under “Supporting”,"
        " that it did none of the work.",
    ),
    "unit_had_hand": Text(
        "{unit}已经承担了具体工作，不能答复“未承担”。请由其他单位核验。",
        "{unit} did some of this work and cannot say that it did none. Another unit must check.",
    ),
    "already_said": Text("已经答复过，无须再答复。", "It was said already."),
    "needs_paper": Text(
        "代他人作决定，须凭签字件或会议决定：请“录入签字件”，由另一人核对后生效。",
        "What somebody else decides is entered from the signed paper or a meeting, and a second person"
        " compares it before it counts.",
    ),
    "call_decides_nothing": Text(
        "电话不能作决定。请取得签字件或会议决定后录入，或请本人登录办理。",
        "A call decides nothing. Enter a signed paper or a meeting's decision, or ask them to sign in.",
    ),
    "signs_by_sheet": Text(
        "这是{person}的签字，不能凭电话或会议代录。请附其签字件的扫描件，依据选“签字件”；或请{person}登录办理。",
        "This is the signature of {person}, which no call and no meeting gives. Attach the signed sheet and"
        " choose “a signed paper”, or ask {person} to sign in.",
    ),
    "barred_by_sheet": Text(
        "{person}在此担任核验或审定岗位，或是提出人；记为经办就须回避，不能凭电话或会议代录。"
        "请附其签字件的扫描件，依据选“签字件”；或请{person}登录办理。",
        "{person} checks here, or raised it, and would be barred by this: no call and no meeting says so."
        " Attach the signed sheet and choose “a signed paper”, or ask {person} to sign in.",
    ),
    "unit_barred_by_sheet": Text(
        "{unit}有人在此担任核验或审定岗位；记为{unit}经办，他们就须回避，不能凭电话或会议代录。"
        "请附{person}签字件的扫描件，依据选“签字件”；或请{person}登录办理。",
        "Somebody who checks here sits in {unit}, and would be barred if {unit} did it: no call and no"
        " meeting says so. Attach the sheet that {person} signed and choose “a signed paper”, or ask {person}"
        " to sign in.",
    ),
    "by_its_form": Text(
        "请打开所要录入的那一步，填写“代谁办理”和依据。",
        "Open the step that the paper decides, and say there for whom you enter it and on what basis.",
    ),
    "no_scan": Text("请附上签字件的扫描件。", "Attach a scan of the signed paper."),
    "paper_waits": Text(
        "这位同志的同一决定已经录入，正等核对。请先核对或退回那一份。",
        "The same decision of this person is entered already and waits. Compare or refuse that one first.",
    ),
    "scan_gone": Text(
        "签字件的扫描件已删除或损坏，无从核对。请退回这一份，附上扫描件重新录入。",
        "The scan is erased or damaged: there is nothing to compare. Refuse this paper and enter it anew.",
    ),
    "proof_since_paper": Text(
        "签字以后佐证有增补或替换，签字人没有看过。请退回这一份，请签字人看过新的佐证再签。",
        "Proof was added or replaced since it was entered; whoever signed has not seen it. Refuse it and "
        "have it signed anew.",
    ),
    "decide_yourself": Text("这是您本人的决定，请直接办理。", "This is your own decision: do it directly."),
    "no_paper_needed": Text(
        "这一步不是决定，请直接代录。", "This step decides nothing: record it directly for that person."
    ),
    "no_paper": Text("没有等待核对的签字件。", "No paper waits to be compared."),
    "paper_gone": Text(
        "这份签字件已不在等待之中，请刷新页面。", "That paper waits no longer. Reload the page."
    ),
    "entered_it": Text(
        "签字件由您录入、补交或签署，须由另一人核对。",
        "You entered, filed or signed this paper: somebody else must compare it.",
    ),
    "serves_another": Text(
        "秘书只录入所服务的同志的决定。其他人的，请督查办公室录入。",
        "A secretary enters the decisions of the person served only. Ask the office for others.",
    ),
    "desk_enters_it": Text(
        "督查办公室或核验人中有人可以录入、补交这份签字件，请交由他们办理；他们都不能时才由监督人员办理。",
        "Somebody of the office or the verifiers may bring in this paper: hand it to them."
        " An auditor brings in what none of them may.",
    ),
    "yes_not_counted": Text(
        "经{person}录入或核对的同意，在会签、集体审定中不计入：应当回避。请交另一人。",
        "A yes entered or compared by {person}, who is recused, would not count. Hand it to somebody else.",
    ),
    "not_represented": Text("没有以您名义录入的决定。", "No decision was entered in your name."),
    "line_strange": Text(
        "签字单上的行与记录不符。请重新打印、签字后存档。",
        "The lines of the sheet do not fit the record. Print it anew, have it signed, then file it.",
    ),
    "line_waits": Text(
        "第 {record} 号已在另一份待核对的确认单上。请先核对或退回那一份。",
        "No. {record} stands on another sheet that waits. Compare or refuse that one first.",
    ),
    "line_disputed": Text(
        "第 {record} 号本人已提出异议，不再确认。请重新打印后存档。",
        "No. {record} was objected to already. Print the sheet anew.",
    ),
    "confirm_yourself": Text(
        "这是您本人的确认单，须由督查办公室另一人存档。有异议的，可在该事项直接提出。",
        "This is your own sheet: another of the office files it. You can object on each matter yourself.",
    ),
    "no_sheet_waits": Text("没有等待核对的代录事项确认单。", "No signed sheet waits to be compared."),
    "recorded_a_line": Text(
        "确认单由您存档、签署，或其中有您代录的事项，须由另一人核对。",
        "You filed or signed this sheet, or recorded a line of it: somebody else must compare it.",
    ),
    "hand_in_line": Text(
        "其中有异议的“{matter}”您经办过，须由没有经办的人核对。",
        "You had a hand in “{matter}”, which is objected to: somebody foreign to it must compare.",
    ),
    "nothing_recorded": Text("没有以您名义代录的事项。", "Nothing was recorded in your name."),
    "record_gone": Text(
        "这一条不是以您名义代录的，或已经提出过异议。请刷新页面。",
        "That entry is not in your name, or was objected to already. Reload the page.",
    ),
    "extension_too_late": Text(
        "时限 {due} 已过，不再受理延期申请（规则：延期须在到期前申请）。请照常报结，或用“提请协调”说明困难。",
        "The due {due} has passed, and by the rule an extension is asked for before it. Claim it as usual,"
        " or ask for help and say what is in the way.",
    ),
    "never_lapses": Text(
        "须由第二人确认的提请，以及有签字件等待核对的申请，不因超时失效。",
        "What a second person must confirm never lapses by time, nor does what a signed answer waits for.",
    ),
    "answer_in_time": Text(
        "答复期限是 {days} 个工作日，到 {until} 为止。过后无人答复才失效。",
        "There are {days} working days to answer, until {until}; only then does it lapse.",
    ),
    "rule_not_in_force": Text(
        "规则“{rule}”尚未启用，系统还不按它办理，不能设定。",
        "The rule “{rule}” is not in force yet: nothing is done by it, so it cannot be set.",
    ),
    "register_there_closed": Text(
        "台账“{what}”还没有启用，或已经关闭，不能列入。请另选台账，或请其督查办公室（{unit}）启用。",
        "The register “{what}” is not open, or is closed. Choose another, or ask its office ({unit}).",
    ),
    "its_office_lists": Text(
        "列不列入“{what}”，由该台账的督查办公室（{unit}）决定。请用“提请列入台账”，由其同意后列入。",
        "Whether “{what}” lists it is for that register's office ({unit}). Use “Ask to list” instead.",
    ),
    "own_office_lists": Text(
        "您就在该台账的督查办公室，不必提请，请直接“列入台账”。",
        "You sit in that register's office: list it yourself, nobody need be asked.",
    ),
    "listing_asked": Text(
        "已经提请列入这本台账，正在等其督查办公室答复。要改的，请先撤回那次提请。",
        "That register has been asked and has not answered yet. To change it, take that request back first.",
    ),
    "clock_in_doubt": Text(
        "服务器的时钟不可信，暂不能办理，什么也没有写入；您填写的内容还在。"
        "请告知管理员校准时钟（/healthz 写明原因），然后再提交。",
        "The server's clock cannot be believed, so nothing is written for now; your text is kept. Ask an"
        " administrator to set the clock right (/healthz says why), then send it again.",
    ),
    "signs_in_elsewhere": Text(
        "这个账号也用于另一个单位，不能由一个单位重设或停用。请本人修改密码；"
        "不再任职的，结束任职即可；忘记密码的，请掌管服务器的人运行 bin/bihuan rescue-admin。",
        "This sign-in opens another organisation too, so neither resets or takes it alone. Let the person"
        " change the password, or end the appointments here; where it is forgotten, whoever keeps the server"
        " runs bin/bihuan rescue-admin.",
    ),
}
