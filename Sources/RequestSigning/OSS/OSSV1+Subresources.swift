extension OSSV1 {
    /// Whether a query name is part of the signed resource.
    static func isSubresource(_ name: String) -> Bool {
        subresources.contains(name) || subresourcePrefixes.contains { name.hasPrefix($0) }
    }

    /// Those of the documentation and of both official Python SDKs.
    private static let subresources: Set<String> = [
        "accessPoint", "accessPointPolicy", "acl", "append", "asyncFetch", "bucketArchiveDirectRead", "bucketInfo",
        "callback", "callback-var", "cloudboxes", "cname", "comp", "continuation-token", "cors", "delete", "encryption",
        "endTime", "group", "httpsConfig", "inventory", "inventoryId", "lifecycle", "link", "live", "location",
        "logging", "metaQuery", "objectInfo", "objectMeta", "partNumber", "policy", "position", "publicAccessBlock",
        "qos", "qosInfo", "qosRequester", "redundancyTransition", "referer", "regionList", "replication",
        "replicationLocation", "replicationProgress", "requesterQosInfo", "requestPayment", "resourceGroup",
        "response-cache-control", "response-content-disposition", "response-content-encoding",
        "response-content-language", "response-content-type", "response-expires", "restore", "security-token",
        "sequential", "startTime", "stat", "status", "style", "styleName", "symlink", "tagging", "transferAcceleration",
        "uploadId", "uploads", "versionId", "versioning", "versions", "vod", "website", "worm", "wormExtend", "wormId",
        "x-oss-access-point-name", "x-oss-async-process", "x-oss-process", "x-oss-redundancy-transition-taskid",
        "x-oss-request-payer", "x-oss-target-redundancy-type", "x-oss-traffic-limit", "x-oss-write-get-object-response",
    ]

    private static let subresourcePrefixes = ["resourcePool", "x-oss-ac-"]
}
