"""Labels that stand in several places, each said once: a column, a field, a fact and a button of one name.

A label that stands in one place is said there; the words of the glossary are in `terms`.
"""

from typing import Final

from bihuan.core.words.text import Text

# who
LEAD: Final = Text("牵头", "Lead")
LEAD_UNIT: Final = Text("牵头单位", "Lead unit")
SUPPORTING: Final = Text("配合", "Supporting")
SUPPORTING_UNITS: Final = Text("配合单位", "Supporting units")
SUPPORTING_PEOPLE: Final = Text("配合单位责任人", "Persons of the supporting side")
OFFICE: Final = Text("责任处室", "Office")
ACCOUNTABLE: Final = Text("责任人", "Accountable person")
LEADER: Final = Text("责任领导", "Leader in charge")
RAISERS: Final = Text("提出人", "Raisers")
CONTACT: Final = Text("联络员", "Contact")
TELEPHONE: Final = Text("联系电话", "Telephone")

# what
PROBLEM: Final = Text("问题", "Problem")
MEASURE: Final = Text("措施", "Measure")
MEASURE_COLUMN: Final = Text("整改措施", "Measure")
INSTALMENT: Final = Text("周期任务", "Instalment")
REQUEST: Final = Text("申请", "Request")
REQUESTS: Final = Text("申请", "Requests")
MATTERS: Final = Text("事项", "Matters")
NUMBER: Final = Text("序号", "Number")
NO: Final = Text("号", "No.")
CONTENT: Final = Text("内容", "Text")
ASPECT: Final = Text("方面", "Aspect")
SOURCE: Final = Text("来源", "Source")
TYPE: Final = Text("整改类型", "Type")
TRANSFER_TO: Final = Text("移交给", "Transfer to")
CORRECTED_TEXT: Final = Text("更正后的内容", "Corrected text")
STANDARD: Final = Text("完成标准", "What counts as done")
PROOF: Final = Text("佐证材料", "Proof")
PROOF_EXPECTED: Final = Text("应有佐证", "Proof expected")
BASIS: Final = Text("依据", "On what basis")
CALL: Final = Text("电话", "A call")
MEETING: Final = Text("会议", "A meeting")

# when, and where it stands
DUE: Final = Text("完成时限", "Due")
DUE_SHORT: Final = Text("时限", "Due")
DUE_BELOW: Final = Text("措施最早到期", "Earliest due of its measures")
LOOK_BACK_ON: Final = Text("回头看日期", "Look back on")
STATE: Final = Text("状态", "State")
NOW: Final = Text("眼下", "Now")
RING: Final = Text("环", "Ring")
UNDER_WAY: Final = Text("在办", "Under way")
DUE_SOON: Final = Text("临期", "Due soon")
OVERDUE: Final = Text("超期", "Overdue")
CONTINUING: Final = Text("常态化", "Continuing")
CHECK_SHEET: Final = Text("核验单", "Check sheet")
ONE_BROWSER: Final = Text("同一浏览器先后办理", "From one browser")
ACTING: Final = Text("主持工作", "Acting head")
ACTING_HELP: Final = Text(
    "处室负责人空缺时，由其主持工作的人；在负责人岗位上勾选。",
    "For whoever presides over the unit while it has no head: ticked at the post of its head.",
)
SIGNS: Final = Text("由谁审签", "Who signs")
TO_COUNTERSIGN: Final = Text("待审签", "To countersign")
TO_VERIFY: Final = Text("待核验", "To verify")
HELP_ASKED: Final = Text("已提请协调", "Asked for help")
WHETHER_SIGNED_OFF: Final = Text("是否销号", "Signed off")
CLOSED: Final = Text("已办结", "closed")
PROGRESS: Final = Text("进展情况", "Progress")
DIFFICULTY: Final = Text("存在困难", "Difficulty")
NEXT_STEP: Final = Text("下一步打算", "Next step")

# acts that several kinds have, and what the record then says
OPEN: Final = Text("建立", "Open")
OPENED: Final = Text("已建立", "Opened")
REGISTER: Final = Text("登记", "Register")
REGISTERED: Final = Text("已登记", "Registered")
TAKE_OVER: Final = Text("导入登记", "Take over")
TAKEN_OVER: Final = Text("自台账导入", "Taken over from a ledger")
TRIAGE: Final = Text("分办", "Triage")
RECEIVE: Final = Text("签收", "Receive")
RECEIVED: Final = Text("已签收", "Received")
REPORT_PROGRESS: Final = Text("填报进展", "Report progress")
VERIFY: Final = Text("核验", "Verify")
SEND_BACK: Final = Text("退回补办", "Send back")
SENT_BACK: Final = Text("已退回补办", "Sent back")
SIGN_OFF: Final = Text("销号", "Sign off")
SIGNED_OFF: Final = Text("已销号", "Signed off")
BACK_FILLED: Final = Text("已补录", "Back-filled")
REQUEST_EXTENSION: Final = Text("申请延期", "Request an extension")
AN_OUTSIDER: Final = Text(
    "门外核验人（没有的，请督查办公室提请增设）",
    "an outside checker (where there is none, the supervision office may ask for one)",
)
ANOTHER_APPROVER: Final = Text("另一位审定人", "another approver")
LAPSE: Final = Text("作废", "Let it lapse")
LAPSED: Final = Text("已失效", "Lapsed")

# posts
STAND_IN: Final = Text("B 角", "Stand-in")
POST_HOLDERS: Final = Text("岗位上的人", "Who holds these posts")

# batches
BATCH_NAME: Final = Text("批次名称", "Name of the batch")
SIGNED_SHEET: Final = Text("签字的销号审定表或审定纪要", "The signed sheet, or the minutes that approved it")
SAID_CLOSED: Final = Text("原表已销号", "Signed off in the sheet")
SIGNED_ON: Final = Text("签字日期", "Date of signing")
SIGNED_SCAN: Final = Text("签字件（扫描件）", "The signed paper (a scan)")
PAPER_NAMED: Final = Text("文件名称、文号、日期", "Title, number and date of the paper")
NOT_ONESELF: Final = Text("不能是本人。", "Not oneself.")
SERVES: Final = Text("服务于（秘书）", "Serves, as secretary")
MONTH: Final = Text("月份", "Month")
RECORDED_FOR: Final = Text("代谁办理", "Recorded for")
ENTERED_BY: Final = Text("录入人", "Entered by")
DECIDED_BY: Final = Text("决定人", "Whose decision it is")
HEARD_THEN: Final = Text("当时听取意见的情况", "How people were heard at the time")

# places
TODAY: Final = Text("今天", "Today")
TO_DO: Final = Text("待办", "To do")
SEE: Final = Text("查看", "See")
ALL: Final = Text("全部", "All")
IN_REGISTER: Final = Text("台账", "Register")
REGISTERS: Final = Text("台账", "Registers")
RECORD: Final = Text("办理记录", "Record")
IMPORT: Final = Text("导入", "Import")
UNITS_AND_PEOPLE: Final = Text("机构与人员", "Units and people")
RULES: Final = Text("规则", "Rules")
CALENDAR: Final = Text("日历", "Calendar")
RULES_AND_CALENDAR: Final = Text("规则与日历", "Rules and calendar")
CALENDAR_LAYER: Final = Text("日历层", "Layer")
MY_ACCOUNT: Final = Text("本人", "My account")
SIGN_IN: Final = Text("账号", "Sign-in")
SIGN_IN_NAME: Final = Text("登录账号", "Sign-in name")
YES: Final = Text("是", "yes")
NEGATIVE: Final = Text("否", "no")
