"""Signs requests with the signers of Alibaba's two Python SDKs, `alibabacloud-oss-v2` and `oss2`. Reads a JSON list of
cases on stdin, prints a JSON list of verdicts.

A case gives raw values; paths and queries are encoded here, so that the encoding is judged as well. Where one of the two
cannot express a case or contradicts the service's documentation, it has no verdict on it, and the reason stands here.
"""

import datetime
import json
import sys
from types import SimpleNamespace
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import oss2.auth
import oss2.http
import oss2.utils
from alibabacloud_oss_v2.signer.v1 import SignerV1
from alibabacloud_oss_v2.signer.v4 import SignerV4
from alibabacloud_oss_v2.types import Credentials, HttpRequest, SigningContext
from oss2.credentials import StaticCredentialsProvider

OSS2_SUBRESOURCES = oss2.auth.ProviderAuth._subresource_key_set


class Case:
    def __init__(self, fields):
        self.__dict__.update({"token": None, "expires": None, **fields})
        self.moment = datetime.datetime.fromtimestamp(self.time, datetime.timezone.utc)
        # Both SDKs sign white space around a value, which no server gets to see; the documentation and the Go SDK do not.
        self.sent = {"Host": self.host, **{name: value.strip(" \t") for name, value in self.headers}}
        present = {name.lower() for name, value in self.sent.items() if value}
        # oss2 names a field in `AdditionalHeaders` also where the request lacks it or it has no value.
        self.additional = sorted({name.lower() for name in self.additionalHeaders} & present)
        self.query = [tuple(pair) for pair in self.query]
        self.names = [name for name, _ in self.query]
        self.url = f"https://{self.host}/{quote(self.key)}"


def context(case, query):
    """What the newer SDK signs; it sends a name without value as `name=`, as `urlencode` does."""
    request = HttpRequest(case.method, f"{case.url}?{query}" if query else case.url, headers=case.sent)
    made = SigningContext(
        product=case.product, region=case.region, bucket=case.bucket or None, key=case.key or None, request=request,
        credentials=Credentials(case.accessKeyID, case.secret, case.token), signing_time=case.moment,
        additional_headers=set(case.additionalHeaders))
    # Its operations name the sub-resources that its V1 signer does not know by itself.
    made.sub_resource = list(OSS2_SUBRESOURCES)
    if case.expires is not None:
        made.auth_method_query = True
        made.expiration_time = case.moment + datetime.timedelta(seconds=case.expires)
    return made


def by_newer(case):
    signer = SignerV4() if case.version == "v4" else SignerV1()
    if case.version == "v1" and case.token and case.expires is None:
        # It sends the token as `security-token`, which is neither documented nor signed.
        return None
    made = context(case, urlencode(case.query, quote_via=quote))
    signer.sign(made)
    if case.expires is not None:
        # It puts a repeated name into a URL only once, so the cases have none.
        return {"query": sorted(parse_qsl(urlsplit(made.request.url).query, keep_blank_values=True))}
    sent = context(case, case.encodedQuery)
    signer.sign(sent)
    authorization = made.request.headers["Authorization"]
    if sent.request.headers["Authorization"] != authorization:
        authorization = "the query as it is sent signs otherwise than its pairs"
    return {"authorization": authorization}


def by_oss2(case):
    if len(set(case.names)) < len(case.names):
        # It keeps a query in a dictionary.
        return None
    if case.version == "v1" and "cloudboxes" in case.names:
        # It does not sign this one, the newer SDK does.
        return None
    oss2.auth.datetime = SimpleNamespace(utcnow=lambda: case.moment)
    oss2.auth.time = SimpleNamespace(time=lambda: case.time)
    oss2.utils.http_date = lambda: http_date(case)
    kinds = {"v4": oss2.auth.ProviderAuthV4, "v1": oss2.auth.ProviderAuth}
    auth = kinds[case.version](StaticCredentialsProvider(case.accessKeyID, case.secret, case.token))
    request = oss2.http.Request(
        case.method, case.url, params=dict(case.query), headers=case.sent, region=case.region, product=case.product,
        cloudbox_id=case.region if case.product == "oss-cloudbox" else None)
    additional = [case.additional] if case.version == "v4" else []
    if case.expires is not None:
        url = auth._sign_url(request, case.bucket, case.key, case.expires, *additional)
        return {"query": sorted(parse_qsl(urlsplit(url).query, keep_blank_values=True))}
    auth._sign_request(request, case.bucket, case.key, *additional)
    authorization = request.headers["authorization"]
    return {"authorization": in_common_form(authorization) if case.version == "v4" else authorization}


def in_common_form(authorization):
    """oss2 gives the parts in an order and with spaces of its own, and sorts the additional names by their first letter
    only in the header, though wholly in what it signs."""
    algorithm, rest = authorization.split(" ", 1)
    parts = dict(part.split("=", 1) for part in rest.split(", "))
    if "AdditionalHeaders" in parts:
        parts["AdditionalHeaders"] = ";".join(sorted(parts["AdditionalHeaders"].split(";")))
    names = [name for name in ("Credential", "AdditionalHeaders", "Signature") if name in parts]
    return f"{algorithm} " + ",".join(f"{name}={parts[name]}" for name in names)


def http_date(case):
    return case.moment.strftime("%a, %d %b %Y %H:%M:%S GMT")


def judge(fields):
    case = Case(fields)
    return {"date": http_date(case), "newer": by_newer(case), "oss2": by_oss2(case)}


json.dump([judge(fields) for fields in json.load(sys.stdin)], sys.stdout)
