"""Page types and the organisation's settings."""

from cms.models.channel_pages import ChannelPage
from cms.models.forums import ForumPage, ForumSession
from cms.models.home import HomePage
from cms.models.news import NewsIndexPage, NewsPage
from cms.models.organisation import Organisation
from cms.models.participate import ParticipatePage
from cms.models.programmes import ProgrammeApproval, ProgrammePage
from cms.models.standard import StandardPage
from cms.models.working_models import ModelPage

__all__ = [
    "ChannelPage",
    "ForumPage",
    "ForumSession",
    "HomePage",
    "ModelPage",
    "NewsIndexPage",
    "NewsPage",
    "Organisation",
    "ParticipatePage",
    "ProgrammeApproval",
    "ProgrammePage",
    "StandardPage",
]
