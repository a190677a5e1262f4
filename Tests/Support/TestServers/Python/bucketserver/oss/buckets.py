"""What can be asked of a bucket itself."""

from ..core.errors import ServiceError
from ..core.lists import OWNER
from ..core.reply import Reply, xml_reply
from ..core.xmltext import element


def get_lifecycle(route, settings):
    document = settings.buckets[route.bucket].lifecycle
    if document is None:
        raise ServiceError(
            404, "NoSuchLifecycle", "No Row found in Lifecycle Table.", fields={"BucketName": route.bucket})
    return Reply(200, {"Content-Type": "application/xml"}, document.encode())


def get_acl(route, settings):
    grant = element("Grant", settings.buckets[route.bucket].acl)
    return xml_reply(element("AccessControlPolicy", OWNER, element("AccessControlList", grant)))


def get_location(route, settings):
    return xml_reply(element("LocationConstraint", f"oss-{settings.buckets[route.bucket].region}"))


def get_public_access_block(route, settings):
    blocks = element("BlockPublicAccess", settings.buckets[route.bucket].blockPublicAccess)
    return xml_reply(element("PublicAccessBlockConfiguration", blocks))
