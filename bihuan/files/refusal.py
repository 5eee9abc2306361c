"""Why a file was not taken, in words that tell what to do."""

from bihuan.core.words.text import Text

REASONS = {
    "empty": Text("文件是空的。请检查后重新上传。", "The file is empty. Check it and send it again."),
    "too_large": Text(
        "文件超过 {limit} MB。请压缩图片、拆分文件后再上传。",
        "The file is larger than {limit} MB. Shrink its pictures or split it.",
    ),
    "unknown": Text(
        "这种文件不能作为佐证。请上传 PDF、OFD、Office 或 WPS 文档、图片（PNG、JPEG、HEIC 等）或纯文本。",
        "This kind of file is not taken as evidence. Send PDF, OFD, an office document, a picture or text.",
    ),
    "mismatch": Text(
        "文件名以“{extension}”结尾，内容却是{kind}。请用原来的程序另存后再上传。",
        "The name ends in “{extension}” but the content is {kind}. Save it again from its program.",
    ),
    "no_ending": Text(
        "文件名没有后缀，内容是{kind}。请把文件名补成以“.{endings}”结尾再上传。",
        "The name of the file has no ending, and the content is {kind}. Let the name end in “.{endings}”.",
    ),
    "markup": Text(
        "网页、SVG 等带标记的文件可能含有脚本，不能上传。请另存为 PDF 或图片。",
        "Web pages, SVG and other markup can carry scripts and are not taken. Save it as PDF or a picture.",
    ),
    "macros": Text(
        "文档含有宏，不能上传。请另存为不含宏的格式。",
        "The document carries macros and is not taken. Save it in a format without macros.",
    ),
    "encrypted": Text(
        "文档设有打开密码，别人无法核对。请取消密码后再上传。",
        "The document is locked with a password, so nobody can check it. Remove the password first.",
    ),
    "damaged": Text(
        "文件已损坏，打不开。请检查后重新上传。",
        "The file is damaged and cannot be opened. Check it and send it again.",
    ),
    "no_room": Text(
        "服务器磁盘空间不足，文件没有保存。请联系管理员清理后再试。",
        "The server's disk is full and the file was not kept. Ask the administrator to make room.",
    ),
    "lost": Text(
        "登记的文件在磁盘上找不到了。请联系管理员从备份中恢复。",
        "The file is registered but not on the disk. Ask the administrator to restore it from a backup.",
    ),
    "gone": Text("引用的文件已不在，请重新上传。", "A file that is cited is no longer kept. Send it again."),
}


class Refusal(Exception):
    """A file was not taken or cannot be given, and nothing was left half-written."""

    def __init__(self, code: str, **values: str | int | Text) -> None:
        super().__init__(code)
        self.code = code
        zh, en = ({key: _said(value, place) for key, value in values.items()} for place in (0, 1))
        self.text = Text(REASONS[code].zh.format(**zh), REASONS[code].en.format(**en))


def _said(value: str | int | Text, place: int) -> object:
    return value[place] if isinstance(value, Text) else value
