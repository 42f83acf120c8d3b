"""Sends messages as mail by the configured server."""

from django.conf import settings
from django.core.mail import EmailMessage

from wangdian.ports.messages import Message


class SmtpMail:
    """Mail by `WANGDIAN_SMTP_HOST`; not ready while none is named. smtplib's errors are OSErrors."""

    @property
    def ready(self) -> bool:
        return bool(settings.EMAIL_HOST) or not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")

    def send(self, message: Message) -> None:
        EmailMessage(
            subject=message.subject, body=message.text, to=[message.to], headers={"Message-ID": message.message_id},
        ).send()
