"""Giving evidence to a browser so that nothing in it can run. Who may see it is decided by the caller."""

from django.http import FileResponse

from bihuan.files.models import Evidence
from bihuan.files.sniff import FORMATS, fitting_name
from bihuan.files.store import open_file


def serve(evidence: Evidence, name: str, *, inline: bool = False) -> FileResponse:
    """The content as a download called `name`, or `inline` in the page where it is a picture of mere pixels.

    Refusal ("lost") where the disk has it no more.
    """
    shown = inline and FORMATS[evidence.media].inline
    response = FileResponse(
        open_file(evidence),
        as_attachment=not shown,
        filename=fitting_name(name, evidence.media),
        content_type=evidence.media,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
