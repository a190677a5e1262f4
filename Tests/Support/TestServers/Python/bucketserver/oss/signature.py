"""V4 signatures, checked by the official SDK's signer: what it would have sent must be what was sent."""

import datetime
import hmac
import re

from alibabacloud_oss_v2.credentials import Credentials
from alibabacloud_oss_v2.signer import SignerV4
from alibabacloud_oss_v2.types import HttpRequest, SigningContext

from ..core.clock import basic_date, iso_date
from ..core.errors import ServiceError
from .errors import access_denied, invalid_argument

_MAX_SKEW = 15 * 60
_MAX_EXPIRES = 604800
_ALGORITHM = "OSS4-HMAC-SHA256"


class Claim:
    """What a request says about its signature."""

    def __init__(self, kind, credential, additional, signature, date):
        words = credential.split("/")
        if len(words) != 5:
            raise invalid_argument("The Credential is incomplete.", ec="0002-00000205")
        self.kind = kind
        self.access_key_id, self.day, self.region, self.product, self.terminator = words
        self.additional = additional
        self.signature = signature
        self.date = date
        self.expires = None


def check(request, route, settings):
    """Who sent a request: the claim and the credential, or (None, None) for anybody.

    Raises what OSS answers where the signature is not right.
    """
    if "authorization" in dict(request.headers.items()):
        claim = _header_claim(request)
    elif request.has("x-oss-signature-version"):
        claim = _query_claim(request)
    elif request.has("OSSAccessKeyId") or request.has("Signature"):
        raise invalid_argument("Signatures of version 1 are not accepted here.")
    else:
        return None, None
    _check_scope(claim, settings.buckets[route.bucket].region)
    user = settings.credential(claim.access_key_id)
    token = request.headers.get("x-oss-security-token") or request.parameter("x-oss-security-token")
    if not user or (user.securityToken and not token):
        raise ServiceError(
            403, "InvalidAccessKeyId", "The OSS Access Key Id you provided does not exist in our records.",
            fields={"OSSAccessKeyId": claim.access_key_id})
    _check_time(claim, settings.clock.now())
    _check_token(user, token, settings.clock.now())
    _check_signature(claim, user, request, route)
    return claim, user


def _header_claim(request):
    text = request.headers.get("authorization")
    algorithm, _, rest = text.partition(" ")
    if algorithm != _ALGORITHM:
        raise invalid_argument("Authorization header is invalid.", ec="0002-00000001")
    parts = dict(item.strip().partition("=")[::2] for item in rest.split(","))
    if not parts.get("Credential") or not parts.get("Signature") or not set(parts) <= {
            "Credential", "AdditionalHeaders", "Signature"}:
        raise invalid_argument("Authorization header is invalid.", ec="0002-00000201")
    if request.headers.get("x-oss-content-sha256") != "UNSIGNED-PAYLOAD":
        raise invalid_argument("x-oss-content-sha256 must be UNSIGNED-PAYLOAD.", ec="0002-00000220")
    date = basic_date(request.headers.get("x-oss-date"))
    if not date:
        raise access_denied("OSS authentication requires a valid Date.", ec="0002-00000218")
    additional = _additional(parts.get("AdditionalHeaders"), request)
    return Claim("header", parts["Credential"], additional, parts["Signature"], date)


def _query_claim(request):
    if request.parameter("x-oss-signature-version") != _ALGORITHM:
        raise invalid_argument("x-oss-signature-version is invalid.")
    date = basic_date(request.parameter("x-oss-date"))
    if not date:
        raise access_denied("OSS authentication requires a valid Date.", ec="0002-00000218")
    expires = request.parameter("x-oss-expires") or ""
    if not re.fullmatch(r"[0-9]{1,9}", expires) or not 1 <= int(expires) <= _MAX_EXPIRES:
        raise invalid_argument(
            f"x-oss-expires must be from 1 to {_MAX_EXPIRES} seconds.", ec="0002-00000232")
    additional = _additional(request.parameter("x-oss-additional-headers"), request)
    signature = request.parameter("x-oss-signature") or ""
    claim = Claim("query", request.parameter("x-oss-credential") or "", additional, signature, date)
    claim.expires = int(expires)
    return claim


def _additional(text, request):
    """The names of additional headers; they must be there, sorted, in lower case, and none signed anyway."""
    if text is None:
        return set()
    if not text:
        raise invalid_argument("AdditionalHeaders is empty.", ec="0002-00000209")
    names = text.split(";")
    if names != sorted(set(names)) or any(
            not re.fullmatch("[a-z0-9-]+", name) or SignerV4.is_signed_header(name) for name in names):
        raise invalid_argument("AdditionalHeaders is invalid.", ec="0002-00000210")
    for name in names:
        if not request.headers.get(name):
            raise invalid_argument(f"The additional header {name} is not there.", ec="0002-00000212")
    return set(names)


def _check_scope(claim, region):
    if claim.region != region:
        raise invalid_argument("Invalid signing region in Authorization header.", ec="0002-00000226")
    if claim.product != "oss":
        raise invalid_argument("Invalid signing product in Authorization header.", ec="0002-00000227")
    if claim.terminator != "aliyun_v4_request":
        raise invalid_argument("Invalid terminator in Authorization header.", ec="0002-00000228")
    if claim.day != claim.date.strftime("%Y%m%d"):
        raise invalid_argument("Invalid signing date in Authorization header.", ec="0002-00000225")


def _check_time(claim, now):
    moment = claim.date.timestamp()
    if claim.expires is not None:
        if now > moment + claim.expires:
            raise access_denied(
                "Request has expired.", ec="0002-00000069",
                Expires=iso_date(moment + claim.expires), ServerTime=iso_date(now))
        if moment <= now + _MAX_SKEW:
            return
    elif abs(now - moment) <= _MAX_SKEW:
        return
    raise ServiceError(
        403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.",
        fields={
            "MaxAllowedSkewMilliseconds": _MAX_SKEW * 1000,
            "RequestTime": iso_date(moment),
            "ServerTime": iso_date(now),
        })


def _check_token(user, token, now):
    if token and token != user.securityToken:
        raise ServiceError(
            403, "InvalidSecurityToken", "The security token you provided is invalid.", ec="0002-00000901")
    if user.expiresAt is not None and now >= user.expiresAt:
        raise ServiceError(
            403, "SecurityTokenExpired", "The security token you provided has expired.", ec="0002-00000904")


def _check_signature(claim, user, request, route):
    without = ("x-oss-signature",) if claim.kind == "query" else ()
    headers = {name: value for name, value in request.headers.items() if name != "authorization"}
    signed = HttpRequest(request.method, request.url(without), headers=headers)
    context = SigningContext(
        product=claim.product, region=claim.region, bucket=route.bucket, key=route.key or None, request=signed,
        credentials=Credentials(user.accessKeyID, user.secretAccessKey, user.securityToken),
        signing_time=claim.date, additional_headers=claim.additional)
    if claim.kind == "query":
        context.auth_method_query = True
        context.expiration_time = claim.date + datetime.timedelta(seconds=claim.expires)
    SignerV4().sign(context)
    expected = re.search("signature=([0-9a-f]{64})$", signed.url if without else signed.headers["authorization"], re.I)
    if not expected or not hmac.compare_digest(expected[1], claim.signature):
        text = context.string_to_sign
        raise ServiceError(
            403, "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check your key and "
            "signing method.",
            fields={
                "OSSAccessKeyId": claim.access_key_id,
                "SignatureProvided": claim.signature,
                "StringToSign": text,
                "StringToSignBytes": text.encode().hex(" ").upper(),
            })
