"""What the pages of signing in read: whose sign-ins an administrator may see, and what the settings say."""

from django.conf import settings
from django.http import Http404

from bihuan.core.words.text import Text
from bihuan.people.models import Person
from bihuan.web.pieces import Fact


def person_or_404(org: int, person: int) -> Person:
    """A person of this organisation."""
    found = Person.objects.filter(org_id=org, pk=person, erased=False).select_related("user").first()
    if found is None:
        raise Http404
    return found


def only_here(one: Person) -> bool:
    """Whether the sign-in is this organisation's alone: where several share it, none rules over the rest."""
    return (
        one.user_id is not None
        and not Person.objects.filter(user_id=one.user_id).exclude(org_id=one.org_id).exists()
    )


def _hours(seconds: int) -> Text:
    hours, minutes = seconds // 3600, seconds % 3600 // 60
    if minutes:
        return Text(f"{seconds // 60} 分钟", f"{seconds // 60} minutes")
    return Text(f"{hours} 小时", f"{hours} hours")


def _proxies() -> Text:
    named = ", ".join(str(one) for one in settings.PROXIES)
    if named:
        return Text(named, named)
    return Text("没有登记", "none named")


def facts() -> list[Fact]:
    """How signing in is set on this server; whoever starts it sets it otherwise (README)."""
    one_time, days = settings.ONE_TIME_HOURS, settings.TRACE_DAYS
    return [
        Fact(
            Text("连续不用，登录结束", "A sign-in that nobody uses ends after"),
            _hours(settings.SESSION_IDLE),
            note="BIHUAN_IDLE_MINUTES",
        ),
        Fact(
            Text("一次登录最长", "A sign-in lasts at most"),
            _hours(settings.SESSION_COOKIE_AGE),
        ),
        Fact(
            Text("一次性密码有效", "A one-time password holds for"),
            Text(f"{one_time} 小时", f"{one_time} hours"),
            note="BIHUAN_ONE_TIME_HOURS",
        ),
        Fact(
            Text("登录痕迹保留", "Traces of signing in are kept for"),
            Text(f"{days} 天", f"{days} days"),
            note="BIHUAN_TRACE_DAYS",
        ),
        Fact(
            Text("前面的代理", "Proxies before this server"),
            _proxies(),
            note="BIHUAN_PROXIES",
        ),
        Fact(
            Text("安全事件写到", "Security events go to"),
            Text("指定的文件", "a file that is named")
            if settings.SECURITY_LOG
            else Text("服务程序的标准错误输出", "the server's standard error"),
            note="BIHUAN_SECURITY_LOG",
        ),
    ]
