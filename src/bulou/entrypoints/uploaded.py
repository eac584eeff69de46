"""Files that a form of the desk posts: encrypted as they come in, gone after the request unless an act took them."""

from contextlib import suppress
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from bulou.acts import blobs
from bulou.acts.blobs import FILE_CEILING, FILES_CEILING, Blob, Writing


class EncryptedUpload(UploadedFile):
    """A file of `request.FILES`; it reads as any other. `blob` is what stands on the disk."""

    def __init__(self, blob: Blob, content_type: str | None) -> None:
        super().__init__(blobs.opened_blob(blob), blob.name, content_type, blob.size)
        self.blob, self.is_taken = blob, False

    def close(self) -> None:
        """Called when the request ends: what no act took is removed."""
        super().close()
        if not self.is_taken:
            blobs.place(self.blob.blob).unlink(missing_ok=True)


def taken(upload: Any) -> Blob | None:
    """The blob of an upload, which from now on stays; None when it was received in another way."""
    if not isinstance(upload, EncryptedUpload):
        return None
    upload.is_taken = True
    return upload.blob


class UnstoredUpload(UploadedFile):
    """A file that the disk did not take: its name and its size in bytes, and nothing to read. Its field says so."""

    def __init__(self, name: str, content_type: str | None, size: int) -> None:
        super().__init__(BytesIO(), name, content_type, size)


class EncryptingHandler(FileUploadHandler):
    """Writes each file encrypted under a key of its own. A request that brings more than a report may is cut short."""

    chunk_size = blobs.CHUNK
    _writing: Writing | None = None
    _size = _total = 0
    _unstored = False

    def new_file(self, *args: Any, **options: Any) -> None:
        super().new_file(*args, **options)
        self._writing, self._size, self._unstored = None, 0, False
        try:
            self._writing = Writing()
        except OSError:
            self._lose()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Encrypt it; of a file over the ceiling only the size goes on counting, so that its field can say so."""
        self._size += len(raw_data)
        self._total += len(raw_data)
        if self._total > FILES_CEILING + FILE_CEILING:
            self.upload_interrupted()
            raise StopUpload(connection_reset=True)
        if self._writing is not None and self._size <= FILE_CEILING:
            try:
                self._writing.write(raw_data)
            except OSError:
                self._lose()

    def file_complete(self, file_size: int) -> UploadedFile | None:
        try:
            blob = self._writing.finish(self.file_name or "") if self._writing is not None else None
        except OSError:
            blob = None
            self._lose()
        if blob is None:
            lost = UnstoredUpload(self.file_name or "", self.content_type, self._size)
            return lost if self._unstored else None
        self._writing = None
        upload = EncryptedUpload(blob, self.content_type)
        upload.size = self._size
        return upload

    def _lose(self) -> None:
        """The disk is full, or the like: the rest of the form goes on."""
        self._unstored = True
        writing, self._writing = self._writing, None
        if writing is not None:
            with suppress(OSError):
                writing.abandon()

    def upload_interrupted(self) -> None:
        if self._writing is not None:
            self._writing.abandon()
            self._writing = None
