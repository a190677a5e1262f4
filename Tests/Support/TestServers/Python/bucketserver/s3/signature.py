"""SigV4, checked by botocore's signer."""

import hmac
import re
import urllib.parse

from botocore.auth import S3SigV4Auth, S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from ..core.clock import basic_date, iso_date
from ..core.errors import ServiceError
from . import habit
from .errors import invalid_argument, invalid_request

_MAX_SKEW = 15 * 60
_MAX_EXPIRES = 604800
_ALGORITHM = "AWS4-HMAC-SHA256"


class Claim:
    """What a request says about its signature, and the means to compute it as it should be."""

    def __init__(self, kind, credential, signed, signature, timestamp, payload):
        words = credential.split("/")
        if len(words) != 5:
            raise _malformed("the Credential is mal-formed")
        self.kind = kind
        self.access_key_id, self.day, self.region, self.service, self.terminator = words
        self.signed = signed.split(";")
        self.signature = signature
        self.timestamp = timestamp
        self.payload = payload
        self.expires = None
        self._auth = None
        self._request = None

    @property
    def scope(self):
        return f"{self.day}/{self.region}/{self.service}/{self.terminator}"

    def expected(self, request, user):
        """The signature the request should have, the string that is signed, and the canonical request."""
        signer = S3SigV4Auth if self.kind == "header" else S3SigV4QueryAuth
        self._auth = signer(
            Credentials(user.accessKeyID, user.secretAccessKey, user.securityToken), self.service, self.region)
        headers = {name: request.headers.get(name, "") for name in self.signed}
        self._request = AWSRequest(request.method, _canonical_url(request), headers=headers)
        self._request.context["timestamp"] = self.timestamp
        canonical = self._auth.canonical_request(self._request)
        text = self._auth.string_to_sign(self._request, canonical)
        return self._auth.signature(text, self._request), text, canonical

    def sign(self, text):
        """A signature by the key of this request, for what follows its head."""
        return self._auth.signature(text, self._request)


def check(request, route, settings):
    """Who sent a request: the claim and the credential, or (None, None) for anybody.

    Raises what S3 answers where the signature is not right.
    """
    if request.headers.get("authorization") is not None:
        claim = _header_claim(request)
    elif request.has("X-Amz-Algorithm"):
        claim = _query_claim(request)
    elif request.has("AWSAccessKeyId"):
        raise invalid_request("The authorization mechanism you have provided is not supported. Use AWS4-HMAC-SHA256.")
    else:
        return None, None
    _check_scope(claim, settings.buckets[route.bucket].region, habit(settings, "checksRegion"))
    _check_signed_headers(claim, request)
    user = settings.credential(claim.access_key_id)
    token = request.headers.get("x-amz-security-token") or request.parameter("X-Amz-Security-Token")
    if not user or (user.securityToken and not token):
        raise ServiceError(
            403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.",
            fields={"AWSAccessKeyId": claim.access_key_id})
    _check_time(claim, settings.clock.now())
    if token and token != user.securityToken:
        raise ServiceError(400, "InvalidToken", "The provided token is malformed or otherwise invalid.")
    if user.expiresAt is not None and settings.clock.now() >= user.expiresAt:
        raise ServiceError(400, "ExpiredToken", "The provided token has expired.")
    _check_signature(claim, user, request)
    return claim, user


def _header_claim(request):
    algorithm, _, rest = request.headers.get("authorization").partition(" ")
    if algorithm != _ALGORITHM:
        raise invalid_argument("Unsupported Authorization Type", ArgumentName="Authorization")
    parts = dict(item.strip().partition("=")[::2] for item in rest.split(","))
    if set(parts) != {"Credential", "SignedHeaders", "Signature"}:
        raise _malformed("it needs Credential, SignedHeaders and Signature")
    payload = request.headers.get("x-amz-content-sha256")
    if payload is None:
        raise invalid_request("Missing required header for this request: x-amz-content-sha256")
    timestamp = request.headers.get("x-amz-date")
    if not basic_date(timestamp):
        raise ServiceError(403, "AccessDenied", "AWS authentication requires a valid Date or x-amz-date header.")
    return Claim("header", parts["Credential"], parts["SignedHeaders"], parts["Signature"], timestamp, payload)


