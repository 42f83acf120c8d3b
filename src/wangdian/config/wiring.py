"""The one place where plugs meet sockets, and the one readable list of who listens to which fact."""

from collections.abc import Mapping

from django.conf import settings

from wangdian.adapters.blobs_disk import DiskBlobs, DiskHalfSent
from wangdian.adapters.http_out import HttpOut
from wangdian.adapters.mail_smtp import SmtpMail
from wangdian.adapters.robots.dingtalk import DingTalkRobot
from wangdian.adapters.robots.feishu import FeishuRobot
from wangdian.adapters.robots.wecom import WecomRobot
from wangdian.apps.assets.facts import DatesChanged
from wangdian.apps.evidence import hooking as evidence_hooks
from wangdian.apps.evidence import listeners as evidence
from wangdian.apps.evidence.facts import (
    AnswersReceived,
    FaultReported,
    PlanSet,
    ReadingsRecorded,
    ReadingWithdrawn,
    WalkEnded,
    WalksPlanned,
)
from wangdian.apps.evidence.shelf import Shelf, furnish
from wangdian.apps.findings import hooking as finding_hooks
from wangdian.apps.findings import listeners as findings
from wangdian.apps.findings.facts import (
    FindingClosed,
    FindingOpened,
    FindingReopened,
    FindingSeenAgain,
    StandingsOutdated,
    WaiverAsked,
    WaiverDecided,
)
from wangdian.apps.journal.actions.announce import Both, Listener, Outside, connect
from wangdian.apps.outlets.facts import HoursChanged, SubjectChanged
from wangdian.apps.people import switchboard
from wangdian.apps.people.facts import NewsArrived
from wangdian.apps.people.listeners import MailNews
from wangdian.apps.reports import listeners as reports
from wangdian.apps.standards.facts import RequirementsLoaded
from wangdian.apps.work import hooking as work_hooks
from wangdian.apps.work import listeners as work
from wangdian.apps.work.facts import OrderChanged
from wangdian.domain.facts import Fact

LISTENERS: Mapping[type[Fact], Mapping[str, Listener]] = {
    SubjectChanged: {"findings.subject_changed": findings.subject_changed},
    HoursChanged: {"findings.hours_changed": findings.hours_changed, "work.hours_changed": work.hours_changed},
    DatesChanged: {"findings.dates_changed": findings.dates_changed},
    RequirementsLoaded: {"findings.requirements_loaded": findings.requirements_loaded},
    AnswersReceived: {
        "findings.answers_received": findings.answers_received, "reports.answers_received": reports.answers_received,
        "evidence.answers_received": evidence.answers_received,
    },
    ReadingsRecorded: {"findings.readings_recorded": findings.readings_recorded},
    ReadingWithdrawn: {"findings.reading_withdrawn": findings.reading_withdrawn},
    FaultReported: {
        "findings.fault_reported": findings.fault_reported, "work.fault_reported": work.fault_reported,
        "reports.fault_reported": reports.fault_reported,
    },
    WalkEnded: {
        "findings.walk_ended": Both(findings.walk_ended, evidence_hooks.walk_ended),
        "reports.walk_ended": reports.walk_ended,
    },
    PlanSet: {"evidence.plan_set": evidence.plan_set},
    WalksPlanned: {"findings.walks_planned": findings.walks_planned},
    StandingsOutdated: {"findings.standings_outdated": findings.standings_outdated},
    FindingOpened: {
        "work.finding_opened": Both(work.finding_opened, finding_hooks.opened),
        "reports.finding_turned": reports.finding_turned,
    },
    FindingSeenAgain: {"work.finding_seen_again": work.finding_seen_again},
    FindingReopened: {
        "work.finding_reopened": Both(work.finding_reopened, finding_hooks.reopened),
        "reports.finding_turned": reports.finding_turned,
    },
    FindingClosed: {
        "work.finding_closed": Both(work.finding_closed, finding_hooks.closed),
        "reports.finding_turned": reports.finding_turned,
    },
    WaiverAsked: {"work.waiver_asked": work.waiver_asked},
    WaiverDecided: {"work.waiver_decided": work.waiver_decided, "reports.waiver_decided": reports.waiver_decided},
    OrderChanged: {"work.order_changed": Both(work.order_changed, work_hooks.order_changed)},
    NewsArrived: {"people.mail_news": Outside(MailNews(SmtpMail(), settings.PUBLIC_URL))},
}


def wire() -> None:
    """Called once when the journal app is ready."""
    connect(LISTENERS)
    out = HttpOut(settings.OUT_SITES, settings.OUT_PROXY)
    switchboard.furnish(switchboard.Switchboard(
        mail=SmtpMail(), out=out, origins=settings.OUT_SITES, address=settings.PUBLIC_URL,
        robots={"wecom": WecomRobot(out), "dingtalk": DingTalkRobot(out), "feishu": FeishuRobot(out)},
    ))
    furnish(Shelf(photos=DiskBlobs(settings.PHOTOS), half_sent=DiskHalfSent(settings.UPLOADS)))
