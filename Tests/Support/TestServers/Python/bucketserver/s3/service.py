"""The service: routes a request, checks who sent it, and has it carried out."""

from ..core.errors import ServiceError
from ..core.lists import Lists
from ..core.reply import Reply, xml_reply
from ..core.xmltext import element
from . import NAMESPACE, errors, hosts, multipart, reading, signature, writing
from .errors import not_implemented

_PUBLIC_READS = ("GetObject", "HeadObject")
_LISTS = Lists(namespace=NAMESPACE, default_keys=1000, next_marker_always=False, extras=lambda stored: [])


class S3Service:
    """S3 as seen by clients of its buckets."""

    def __init__(self, settings, store):
        self._settings = settings
        self._store = store
        self.translated = errors.translated
        self.render = errors.render

    def route(self, request):
        """What a request is about."""
        return hosts.route(request, self._settings)

    def answer(self, request, route, entry):
        """Carries a request out. The entry of the journal learns who signed it."""
        if route.refusal:
            raise route.refusal
        claim, user = signature.check(request, route, self._settings)
        entry["authorization"] = claim.kind if claim else "anonymous"
        if not user:
            self._admit_anybody(route)
        elif route.action in user.denies:
            raise ServiceError(403, "AccessDenied", "Access Denied")
        reply = self._carry_out(request, route, claim)
        reply.headers = {**errors.request_fields(), **reply.headers}
        return reply

    def _admit_anybody(self, route):
        bucket = self._settings.buckets[route.bucket]
        stored = self._store.bucket(route.bucket).objects.get(route.key)
        grants = [bucket.acl] + ([stored.attributes.acl] if stored else [])
        is_public = any(acl.startswith("public") for acl in grants) and not bucket.blockPublicAccess
        if route.action not in _PUBLIC_READS or not is_public:
            raise ServiceError(403, "AccessDenied", "Access Denied")

    def _carry_out(self, request, route, claim):
        settings, store = self._settings, self._store
        bucket = store.bucket(route.bucket)
        match route.action:
            case "PutObject":
                return writing.put_object(request, route, claim, settings, store)
            case "DeleteObject":
                return writing.delete_object(route, store)
            case "InitiateMultipartUpload":
                return multipart.create(request, route, settings, store)
            case "UploadPart":
                return multipart.upload_part(request, route, claim, settings, store)
            case "CompleteMultipartUpload":
                return multipart.complete(request, route, settings, store)
            case "AbortMultipartUpload":
                return multipart.abort(request, route, store)
            case "ListParts":
                return multipart.list_parts(request, route, store)
            case "ListMultipartUploads":
                return xml_reply(_LISTS.uploads(request, route, bucket))
            case "ListObjects":
                return xml_reply(_LISTS.objects(request, route, bucket))
            case "ListObjectsV2":
                return xml_reply(_LISTS.objects_v2(request, route, bucket))
            case "HeadBucket":
                return Reply(200, {"x-amz-bucket-region": settings.buckets[route.bucket].region})
        return self._read(request, route)

    def _read(self, request, route):
        bucket = self._settings.buckets[route.bucket]
        match route.action:
            case "GetBucketLifecycle":
                if bucket.lifecycle is None:
                    raise ServiceError(
                        404, "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist")
                return Reply(200, {"Content-Type": "application/xml"}, bucket.lifecycle.encode())
            case "GetBucketLocation":
                return xml_reply(element("LocationConstraint", bucket.region, attributes=NAMESPACE))
            case "GetObject" | "HeadObject" | "GetObjectTagging":
                return self._read_object(request, route)
        raise not_implemented(request.method)

    def _read_object(self, request, route):
        stored = self._store.bucket(route.bucket).objects.get(route.key)
        if not stored:
            raise ServiceError(404, "NoSuchKey", "The specified key does not exist.", fields={"Key": route.key})
        if route.action == "GetObject":
            return reading.get_object(request, stored)
        if route.action == "HeadObject":
            return reading.head_object(request, stored)
        tags = [element("Tag", element("Key", k), element("Value", v)) for k, v in stored.attributes.tags.items()]
        return xml_reply(element("Tagging", element("TagSet", *tags), attributes=NAMESPACE))
