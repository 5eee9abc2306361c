"""Large files on their way in lie in the system's temporary folder. Where that is full the rest of the form
is read all the same, so that nothing typed is lost; `refusals.CalmMiddleware` then says what happened.
"""

from typing import Any

from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler


class LargeFile(TemporaryFileUploadHandler):
    """Django's own; a file that cannot be written is left out, and the request says why."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        try:
            super().new_file(*args, **kwargs)
        except OSError as error:
            self._leave_out(error)
            raise SkipFile from error

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        try:
            return super().receive_data_chunk(raw_data, start)
        except OSError as error:
            self._leave_out(error)
            raise SkipFile from error

    def file_complete(self, file_size: int) -> Any:
        try:
            return super().file_complete(file_size)
        except OSError as error:
            self._leave_out(error)
            return None

    def _leave_out(self, error: OSError) -> None:
        request: Any = self.request
        request.unkept_because = error
        request.unkept_files = (*getattr(request, "unkept_files", ()), self.file_name or "")
