"""A text shown to people, in Chinese and in English, kept together so that neither can be missing."""

from typing import NamedTuple


class Text(NamedTuple):
    """One sentence or label in both languages."""

    zh: str
    en: str

    def say(self, language: str) -> str:
        """The text in `language` ("en", anything else is Chinese)."""
        return self.en if language == "en" else self.zh

    def format(self, **values: object) -> "Text":
        """Both sentences with their `{placeholders}` filled."""
        return Text(self.zh.format(**values), self.en.format(**values))


def in_words(value: object) -> Text:
    """A text as it is; anything else the same in both languages."""
    return value if isinstance(value, Text) else Text(str(value), str(value))
