"""Nothing that is served can run in a browser."""

import io

import pytest

from bihuan.files.models import Evidence
from bihuan.files.refusal import Refusal
from bihuan.files.serve import serve
from bihuan.files.store import keep, path_of
from bihuan.people.models import Organisation
from tests.files.samples import SAMPLES

pytestmark = pytest.mark.django_db


def evidence(kind: str) -> Evidence:
    org, _ = Organisation.objects.get_or_create(slug="jichuan", defaults={"name": "霁川省示例机关"})
    return keep(org.pk, io.BytesIO(SAMPLES[kind][1]), at=1_790_000_000_000_000)


@pytest.mark.parametrize("inline", [True, False])
@pytest.mark.parametrize("kind", SAMPLES)
def test_it_is_a_download_unless_it_is_a_picture(kind: str, inline: bool) -> None:
    response = serve(evidence(kind), f"佐证.{kind}", inline=inline)
    content = b"".join(response)  # type: ignore[arg-type]
    response.close()
    assert content == SAMPLES[kind][1]
    assert response["Content-Type"] == SAMPLES[kind][0]
    shown = inline and kind in ("png", "jpg", "gif", "webp", "bmp")
    assert response["Content-Disposition"].startswith("inline" if shown else "attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"


def test_a_name_with_other_ideas_is_tamed() -> None:
    response = serve(evidence("txt"), '..\\x";\r\nSet-Cookie: a=b.html')
    response.close()
    assert "Set-Cookie" not in response
    assert response["Content-Disposition"].endswith('.html.txt"')


def test_a_lost_file_is_refused_clearly() -> None:
    held = evidence("pdf")
    path_of(held.org_id, held.digest).unlink()
    with pytest.raises(Refusal) as caught:
        serve(held, "a.pdf")
    assert caught.value.code == "lost"
