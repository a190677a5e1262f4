/// The errors of form uploads (Alibaba Cloud OSS, "PostObject", error codes).
extension OSSError {
    static let malformedForm = OSSError(
        status: 400, code: "MalformedPOSTRequest",
        message: "The body of your POST request is not well-formed multipart/form-data.", ec: "0002-00000501")

    static let noFile = OSSError(
        status: 400, code: "IncorrectNumberOfFilesInPOSTRequest",
        message: "POST requires exactly one file upload per request.", ec: "0002-00000506")

    static let formOrder = OSSError(
        status: 400, code: "InvalidArgument", message: "The file must be the last field of the form.",
        ec: "0002-00000504")

    static let missingLength = OSSError(
        status: 411, code: "MissingContentLength", message: "You must provide the Content-Length HTTP header.",
        ec: "0017-00000807")

    static let fileAlreadyExists = OSSError(
        status: 409, code: "FileAlreadyExists",
        message: "The object you specified already exists and can not be overwritten.", ec: "0026-00000050")

    static func againstPolicy(_ what: String) -> OSSError {
        OSSError(
            status: 403, code: "AccessDenied", message: "Invalid according to Policy: \(what)", ec: "0007-00000205")
    }

    static func tooLarge(limit: Int64) -> OSSError {
        OSSError(
            status: 400, code: "EntityTooLarge",
            message: "Your proposed upload exceeds the maximum allowed object size.", ec: "0007-00000206",
            details: [("MaxSizeAllowed", String(limit))])
    }
}
