"""The API and its parts."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from cms.api import problems, reports


class Api(NinjaAPI):
    """Describes refusals as what they are."""

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        description = super().get_openapi_schema(**kwargs)
        for operations in description["paths"].values():
            for operation in operations.values():
                problems.describe(operation["responses"])
        return description


api = Api(
    title="Osallistu",
    version="1",
    description="Content and services of a participation site.",
    docs_url=None,  # its page would load scripts from elsewhere
    urls_namespace="api",
)
api.add_router("", reports.router)
problems.register(api)