def _query_claim(request):
    def value(name):
        return request.parameter(f"X-Amz-{name}") or ""

    expires = value("Expires")
    if value("Algorithm") != _ALGORITHM or not basic_date(value("Date")):
        raise _query_error("X-Amz-Algorithm and X-Amz-Date must be AWS4-HMAC-SHA256 and a date.")
    if not re.fullmatch("[0-9]{1,9}", expires) or not 1 <= int(expires) <= _MAX_EXPIRES:
        raise _query_error("X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires "
                           "must be less than 604800 seconds")
    claim = Claim(
        "query", value("Credential"), value("SignedHeaders"), value("Signature"), value("Date"), "UNSIGNED-PAYLOAD")
    claim.expires = int(expires)
    return claim


def _query_error(message):
    return ServiceError(400, "AuthorizationQueryParametersError", message)


def _malformed(reason, **fields):
    return ServiceError(
        400, "AuthorizationHeaderMalformed", f"The authorization header is malformed; {reason}.", fields=fields)


def _check_scope(claim, region, checks_region):
    if claim.service != "s3" or claim.terminator != "aws4_request" or claim.day != claim.timestamp[:8]:
        raise _malformed("the scope is not that of the service and the day")
    if checks_region and claim.region != region:
        reason = f"the region '{claim.region}' is wrong; expecting '{region}'"
        if claim.kind == "query":
            raise ServiceError(
                400, "AuthorizationQueryParametersError",
                f"Error parsing the X-Amz-Credential parameter; {reason}", fields={"Region": region})
        raise _malformed(reason, Region=region)


def _check_signed_headers(claim, request):
    if "host" not in claim.signed:
        raise _malformed("host is not among the signed headers")
    for name, _ in request.headers.items():
        must = name.startswith("x-amz-") or name == "content-md5"
        if must and name not in claim.signed and (claim.kind, name) != ("query", "x-amz-content-sha256"):
            raise ServiceError(
                403, "AccessDenied", "There were headers present in the request which were not signed",
                fields={"HeadersNotSigned": name})


def _check_time(claim, now):
    moment = basic_date(claim.timestamp).timestamp()
    if claim.expires is not None and now > moment + claim.expires:
        raise ServiceError(
            403, "AccessDenied", "Request has expired",
            fields={"Expires": iso_date(moment + claim.expires), "ServerTime": iso_date(now)})
    if moment > now + _MAX_SKEW or (claim.expires is None and moment < now - _MAX_SKEW):
        raise ServiceError(
            403, "RequestTimeTooSkewed",
            "The difference between the request time and the current time is too large.",
            fields={
                "RequestTime": claim.timestamp,
                "ServerTime": iso_date(now),
                "MaxAllowedSkewMilliseconds": _MAX_SKEW * 1000,
            })


def _check_signature(claim, user, request):
    signature, text, canonical = claim.expected(request, user)
    if not hmac.compare_digest(signature, claim.signature):
        raise ServiceError(
            403, "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check your key and "
            "signing method.",
            fields={
                "AWSAccessKeyId": claim.access_key_id,
                "StringToSign": text,
                "SignatureProvided": claim.signature,
                "CanonicalRequest": canonical,
            })


def _canonical_url(request):
    """The URL encoded as it has to be, however it was sent."""
    path = urllib.parse.quote(urllib.parse.unquote_to_bytes(request.path), safe="/~")
    pairs = [
        "=".join(urllib.parse.quote(urllib.parse.unquote_to_bytes(side), safe="~") for side in pair)
        for pair in request.query if pair[0] != "X-Amz-Signature"
    ]
    return f"{request.scheme}://{request.host}{path}" + (f"?{'&'.join(pairs)}" if pairs else "")
