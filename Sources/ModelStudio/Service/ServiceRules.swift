import Failures

extension ServiceRule {
    /// The documented errors of Model Studio ("Error messages"); the first row that covers a reply counts.
    ///
    /// A status alone decides little: billing comes as 429, and a reply without a code comes from something between.
    static let table: [ServiceRule] = [
        ServiceRule(
            codes: .families(["InvalidApiKey", "NOT AUTHORIZED"]), failure: "studio.credentials-refused",
            verdict: .stop(.credentials), remedy: .checkKey),
        ServiceRule(
            codes: .families(["Arrearage", "PrepaidBillOverdue", "PostpaidBillOverdue"]),
            failure: "studio.account-overdue", verdict: .stop(.unavailable),
            remedy: "settle the overdue bill of the Alibaba Cloud account, then run again"),
        ServiceRule(
            codes: .families(["CommodityNotPurchased", "AccessDenied.Unpurchased"]), failure: "studio.not-purchased",
            verdict: .stop(.unavailable), remedy: "activate Model Studio and the model in the console"),
        ServiceRule(
            codes: .families(["Throttling.AllocationQuota", "AllocationQuota"]), failure: "studio.quota-exhausted",
            verdict: .stop(.unavailable), remedy: "raise the quota in the console, or run again when it is renewed"),
        ServiceRule(
            codes: .families(["Throttling", "LimitRequests"]), failure: throttled, verdict: .retry,
            remedy: .text(askLess)),
        ServiceRule(
            codes: .families(["WorkSpaceNotFound"]), failure: "studio.workspace-not-found",
            verdict: .stop(.configuration), remedy: "check studio.workspaceId and studio.region"),
        ServiceRule(
            codes: .families(["AccessDenied", "Model.AccessDenied", "Workspace.AccessDenied"]),
            failure: "studio.access-denied", verdict: .stop(.credentials),
            remedy: "give the key's workspace the permission, or use a key of the workspace the tasks belong to"),
        ServiceRule(
            codes: .families([
                "InternalError", "SystemError", "ModelServiceFailed", "RequestTimeOut", "ModelServingError",
                "ModelUnavailable",
            ]), failure: "studio.internal-error", verdict: .retry),
        ServiceRule(
            codes: .families(["DataInspectionFailed", "IPInfringementSuspect"]), failure: "studio.content-refused",
            verdict: .giveUp, remedy: "use inputs that pass the content inspection"),
        ServiceRule(
            codes: .families([
                "InvalidURL", "BadRequest.InputDownloadFailed", "InvalidParameter.DataInspection",
                "InvalidParameter.FileDownload",
            ]), failure: "studio.input-unreachable", verdict: .giveUp,
            remedy: "give input URLs that Model Studio can fetch without signing in"),
        ServiceRule(
            codes: .families(["InvalidFile", "InvalidImage"]), failure: "studio.input-refused", verdict: .giveUp,
            remedy: "use inputs within the model's limits of format, size and duration"),
        ServiceRule(
            codes: .families(["InvalidParameter", "BadRequest"]), failure: "studio.request-refused", verdict: .giveUp,
            remedy: "check the model, the mode and the inputs against the model's page"),
        ServiceRule(
            codes: .families(["UnsupportedOperation"]), failure: notCancelable, verdict: .giveUp,
            remedy: "only tasks that are still PENDING can be cancelled"),
        ServiceRule(
            codes: .families(["ModelNotFound"]), failure: "studio.model-not-found", verdict: .giveUp,
            remedy: "check the model's name and whether studio.region offers it"),
        ServiceRule(
            statuses: 401...401, codes: .any, failure: "studio.credentials-refused", verdict: .stop(.credentials),
            remedy: .checkKey),
        ServiceRule(
            statuses: 403...403, codes: .named, failure: "studio.access-denied", verdict: .stop(.credentials),
            remedy: .checkKey),
        ServiceRule(
            statuses: 300...399, codes: .any, failure: "studio.redirected", verdict: .stop(.configuration),
            remedy: "check studio.endpoint, redirects are not followed"),
        ServiceRule(
            statuses: 429...429, codes: .any, failure: throttled, verdict: .retry, remedy: .text(askLess)),
        ServiceRule(statuses: 408...408, codes: .any, failure: "studio.internal-error", verdict: .retry),
        ServiceRule(statuses: 500...599, codes: .any, failure: "studio.internal-error", verdict: .retry),
        ServiceRule(
            statuses: 404...404, codes: .named, failure: "studio.not-found", verdict: .giveUp,
            remedy: "check the task id and studio.region"),
        ServiceRule(statuses: 400...499, codes: .named, failure: "studio.request-refused", verdict: .giveUp),
    ]

    /// For a reply that is not one of Model Studio's errors: a proxy's page, or a success without content.
    static let unreadable = ServiceRule(
        codes: .any, failure: "studio.bad-reply", verdict: .retry,
        remedy: "check studio.endpoint and any proxy if this lasts")

    /// The failure of a rate that was too high.
    static let throttled = "studio.throttled"
    /// The failure of cancelling a task that is not, or no longer, waiting.
    static let notCancelable = "studio.not-cancelable"

    private static let askLess = "lower studio.queriesPerSecond, the account's limit is shared by all its users"
}
