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
            "为防止他人冒用，页面的安全标记已失效，刚才的提交没有办理。",
            "To keep others from acting for you, the page's safety mark lapses. What you sent was not done.",
        ),
        Text(
            "返回上一页，刷新后再提交；要紧的文字请先复制。",
            "Go back, reload and send again; copy longer text first.",
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
    "429": Reason(
        Text("暂停登录", "Signing in is paused"),
        Text(
            "密码连续输错多次，为保护您的账号，约 {minutes} 分钟后可以再试。之前办理的都在。",
            "The password was wrong several times. Try again in about {minutes} minutes. Nothing is lost.",
        ),
        Text(
            "忘记密码请找本单位系统管理员重设。", "If you forgot it, ask your administrator to set a new one."
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
}
