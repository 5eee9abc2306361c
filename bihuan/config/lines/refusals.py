"""What a line is told that the application never sees: a status and a sentence in both languages.

Plain pages without style, made before anything is asked: they are sent by the loop, which must not wait.
"""

from html import escape
from typing import NamedTuple

from bihuan.core.words.text import Text


class Refused(NamedTuple):
    """A status line, what happened, and how many seconds later it can be tried again."""

    status: str
    sentence: Text
    after: int | None = None


REFUSALS = {
    400: Refused(
        "400 Bad Request",
        Text(
            "服务器没有读懂这次请求，没有办理任何事项。请返回上一页，刷新后再试。",
            "The server could not read this request. Nothing was done. Go back, reload and try again.",
        ),
    ),
    408: Refused(
        "408 Request Timeout",
        Text(
            "网络太慢或中断，这次提交没有收完，没有办理任何事项。请返回上一页，网络好转后再提交。",
            "The network was too slow or broke off: what you sent did not arrive whole and nothing was done. "
            "Go back and send it again when the network is better.",
        ),
    ),
    413: Refused(
        "413 Content Too Large",
        Text(
            "一次提交的内容太多，没有保存，没有办理任何事项。请把文件压缩，或分几次提交。",
            "Too much was sent at once. It was not kept and nothing was done. "
            "Compress the files, or send them in several goes.",
        ),
    ),
    429: Refused(
        "429 Too Many Requests",
        Text(
            "同时进行的上传、下载太多，这一个没有办理。请等其他的完成后再试。",
            "Too many uploads and downloads are going on at once; this one was not done. "
            "Wait for the others to finish, then try again.",
        ),
        30,
    ),
    431: Refused(
        "431 Request Header Fields Too Large",
        Text(
            "请求的网址或头部太长，没有办理任何事项。请缩短网址，或清除本站的 Cookie 后再试。",
            "The address or the headers are too long. Nothing was done. "
            "Shorten the address, or clear this site's cookies, and try again.",
        ),
    ),
    500: Refused(
        "500 Internal Server Error",
        Text(
            "系统出了差错，这次操作没有完成。请稍后再试；反复出现请告知系统管理员。",
            "Something went wrong and this was not completed. "
            "Try again later; if it returns, tell your administrator.",
        ),
    ),
    501: Refused(
        "501 Not Implemented",
        Text(
            "请求使用了本站不支持的传输方式，没有办理任何事项。请换一个浏览器再试。",
            "The request is encoded in a way that this site does not take. Nothing was done. "
            "Try with another browser.",
        ),
    ),
    507: Refused(
        "507 Insufficient Storage",
        Text(
            "服务器磁盘空间不足，提交的内容没有保存，没有办理任何事项。请联系管理员清理后再试。",
            "The server's disk is full: what you sent was not kept and nothing was done. "
            "Ask the administrator to make room, then try again.",
        ),
        60,
    ),
}


def page(code: int) -> bytes:
    """The body of a refusal."""
    zh, en = REFUSALS[code].sentence
    return (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{code}</title>'
        f'<p>{escape(zh)}</p><p lang="en">{escape(en)}</p></html>\n'
    ).encode()


def headers(code: int) -> list[tuple[str, str]]:
    """Its headers, but for its length."""
    found = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")]
    after = REFUSALS[code].after
    return [*found, ("Retry-After", str(after))] if after else found


def answer(code: int) -> bytes:
    """All of it, as it goes over a line that is closed afterwards."""
    body = page(code)
    lines = [*headers(code), ("Content-Length", str(len(body))), ("Connection", "close")]
    head = "".join(f"{name}: {value}\r\n" for name, value in lines)
    return f"HTTP/1.1 {REFUSALS[code].status}\r\n{head}\r\n".encode() + body


ANSWERS = {code: answer(code) for code in REFUSALS}
