"""The words of each refusal page: a heading, what happened, and what to do."""

from dataclasses import dataclass

from bihuan.core.words.text import Text


@dataclass(frozen=True, slots=True)
class Reason:
    """Heading, sentence, and the next thing to do."""

    heading: Text
    sentence: Text
    next: Text


BACK = Text(
    "返回上一页，内容一般还在；改好后再提交。",
    "Go back: what you typed is usually still there. Mend it and send again.",
)
REASONS = {
    "400": Reason(
        Text("请求读不出来", "The request could not be read"),
        Text(
            "服务器没有读懂这次请求，没有办理任何事项。",
            "The server could not read this request. Nothing was done.",
        ),
        BACK,
    ),
    "403": Reason(
        Text("不能办理", "Not allowed"),
        Text(
            "按办理规则，您现在不能做这件事，没有办理任何事项。",
            "By the rules you cannot do this now. Nothing was done.",
        ),
        Text("需要时请联系领导小组办公室。", "If you need it done, ask the supervision office."),
    ),
    "csrf": Reason(
        Text("这一页放得太久了", "This page has been open too long"),
        Text(
            "为防止他人冒用，页面的安全标记已失效，例如在另一个窗口重新登录过。刚才的提交没有办理。",
            "To keep others from acting for you, the page's safety mark lapses, as when you signed in anew in"
            " another window. What you sent was not done.",
        ),
        Text(
            "请核对后再提交；没有内容列出的，请返回上一页，刷新后再提交。",
            "Check it and send it again; where nothing is listed, go back, reload and send.",
        ),
    ),
    "404": Reason(
        Text("没有找到，或您无权查看", "Not found, or not yours to see"),
        Text(
            "这个地址没有内容，或者内容不在您的查看范围内。",
            "There is nothing at this address, or it is out of your sight.",
        ),
        Text("请核对地址，或回到首页重新查找。", "Check the address, or start again from the first page."),
    ),
    "405": Reason(
        Text("这个地址不能直接打开", "This address cannot be opened"),
        Text("它只接收提交，没有可看的内容。", "It only takes what is sent; there is nothing to see."),
        Text("请回到刚才的页面，再点一次按钮。", "Go back to the page and press its button again."),
    ),
    "409": Reason(
        Text("情况已经变了", "Things have changed"),
        Text(
            "您打开这一页之后，别人办理了同一事项，刚才的提交没有办理。",
            "Since you opened this page somebody else has acted on the matter. What you sent was not done.",
        ),
        Text("请看最新情况，再决定是否继续。", "See how it stands now, then decide."),
    ),
    "413": Reason(
        Text("文件太大", "Too large"),
        Text(
            "单个文件不超过 50 MB，这次的上传没有保存。",
            "A file may have up to 50 MB. This upload was not kept.",
        ),
        Text(
            "请压缩或拆分后再传；只传能证明结果的那几页也可以。",
            "Compress or split it; the pages that prove the result are enough.",
        ),
    ),
    "500": Reason(
        Text("系统出了差错", "Something went wrong"),
        Text(
            "这次操作没有完成，没有留下半截的记录。差错已记下。",
            "This was not completed and nothing half-done was kept. The fault has been noted.",
        ),
        Text(
            "请稍后再试；反复出现请告知系统管理员。",
            "Try again later; if it returns, tell your administrator.",
        ),
    ),
    "503": Reason(
        Text("请稍候再试", "Please try again shortly"),
        Text(
            "系统正忙或正在维护，刚才的提交没有办理。",
            "The system is busy or being maintained. What you sent was not done.",
        ),
        Text("等几秒后刷新本页。", "Wait some seconds and reload."),
    ),
    "full": Reason(
        Text("服务器的磁盘满了", "The disk of this server is full"),
        Text(
            "磁盘没有空间，刚才的提交没有办理，没有留下半截的记录。",
            "There is no room left on the disk. What you sent was not done; nothing half-done was kept.",
        ),
        Text(
            "请告知系统管理员腾出空间；腾出以后再提交即可，不必重启。",
            "Tell your administrator to make room; then send it again. Nothing has to be restarted.",
        ),
    ),
    "read_only": Reason(
        Text("数据现在只能看，不能改", "The data can be read and not changed"),
        Text(
            "数据库或数据盘处于只读状态，刚才的提交没有办理。",
            "The database or its disk is read-only at present. What you sent was not done.",
        ),
        Text(
            "可以继续查看；请告知系统管理员，恢复写入后再提交。",
            "You can go on reading. Tell your administrator; send it again when writing is possible.",
        ),
    ),
    "disk": Reason(
        Text("磁盘读写出错", "The disk does not read or write"),
        Text(
            "服务器的磁盘报告了读写错误，刚才的提交没有办理。",
            "The disk of this server reported an error. What you sent was not done.",
        ),
        Text(
            "请马上告知系统管理员检查磁盘和备份，恢复后再提交。",
            "Tell your administrator at once to look at the disk and the backups; send it again afterwards.",
        ),
    ),
    "memory": Reason(
        Text("服务器内存不足", "The server is out of memory"),
        Text(
            "服务器的内存不够用，刚才的提交没有办理，没有留下半截的记录。",
            "The server ran out of memory. What you sent was not done; nothing half-done was kept.",
        ),
        Text(
            "请过一会儿再提交；反复出现请告知系统管理员。",
            "Send it again later; if it returns, tell your administrator.",
        ),
    ),
    "files": Reason(
        Text("服务器打开的文件太多", "The server has too many files open"),
        Text(
            "服务器同时打开的文件、连接到了上限，刚才的提交没有办理。",
            "The server has reached its limit of open files and connections. What you sent was not done.",
        ),
        Text(
            "请过几秒再提交；反复出现请告知系统管理员。",
            "Send it again in some seconds; if it returns, tell your administrator.",
        ),
    ),
    "away": Reason(
        Text("数据库现在连不上", "The database cannot be reached"),
        Text(
            "数据库没有应答，刚才的提交没有确认办成。",
            "The database did not answer. What you sent was not confirmed as done.",
        ),
        Text(
            "请过几秒再提交一次：同一份表单不会办两遍。一直如此请告知系统管理员。",
            "Send it again in some seconds: the same form is never done twice. If it goes on, tell your"
            " administrator.",
        ),
    ),
    "clock": Reason(
        Text("服务器的时钟不可信", "The clock of this server cannot be believed"),
        Text(
            "办理记录按时钟计时，时钟不可信时什么也不写入，刚才的提交没有办理。",
            "The record goes by the clock, and nothing is written while it is in doubt. What you sent was not"
            " done.",
        ),
        Text(
            "可以继续查看；请告知系统管理员校准时钟（/healthz 写明原因），然后再提交。",
            "You can go on reading. Ask your administrator to set it right (/healthz says why); then send it"
            " again.",
        ),
    ),
    "recorded": Reason(
        Text("已经记录", "It is recorded"),
        Text(
            "您提交的已经记入办理记录，只是结果页现在显示不出来。",
            "What you sent stands in the record; only the page that tells of it cannot be shown now.",
        ),
        Text(
            "不必再提交。成批办理的，请稍后到清单核对办到了哪一件。",
            "Do not send it again. Of many at once, look in the list later which of them are done.",
        ),
    ),
}
