"""The service: routes a request, checks who sent it, and has it carried out."""

from ..core.errors import ServiceError
from ..core.lists import OWNER, Lists
from ..core.reply import xml_reply
from ..core.xmltext import element
from . import buckets, errors, hosts, multipart, reading, signature, writing
from .errors import access_denied

_PUBLIC_READS = ("GetObject", "HeadObject")
_LISTS = Lists(
    namespace="", default_keys=100, next_marker_always=True,
    extras=lambda stored: [element("Type", "Multipart" if stored.is_multipart else "Normal")])


class OSSService:
    """OSS as seen by clients of its buckets."""

    def __init__(self, settings, store):
        self._settings = settings
        self._store = store
        self.translated = errors.translated

    def route(self, request):
        """What a request is about."""
        return hosts.route(request, self._settings)

    def render(self, error, request, route):
        """The reply that tells an error."""
        return errors.render(error, request, is_head=request.method == "HEAD" or error.status == 304)

    def answer(self, request, route, entry):
        """Carries a request out. The entry of the journal learns who signed it."""
        if route.refusal:
            raise route.refusal
        claim, user = signature.check(request, route, self._settings)
        entry["authorization"] = claim.kind if claim else "anonymous"
        if not user:
            self._admit_anybody(route)
        elif route.action in user.denies:
            raise access_denied(f"You have no right to perform oss:{route.action}.")
        reply = self._carry_out(request, route)
        reply.headers = {**errors.request_fields(), **reply.headers}
        return reply

    def _admit_anybody(self, route):
        bucket = self._settings.buckets[route.bucket]
        stored = self._store.bucket(route.bucket).objects.get(route.key)
        own = stored.attributes.acl if stored else "default"
        acl = bucket.acl if own == "default" else own
        if route.action in _PUBLIC_READS and acl.startswith("public") and not bucket.blockPublicAccess:
            return
        reason = "bucket" if own == "default" else "object"
        raise access_denied(f"You have no right to access this object because of {reason} acl.")

    def _carry_out(self, request, route):
        settings, store = self._settings, self._store
        match route.action:
            case "PutObject":
                return writing.put_object(request, route, settings, store)
            case "DeleteObject":
                return writing.delete_object(route, store)
            case "InitiateMultipartUpload":
                return multipart.initiate(request, route, settings, store)
            case "UploadPart":
                return multipart.upload_part(request, route, settings, store)
            case "CompleteMultipartUpload":
                return multipart.complete(request, route, settings, store)
            case "AbortMultipartUpload":
                return multipart.abort(request, route, store)
            case "ListParts":
                return multipart.list_parts(request, route, store)
            case "ListMultipartUploads":
                return xml_reply(_LISTS.uploads(request, route, store.bucket(route.bucket)))
            case "ListObjects":
                return xml_reply(_LISTS.objects(request, route, store.bucket(route.bucket)))
            case "ListObjectsV2":
                return xml_reply(_LISTS.objects_v2(request, route, store.bucket(route.bucket)))
            case "GetBucketLifecycle":
                return buckets.get_lifecycle(route, settings)
            case "GetBucketAcl":
                return buckets.get_acl(route, settings)
            case "GetBucketLocation":
                return buckets.get_location(route, settings)
            case "GetBucketPublicAccessBlock":
                return buckets.get_public_access_block(route, settings)
        return self._read(request, route)

    def _read(self, request, route):
        readers = {
            "GetObject": lambda stored: reading.get_object(request, route, stored),
            "HeadObject": lambda stored: reading.head_object(request, route, stored),
            "GetObjectAcl": lambda stored: reading.get_object_acl(stored, OWNER),
            "GetObjectTagging": reading.get_object_tagging,
        }
        if route.action not in readers:
            raise ServiceError(
                400, "NotImplemented", "A header you provided implies functionality that is not implemented.",
                fields={"Header": request.method})
        stored = self._store.bucket(route.bucket).objects.get(route.key)
        if not stored:
            raise ServiceError(
                404, "NoSuchKey", "The specified key does not exist.", fields={"Key": route.key})
        return readers[route.action](stored)
